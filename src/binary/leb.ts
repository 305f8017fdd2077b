/**
 * LEB128 and little-endian fields at a given offset (WebAssembly core specification, 5.2.2 "Integers"; the padded forms
 * are those of tool-conventions, Linking.md "Relocation Sections"). Values are numbers, exact up to ±2^53; a field that
 * holds 64 bits takes a negative number as two's complement.
 */
const TWO_32 = 2 ** 32;

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

/** Low 32 bits of `value`, unsigned, in five bytes. */
export function writeUleb5(bytes: Uint8Array, at: number, value: number): void {
  const low = value >>> 0;
  bytes[at] = low | 0x80;
  bytes[at + 1] = (low >>> 7) | 0x80;
  bytes[at + 2] = (low >>> 14) | 0x80;
  bytes[at + 3] = (low >>> 21) | 0x80;
  bytes[at + 4] = low >>> 28;
}

/** Low 32 bits of `value`, signed, in five bytes. */
export function writeSleb5(bytes: Uint8Array, at: number, value: number): void {
  const low = value | 0;
  bytes[at] = low | 0x80;
  bytes[at + 1] = (low >> 7) | 0x80;
  bytes[at + 2] = (low >> 14) | 0x80;
  bytes[at + 3] = (low >> 21) | 0x80;
  bytes[at + 4] = (low >> 28) & 0x7f;
}

/** Low 64 bits of `value`, unsigned, in ten bytes. */
export function writeUleb10(bytes: Uint8Array, at: number, value: number): void {
  bytes[at + 9] = writeNineGroups(bytes, at, value) >>> 31;
}

/** Low 64 bits of `value`, signed, in ten bytes. */
export function writeSleb10(bytes: Uint8Array, at: number, value: number): void {
  bytes[at + 9] = (writeNineGroups(bytes, at, value) >> 31) & 0x7f;
}

/** The low 63 bits as nine continued bytes; returns the high word, whose top bit is left to write. */
function writeNineGroups(bytes: Uint8Array, at: number, value: number): number {
  const low = value >>> 0;
  const high = Math.floor(value / TWO_32) >>> 0;
  bytes[at] = low | 0x80;
  bytes[at + 1] = (low >>> 7) | 0x80;
  bytes[at + 2] = (low >>> 14) | 0x80;
  bytes[at + 3] = (low >>> 21) | 0x80;
  bytes[at + 4] = (low >>> 28) | (high << 4) | 0x80;
  bytes[at + 5] = (high >>> 3) | 0x80;
  bytes[at + 6] = (high >>> 10) | 0x80;
  bytes[at + 7] = (high >>> 17) | 0x80;
  bytes[at + 8] = (high >>> 24) | 0x80;
  return high;
}

export function writeU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

export function writeU64(bytes: Uint8Array, at: number, value: number): void {
  writeU32(bytes, at, value >>> 0);
  writeU32(bytes, at + 4, Math.floor(value / TWO_32) >>> 0);
}
