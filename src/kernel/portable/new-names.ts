/** The names that one file is the first to mention, and where in it they are. */
import { GrowingColumn } from "./growing-column.ts";
import { NameStore } from "./name-store.ts";

export class NewNames {
  private readonly store: NameStore;
  /** Number of the first; the others follow it. */
  first: i32 = 0;
  readonly starts: GrowingColumn = new GrowingColumn();
  readonly lengths: GrowingColumn = new GrowingColumn();

  constructor(store: NameStore) {
    this.store = store;
  }

  /** From here on, another file is read. */
  begin(): void {
    this.first = this.store.count;
    this.starts.clear();
    this.lengths.clear();
  }

  intern(bytes: Uint8Array, start: i32, length: i32): i32 {
    const known: i32 = this.store.count;
    const name: i32 = this.store.intern(bytes, start, length);
    if (name == known) {
      this.starts.push(start as u32);
      this.lengths.push(length as u32);
    }
    return name;
  }
}
