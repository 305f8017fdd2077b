/** Types of functions by their bytes, with the number that the caller has given to each. */
import { NameStore } from "./name-store.ts";
import { GrowingColumn } from "./growing-column.ts";
import { NO_ROW } from "./object-draft.ts";

export class SignatureStore {
  private readonly types: NameStore = new NameStore();
  /** By row of `types`; `NO_ROW` until the caller gives it one. */
  private readonly ids: GrowingColumn = new GrowingColumn();
  /** By row of `types`: the reading that last missed it. */
  private readonly missedBy: GrowingColumn = new GrowingColumn();
  private reading: u32 = 0;
  private given: Uint32Array = new Uint32Array(0);
  private used: i32 = 0;
  /** Start and length of each type without a number, each once. */
  readonly missing: GrowingColumn = new GrowingColumn();

  /** `given`: numbers for what the last reading missed, in that order. */
  begin(given: Uint32Array): void {
    this.given = given;
    this.used = 0;
    this.reading++;
    this.missing.clear();
  }

  find(bytes: Uint8Array, start: i32, length: i32): u32 {
    const row: i32 = this.types.intern(bytes, start, length);
    if (row == this.ids.count) {
      this.ids.push(NO_ROW);
      this.missedBy.push(0);
    }
    if (this.ids.values[row] == NO_ROW) {
      if (this.used < this.given.length) {
        this.ids.values[row] = this.given[this.used++];
      } else if (this.missedBy.values[row] != this.reading) {
        this.missedBy.values[row] = this.reading;
        this.missing.push(start as u32);
        this.missing.push(length as u32);
      }
    }
    return this.ids.values[row];
  }

  isIncomplete(): boolean {
    return this.missing.count > 0;
  }
}
