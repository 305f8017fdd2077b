/** How long LEB128 integers are (WebAssembly core specification, 5.2.2 "Integers"). */

/** Bytes of the shortest unsigned LEB128 of `value` (0 to 2^53). */
export function ulebSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  if (value < 0x1000_0000) return 4;
  let size = 5;
  for (let limit = 2 ** 35; value >= limit; limit *= 128) size++;
  return size;
}

/** Bytes of the shortest signed LEB128 of `value` (±2^53). */
export function slebSize(value: number): number {
  const magnitude = value < 0 ? -(value + 1) : value;
  if (magnitude < 0x40) return 1;
  if (magnitude < 0x2000) return 2;
  if (magnitude < 0x10_0000) return 3;
  if (magnitude < 0x800_0000) return 4;
  let size = 5;
  for (let limit = 2 ** 34; magnitude >= limit; limit *= 128) size++;
  return size;
}
