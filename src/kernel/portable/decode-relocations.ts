/**
 * The entries of a `reloc.*` section (tool-conventions, Linking.md "Relocation Sections") as rows of the store. The loop
 * reads entries of the usual shape itself, where no integer takes more than four bytes; `readUnusual` knows every rule.
 */
import { LEB_LENGTH_SHIFT, LEB_VALUE, lebAt } from "./bytes.ts";
import { LebReader } from "./leb-reader.ts";
import { ENCODING_ULEB10, RelocationKinds, TARGET_TYPE_INDEX } from "./relocation-kinds.ts";
import { RelocationStore } from "./relocation-store.ts";

const R_WASM_FUNCTION_INDEX_LEB: i32 = 0;
/** Bytes that the loop may read beyond the end of the section before it notices. */
export const DECODE_SLACK: i32 = 16;

/** What one section's entries are, and what they are checked against. */
export class RelocationSource {
  /** Goes on for `DECODE_SLACK` bytes after `end`; JavaScript reads nothing there, which no integer takes. */
  bytes: Uint8Array = new Uint8Array(0);
  at: i32 = 0;
  end: i32 = 0;
  /** Bytes of the section that is relocated. */
  sectionSize: i32 = 0;
  typeCount: i32 = 0;
  symbolKinds: Uint8Array = new Uint8Array(0);
  /** By symbol index: set to 1 where a relocation calls the symbol directly. */
  called: Uint8Array = new Uint8Array(0);
  hasCalls: boolean = false;
}

export class RelocationDecoder {
  private readonly store: RelocationStore;
  private readonly kinds: RelocationKinds;
  /** The entry that `readUnusual` has read. */
  private type: i32 = 0;
  private offset: i32 = 0;
  private index: i32 = 0;
  private addend: f64 = 0;

  constructor(store: RelocationStore, kinds: RelocationKinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /**
   * Appends up to `count` rows and returns how many they are: fewer where the next entry is malformed. `source.at` is
   * moved behind what was read.
   */
  decode(source: RelocationSource, count: i32): i32 {
    const store = this.store;
    const kindCount: i32 = this.kinds.hasAddend.length;
    const hasAddendOf = this.kinds.hasAddend;
    const sizeOf = this.kinds.size;
    const kindsOf = this.kinds.symbolKinds;
    const targetOf = this.kinds.target;
    const symbolKinds = source.symbolKinds;
    const symbolCount: i32 = symbolKinds.length;
    const called = source.called;
    const bytes = source.bytes;
    const end: i32 = source.end;
    // An entry takes three bytes at least: a larger count ends in an error before the room does.
    const most: i32 = (((end - source.at) >> 1) + 1) as i32;
    store.reserve(count < most ? count : most);
    const types = store.type;
    const offsets = store.offset;
    const indexes = store.index;
    const addends = store.addend;
    let previous: i32 = 0;
    let at: i32 = source.at;
    let row: i32 = store.length;
    const endRow: i32 = row + count;
    while (row < endRow && at < end) {
      let next: i32 = at;
      let type: i32 = bytes[next++];
      let leb: i32 = lebAt(bytes, next);
      let isUsual: boolean = leb != 0 && type < kindCount;
      let offset: i32 = leb & LEB_VALUE;
      next += leb >>> LEB_LENGTH_SHIFT;
      leb = lebAt(bytes, next);
      if (leb == 0) isUsual = false;
      let index: i32 = leb & LEB_VALUE;
      next += leb >>> LEB_LENGTH_SHIFT;
      let addend: i32 = 0;
      if (isUsual && hasAddendOf[type] != 0) {
        leb = lebAt(bytes, next);
        if (leb == 0) isUsual = false;
        const length: i32 = leb >>> LEB_LENGTH_SHIFT;
        next += length;
        // Puts the topmost bit where that of a word is, and back.
        const unused: i32 = 32 - 7 * length;
        addend = ((leb & LEB_VALUE) << unused) >> unused;
      }
      if (!isUsual) {
        next = this.readUnusual(bytes, at, end);
        if (next < 0) break;
        type = this.type;
        offset = this.offset;
        index = this.index;
      }
      // The sum of offset and size may be more than 31 bits.
      if (next > end || offset < previous || offset > source.sectionSize - (sizeOf[type] as i32)) break;
      if (targetOf[type] == TARGET_TYPE_INDEX) {
        if (index >= source.typeCount) break;
      } else {
        if (index >= symbolCount || (((kindsOf[type] as i32) >> (symbolKinds[index] as i32)) & 1) == 0) break;
        if (type == R_WASM_FUNCTION_INDEX_LEB) {
          called[index] = 1;
          source.hasCalls = true;
        }
      }
      types[row] = type as u8;
      offsets[row] = offset as u32;
      indexes[row] = index as u32;
      if (isUsual) addends[row] = addend;
      else store.setAddend(row, this.addend);
      row++;
      previous = offset;
      at = next;
    }
    const found: i32 = row - store.length;
    store.length = row;
    source.at = at;
    return found;
  }

  /** Reads any entry; returns the position after it, or -1 where it is malformed. */
  private readUnusual(bytes: Uint8Array, at: i32, end: i32): i32 {
    const reader = new LebReader(bytes, at, end);
    if (!reader.readUnsigned32() || reader.value >= (this.kinds.encoding.length as f64)) return -1;
    this.type = reader.value as i32;
    if (!reader.readUnsigned32() || reader.value > 2147483647.0) return -1;
    this.offset = reader.value as i32;
    if (!reader.readUnsigned32() || reader.value > 2147483647.0) return -1;
    this.index = reader.value as i32;
    this.addend = 0;
    if (this.kinds.hasAddend[this.type] != 0) {
      const isWide: boolean = (this.kinds.encoding[this.type] as i32) >= ENCODING_ULEB10;
      if (!(isWide ? reader.readSigned() : reader.readSigned32())) return -1;
      this.addend = reader.value;
    }
    return reader.at;
  }
}
