/**
 * The loop that reads nearly all relocations. `asc` compiles `assembly/usual-entries.ts` in the place of this file: an entry at once,
 * as a 64-bit word, which JavaScript cannot.
 */
import { LEB_LENGTH_SHIFT, LEB_VALUE, lebAt } from "./bytes.ts";
import { RelocationSource } from "./relocation-source.ts";
import { ENTRY_HAS_ADDEND, RelocationKinds } from "./relocation-kinds.ts";
import { RelocationStore } from "./relocation-store.ts";

/**
 * Appends rows up to `endRow`, for which there is room. Stops at the first entry that is malformed, or has an integer of more than
 * four bytes. Moves `source.at` behind what was read, and `source.previous` to its offset.
 */
export function readUsualEntries(
  source: RelocationSource,
  kinds: RelocationKinds,
  rows: RelocationStore,
  endRow: i32,
): void {
  const bytes = source.bytes;
  const end: i32 = source.end;
  const entries = kinds.entries;
  const types = rows.type;
  const offsets = rows.offset;
  const indexes = rows.index;
  const addends = rows.addend;
  let row: i32 = rows.length;
  let at: i32 = source.at;
  while (row < endRow && at < end) {
    let next: i32 = at;
    const type: i32 = bytes[next++];
    const entry: i32 = entries[type];
    let leb: i32 = lebAt(bytes, next);
    if (leb == 0) break;
    const offset: i32 = leb & LEB_VALUE;
    next += leb >>> LEB_LENGTH_SHIFT;
    leb = lebAt(bytes, next);
    if (leb == 0) break;
    const index: i32 = leb & LEB_VALUE;
    next += leb >>> LEB_LENGTH_SHIFT;
    let addend: i32 = 0;
    if ((entry & ENTRY_HAS_ADDEND) != 0) {
      leb = lebAt(bytes, next);
      if (leb == 0) break;
      const length: i32 = leb >>> LEB_LENGTH_SHIFT;
      next += length;
      // Puts the topmost bit where that of a word is, and back.
      const unused: i32 = 32 - 7 * length;
      addend = ((leb & LEB_VALUE) << unused) >> unused;
    }
    if (next > end || !source.accepts(type, entry, offset, index)) break;
    types[row] = type;
    offsets[row] = offset;
    indexes[row] = index;
    addends[row] = addend;
    row++;
    at = next;
  }
  rows.length = row;
  source.at = at;
}
