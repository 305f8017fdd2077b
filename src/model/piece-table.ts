import { growColumn } from "./columns.ts";

/**
 * The strings of mergeable chunks as columns: one row per NUL-terminated string, in input order (LLD's `SectionPiece`).
 */
export class PieceTable {
  /** Offset in the input chunk. */
  inputOffset: Uint32Array = new Uint32Array(0);
  /** Offset in the merged chunk. */
  outputOffset: Uint32Array = new Uint32Array(0);
  length = 0;

  /** Appends rows and returns the first of them. */
  append(inputOffset: Uint32Array, outputOffset: Uint32Array): number {
    const first = this.length;
    this.length += inputOffset.length;
    if (this.length > this.inputOffset.length) {
      this.inputOffset = growColumn(this.inputOffset, this.length);
      this.outputOffset = growColumn(this.outputOffset, this.length);
    }
    this.inputOffset.set(inputOffset, first);
    this.outputOffset.set(outputOffset, first);
    return first;
  }

  /** The row of `[first, end)` that holds `offset`: the last one that starts at or before it. */
  rowAt(first: number, end: number, offset: number): number {
    const starts = this.inputOffset;
    let low = first;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
