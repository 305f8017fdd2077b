/** The order of LLVM's `StringRef`: by bytes, as numbers without sign. */

/** `rows` by the UTF-8 of their names. */
export function sortByName<Row>(
  rows: Iterable<Row>,
  nameOf: (row: Row) => string,
  encodeText: (text: string) => Uint8Array,
): Row[] {
  const keyed = Array.from(rows, (row) => ({ row, key: encodeText(nameOf(row)) }));
  return keyed.sort((a, b) => compareBytes(a.key, b.key)).map(({ row }) => row);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
