/**
 * The entries of a `reloc.*` section (tool-conventions, Linking.md "Relocation Sections") as rows of the store. Nearly all of them
 * are read by `readUsualEntries`; here is what knows every rule.
 */
import { LebReader } from "./leb-reader.ts";
import { ENCODING_ULEB10, RelocationKinds } from "./relocation-kinds.ts";
import { RelocationSource } from "./relocation-source.ts";
import { RelocationStore } from "./relocation-store.ts";
import { readUsualEntries } from "./usual-entries.ts";

export class RelocationDecoder {
  private readonly store: RelocationStore;
  private readonly kinds: RelocationKinds;
  /** The entry that `readAny` has read. */
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
    const first: i32 = store.length;
    const end: i32 = source.end;
    // An entry takes three bytes at least: a larger count ends in an error before the room does.
    const most: i32 = (((end - source.at) >> 1) + 1) as i32;
    store.reserve(count < most ? count : most);
    source.previous = 0;
    const endRow: i32 = first + count;
    do readUsualEntries(source, this.kinds, store, endRow);
    while (store.length < endRow && source.at < end && this.appendAny(source));
    return store.length - first;
  }

  /** Appends one entry of any shape, unless it is malformed. */
  private appendAny(source: RelocationSource): boolean {
    const next: i32 = this.readAny(source.bytes, source.at, source.end);
    if (next < 0 || next > source.end) return false;
    const entry: i32 = this.kinds.entries[this.type] as i32;
    if (!source.accepts(this.type, entry, this.offset, this.index)) return false;
    const store = this.store;
    const row: i32 = store.length;
    store.type[row] = this.type as u8;
    store.offset[row] = this.offset as u32;
    store.index[row] = this.index as u32;
    store.setAddend(row, this.addend);
    store.length = row + 1;
    source.at = next;
    return true;
  }

  /** Reads an entry; returns the position after it, or -1 where it is malformed. */
  private readAny(bytes: Uint8Array, at: i32, end: i32): i32 {
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
