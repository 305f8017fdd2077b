/** Typed-array columns that grow together. Rows are only ever added; ids are row numbers. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const INITIAL_CAPACITY = 256;

/** The next capacity of a table that must hold `needed` rows: some more, as rows of the linker's own follow those of many files. */
export function nextCapacity(current: number, needed: number): number {
  return Math.max(needed + (needed >> 4), Math.ceil(current * 1.5), INITIAL_CAPACITY);
}

/** A longer copy of `column`; new rows hold `fill`. */
export function growColumn<C extends Column>(column: C, capacity: number, fill = 0): C {
  const make = column.constructor as new (length: number) => C;
  const grown = new make(capacity);
  grown.set(column);
  if (fill !== 0) grown.fill(fill, column.length);
  return grown;
}
