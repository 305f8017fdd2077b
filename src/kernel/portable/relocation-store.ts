/**
 * All relocations of a link as columns. A million of them are common, so there is never an object per relocation; a
 * section's relocations are a row range, in offset order.
 */
import { SPARE_ROWS, unsetBytes, unsetFloats, unsetWords } from "./words.ts";

export class RelocationStore {
  /** `R_WASM_*` number. */
  type: Uint8Array = new Uint8Array(0);
  /** Byte offset from the start of the target section's content. */
  offset: Uint32Array = new Uint32Array(0);
  /** Symbol index within the object file; a type index for R_WASM_TYPE_INDEX_LEB. */
  index: Uint32Array = new Uint32Array(0);
  /** Signed; exact up to 2^53. */
  addend: Float64Array = new Float64Array(0);
  length: i32 = 0;

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
    const addend = unsetFloats(capacity);
    addend.set(this.addend);
    this.addend = addend;
  }

  /** Appends a copy of rows `[start, end)`. */
  repeat(start: i32, end: i32): void {
    this.reserve(end - start);
    this.type.copyWithin(this.length, start, end);
    this.offset.copyWithin(this.length, start, end);
    this.index.copyWithin(this.length, start, end);
    this.addend.copyWithin(this.length, start, end);
    this.length += end - start;
  }
}
