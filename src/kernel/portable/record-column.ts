/** Records of a fixed number of fields, one after the other. */
import { fillWords, SPARE_WORDS, unsetWords } from "./words.ts";

/** In a field: no name, no comdat, no signature. */
export const NO_ROW: u32 = 0xffffffff;

export class RecordColumn {
  /** Records. */
  count: i32 = 0;
  values: Uint32Array = new Uint32Array(0);

  /** Appends `count` records of zeros and returns the place of the first. */
  add(count: i32, fields: i32): i32 {
    const start: i32 = this.reserve(count, fields);
    fillWords(this.values, 0, start, start + count * fields);
    this.count += count;
    return start;
  }

  /** Makes room for `count` more records, and returns the place where the first would be. */
  reserve(count: i32, fields: i32): i32 {
    const start: i32 = this.count * fields;
    const needed: i32 = start + count * fields;
    if (needed > this.values.length) {
      // Much at once, as for relocations.
      const larger: i32 = start * 3 + SPARE_WORDS;
      const longer = unsetWords(needed > larger ? needed : larger);
      longer.set(this.values.subarray(0, start));
      this.values = longer;
    }
    return start;
  }
}
