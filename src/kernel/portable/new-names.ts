/** The names that one file is the first to mention, and where in it they are. */
import { NameStore } from "./name-store.ts";

export class NewNames {
  private readonly store: NameStore;
  /** Number of the first; the others follow it. */
  first: i32 = 0;
  count: i32 = 0;
  starts: Uint32Array = new Uint32Array(64);
  lengths: Uint32Array = new Uint32Array(64);

  constructor(store: NameStore) {
    this.store = store;
    this.first = store.count;
  }

  intern(bytes: Uint8Array, start: i32, length: i32): i32 {
    const known: i32 = this.store.count;
    const name: i32 = this.store.intern(bytes, start, length);
    if (name == known) this.add(start, length);
    return name;
  }

  private add(start: i32, length: i32): void {
    if (this.count == this.starts.length) {
      this.starts = grown(this.starts);
      this.lengths = grown(this.lengths);
    }
    this.starts[this.count] = start as u32;
    this.lengths[this.count++] = length as u32;
  }
}

function grown(column: Uint32Array): Uint32Array {
  const longer = new Uint32Array(column.length * 2);
  longer.set(column);
  return longer;
}
