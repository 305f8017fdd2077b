/**
 * Columns in one table of 32-bit words, as they go to the kernel and come back (`kernel/portable/namespace.ts`). Each is copied
 * through a view of its own type: interpreters convert numbers one by one.
 */
import { SPACE_FIELDS } from "../kernel/portable/namespace.ts";
import type { Column } from "./columns.ts";

/** Writes columns one after the other, or reads them in the same order. Each begins at a word; numbers come first. */
export class PackedColumns {
  readonly table: Uint32Array;
  #at = SPACE_FIELDS;

  constructor(table: Uint32Array) {
    this.table = table;
  }

  /** Writes the first `count` numbers of `column`. */
  add(column: Column, count: number): void {
    this.#next(column, count).set(column.subarray(0, count));
  }

  /** Reads as many into `column`. */
  take(column: Column, count: number): void {
    column.set(this.#next(column, count));
  }

  #next(column: Column, count: number): Column {
    const View = column.constructor as new (buffer: ArrayBufferLike, at: number, count: number) => Column;
    const { buffer, byteOffset } = this.table;
    const at = byteOffset + 4 * this.#at;
    this.#at += wordsOf(column, count);
    return new View(buffer, at, count);
  }
}

/** How many words `count` numbers of `column` take. */
export function wordsOf(column: Column, count: number): number {
  return Math.ceil((count * column.BYTES_PER_ELEMENT) / 4);
}
