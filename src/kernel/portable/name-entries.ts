/**
 * Entries of a name map for functions that follow each other: index and name of each, as bytes. Names that begin with one of some
 * bytes, and functions without a name here, are left to the caller.
 */
import { GrowingColumn } from "./growing-column.ts";
import { NameStore } from "./name-store.ts";
import { NO_ROW } from "./record-column.ts";
import { unsetBytes } from "./words.ts";

/** Bytes of the integers of an entry, at most. */
const LONGEST_INTEGERS: i32 = 10;

export class NameEntryWriter {
  content: Uint8Array = new Uint8Array(0);
  /** Positions in the list of the functions that are left out. */
  readonly leftOut: GrowingColumn = new GrowingColumn();
  /** Where their entries would begin in `content`. */
  readonly places: GrowingColumn = new GrowingColumn();

  /** `names`: of the functions from index `firstIndex` on, or `NO_ROW`. */
  constructor(store: NameStore, names: Uint32Array, firstIndex: i32, marks: Uint8Array) {
    let most: i32 = 0;
    for (let i: i32 = 0; i < names.length; i++) {
      if (names[i] != NO_ROW) most += store.lengthOf(names[i] as i32) + LONGEST_INTEGERS;
    }
    const content = unsetBytes(most);
    let at: i32 = 0;
    for (let i: i32 = 0; i < names.length; i++) {
      const name: u32 = names[i];
      if (name == NO_ROW || marks.includes(store.firstByteOf(name as i32))) {
        this.leftOut.push(i as u32);
        this.places.push(at as u32);
        continue;
      }
      const length: i32 = store.lengthOf(name as i32);
      at = writeUleb(content, at, firstIndex + i);
      at = writeUleb(content, at, length);
      store.copy(name as i32, content, at);
      at += length;
    }
    this.content = content.subarray(0, at);
  }
}

/** Returns where it ends. */
function writeUleb(bytes: Uint8Array, at: i32, value: i32): i32 {
  for (; value > 0x7f; value >>>= 7) bytes[at++] = ((value & 0x7f) | 0x80) as u8;
  bytes[at++] = value as u8;
  return at;
}
