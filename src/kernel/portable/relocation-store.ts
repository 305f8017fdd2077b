/**
 * All relocations of a link as columns. A million of them are common, so there is never an object per relocation; a
 * section's relocations are a row range, in offset order.
 */
import { GrowingColumn } from "./growing-column.ts";
import { integersIn, SPARE_ROWS, unsetBytes, unsetWords } from "./words.ts";

/** In place of an addend that 32 bits do not hold, and of this one itself. */
const WIDE: i32 = -2147483648;

export class RelocationStore {
  /** `R_WASM_*` number. */
  type: Uint8Array = new Uint8Array(0);
  /** Byte offset from the start of the target section's content. */
  offset: Uint32Array = new Uint32Array(0);
  /** Symbol index within the object file; a type index for R_WASM_TYPE_INDEX_LEB. */
  index: Uint32Array = new Uint32Array(0);
  /**
   * Signed, or `WIDE` where four bytes do not hold it: fresh memory is dear, and hardly any needs eight. `addendAt` knows all.
   */
  addend: Int32Array = new Int32Array(0);
  length: i32 = 0;
  /** Rows of wide addends, ascending, and those. */
  private readonly wideRows: GrowingColumn = new GrowingColumn();
  private wideAddends: Float64Array = new Float64Array(0);

  /** Makes room for `count` more rows. */
  reserve(count: i32): void {
    const needed: i32 = this.length + count;
    const present: i32 = this.type.length;
    if (needed <= present) return;
    // Much at once: rows that are not used yet are memory that nobody has touched, which costs nothing; copies do.
    let capacity: i32 = present * 3;
    if (capacity < needed) capacity = needed;
    if (capacity < SPARE_ROWS) capacity = SPARE_ROWS;
    const type = unsetBytes(capacity);
    type.set(this.type);
    this.type = type;
    const offset = unsetWords(capacity);
    offset.set(this.offset);
    this.offset = offset;
    const index = unsetWords(capacity);
    index.set(this.index);
    this.index = index;
    const addend = integersIn(unsetWords(capacity));
    addend.set(this.addend);
    this.addend = addend;
  }

  /** Keeps the first `count` rows. */
  keep(count: i32): void {
    const wide = this.wideRows;
    this.length = count;
    while (wide.count > 0 && (wide.values[wide.count - 1] as i32) >= count) wide.pop();
  }

  /** Sets the addend of a row behind all whose addends have been set. */
  setAddend(row: i32, addend: f64): void {
    const fits: boolean = addend > -2147483648.0 && addend < 2147483648.0;
    this.addend[row] = fits ? (addend as i32) : WIDE;
    if (!fits) this.addWide(row, addend);
  }

  /** The signed addend of a row; exact up to 2^53. */
  addendAt(row: i32): f64 {
    const addend: i32 = this.addend[row];
    return addend == WIDE ? this.wideAddend(row) : (addend as f64);
  }

  /** Those of rows `[start, end)`. */
  addends(start: i32, end: i32): Float64Array {
    const addends = new Float64Array(end - start);
    for (let row: i32 = start; row < end; row++) addends[row - start] = this.addendAt(row);
    return addends;
  }

  /** Appends a copy of rows `[start, end)`. */
  repeat(start: i32, end: i32): void {
    this.reserve(end - start);
    this.type.copyWithin(this.length, start, end);
    this.offset.copyWithin(this.length, start, end);
    this.index.copyWithin(this.length, start, end);
    for (let row: i32 = start; row < end; row++) this.setAddend(this.length + row - start, this.addendAt(row));
    this.length += end - start;
  }

  private addWide(row: i32, addend: f64): void {
    const place: i32 = this.wideRows.count;
    this.wideRows.push(row as u32);
    if (place >= this.wideAddends.length) {
      const longer = new Float64Array(this.wideRows.values.length);
      longer.set(this.wideAddends);
      this.wideAddends = longer;
    }
    this.wideAddends[place] = addend;
  }

  private wideAddend(row: i32): f64 {
    const rows = this.wideRows.values;
    let low: i32 = 0;
    let high: i32 = this.wideRows.count;
    while (high - low > 1) {
      const middle: i32 = (low + high) >> 1;
      if ((rows[middle] as i32) <= row) low = middle;
      else high = middle;
    }
    return this.wideAddends[low];
  }
}
