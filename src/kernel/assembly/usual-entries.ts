/** `portable/usual-entries.ts` in AssemblyScript. */
import { lebValue } from "./bytes.ts";
import { R_WASM_FUNCTION_INDEX_LEB, RelocationSource } from "../portable/relocation-source.ts";
import {
  ENTRY_HAS_ADDEND,
  ENTRY_OF_TYPE,
  ENTRY_SIZE_SHIFT,
  ENTRY_SYMBOLS_SHIFT,
  RelocationKinds,
} from "../portable/relocation-kinds.ts";
import { RelocationStore } from "../portable/relocation-store.ts";

/** The topmost bits of the bytes after the type. */
const ENDS: u64 = 0x8080808080808000;

// Engines compile this once, quickly and badly: each local variable, branch and shift by a variable is a handful of instructions.
export function readUsualEntries(
  source: RelocationSource,
  kinds: RelocationKinds,
  rows: RelocationStore,
  endRow: i32,
): void {
  const bytes = source.bytes.dataStart;
  const end = bytes + source.end;
  const entries = kinds.entries.dataStart;
  const symbolKinds = source.symbolKinds.dataStart;
  const symbolCount: u32 = source.symbolKinds.length;
  const sectionSize = source.sectionSize;
  const types = rows.type.dataStart;
  const offsets = rows.offset.dataStart;
  const indexes = rows.index.dataStart;
  const addends = rows.addend.dataStart;
  let row: i32 = rows.length;
  let previous: i32 = source.previous;
  let at = bytes + source.at;
  // What is behind the end is read as well, and ends too late.
  while (row < endRow) {
    // Type, offset and index, unless they take more than eight bytes.
    const word = load<u64>(at);
    const ends = ~word & ENDS;
    const indexEnds = ends & (ends - 1);
    // Where their last bits are: 64 for an index that does not end.
    const offsetEnd = ctz(ends) as i32;
    const indexEnd = ctz(indexEnds) as i32;
    if (((39 - offsetEnd) | (32 + offsetEnd - indexEnd) | (63 - indexEnd)) < 0) break;
    const entry = load<i32>(entries + (((word as u32) & 0xff) << 2));
    let next = at + ((indexEnd + 1) >>> 3);
    let addend: i32 = 0;
    if ((entry & ENTRY_HAS_ADDEND) != 0) {
      const rest = load<u32>(next);
      const addendEnds = ~rest & 0x80808080;
      if (addendEnds == 0) break;
      const length = (ctz(addendEnds) + 1) >>> 3;
      next += length;
      const sign = 64 << (7 * (length - 1));
      addend = (lebValue(rest & (addendEnds ^ (addendEnds - 1))) ^ sign) - sign;
    }
    const offset = lebValue(((word & (ends ^ (ends - 1))) >> 8) as u32);
    // The sum of offset and size may be more than 31 bits.
    if (next > end || offset < previous || offset > sectionSize - ((entry >> ENTRY_SIZE_SHIFT) & 0xff)) break;
    const index = lebValue(((word & (indexEnds ^ (indexEnds - 1))) >> (offsetEnd + 1)) as u32);
    if ((entry & ENTRY_OF_TYPE) != 0) {
      if (index >= source.typeCount) break;
    } else {
      if ((index as u32) >= symbolCount) break;
      if ((((entry >> ENTRY_SYMBOLS_SHIFT) >> (load<u8>(symbolKinds + index) as i32)) & 1) == 0) break;
      if (((word as i32) & 0xff) == R_WASM_FUNCTION_INDEX_LEB) {
        source.called[index] = 1;
        source.hasCalls = true;
      }
    }
    store<u8>(types + row, word as u8);
    const place = row << 2;
    store<i32>(offsets + place, offset);
    store<i32>(indexes + place, index);
    store<i32>(addends + place, addend);
    row++;
    previous = offset;
    at = next;
  }
  rows.length = row;
  source.previous = previous;
  source.at = (at - bytes) as i32;
}
