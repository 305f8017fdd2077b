/** Numbers whose count nobody knows beforehand. */
import { unsetWords } from "./words.ts";

export class GrowingColumn {
  count: i32 = 0;
  values: Uint32Array = new Uint32Array(16);

  push(value: u32): void {
    if (this.count == this.values.length) {
      const longer = unsetWords(this.count * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.count++] = value;
  }

  /** Begins again, in the same memory. */
  clear(): void {
    this.count = 0;
  }

  pop(): u32 {
    return this.values[--this.count];
  }

  /** Those that there are now, where they stand. */
  view(): Uint32Array {
    return this.values.subarray(0, this.count);
  }
}
