/**
 * All relocations of a link as columns. A million of them are common, so there is never an object per relocation; a
 * section's relocations are a row range, in offset order.
 */
export class RelocationTable {
  /** `R_WASM_*` number. */
  type: Uint8Array = new Uint8Array(0);
  /** Byte offset from the start of the target section's content. */
  offset: Uint32Array = new Uint32Array(0);
  /** Symbol index within the object file; a type index for R_WASM_TYPE_INDEX_LEB. */
  index: Uint32Array = new Uint32Array(0);
  /** Signed; exact up to 2^53. */
  addend: Float64Array = new Float64Array(0);
  length = 0;

  /** Makes room for `count` more rows; the caller fills them from `length` on and then raises `length`. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.type.length) return;
    const capacity = Math.max(needed, this.type.length * 2, 4096);
    this.type = grown(new Uint8Array(capacity), this.type);
    this.offset = grown(new Uint32Array(capacity), this.offset);
    this.index = grown(new Uint32Array(capacity), this.index);
    this.addend = grown(new Float64Array(capacity), this.addend);
  }
}

function grown<Column extends { set(from: Column): void }>(to: Column, from: Column): Column {
  to.set(from);
  return to;
}
