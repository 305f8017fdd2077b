/** Runs of bytes. `asc` compiles `assembly/bytes.ts` in the place of this file: eight bytes at a time, which JavaScript cannot. */

/** Equal runs have equal hashes, spread over all bits; the two versions of this file do not agree on them. */
export function hashBytes(bytes: Uint8Array, start: i32, end: i32): i32 {
  let hash: i32 = end - start;
  for (let at: i32 = start; at < end; at++) hash = ((hash << 5) + hash + bytes[at]) | 0;
  hash ^= hash >>> 15;
  return hash ^ (hash >>> 7);
}

export function areEqualBytes(
  bytes: Uint8Array,
  start: i32,
  others: Uint8Array,
  otherStart: i32,
  length: i32,
): boolean {
  for (let i: i32 = 0; i < length; i++) if (bytes[start + i] != others[otherStart + i]) return false;
  return true;
}

export function copyBytes(from: Uint8Array, start: i32, length: i32, to: Uint8Array, at: i32): void {
  for (let i: i32 = 0; i < length; i++) to[at + i] = from[start + i];
}

/** Where the first NUL is, from `start` on, in bytes whose last is one; what is before it has the hash that `hashes` gets. */
export function hashUntilNul(bytes: Uint8Array, start: i32, hashes: Uint32Array, row: i32): i32 {
  const end: i32 = bytes.indexOf(0, start);
  hashes[row] = hashBytes(bytes, start, end);
  return end;
}

/** The four bytes before `end`, the last one topmost; zeros for those before `start`. */
export function wordBefore(bytes: Uint8Array, start: i32, end: i32): u32 {
  let word: i32 = 0;
  for (let i: i32 = 1; i <= 4 && end - i >= start; i++) word |= bytes[end - i] << (32 - 8 * i);
  return word >>> 0;
}

/** Of what `lebAt` returns: the integer; above it is its length. */
export const LEB_VALUE: i32 = 0x0fffffff;
export const LEB_LENGTH_SHIFT: i32 = 28;

/** The LEB128 integer of five bytes at `at`, all of which go on but a zero at the end; -1 if that is not what is there. */
export function paddedLebAt(bytes: Uint8Array, at: i32): i32 {
  if (bytes[at + 4] != 0) return -1;
  let value: i32 = 0;
  for (let i: i32 = 3; i >= 0; i--) value = (value << 7) | (bytes[at + i] & 0x7f);
  return value;
}

/**
 * The LEB128 integer at `at`, without its sign, if it has at most four bytes, and their number; 0 for a longer one. It may end, and
 * what is looked at may go on for three bytes, behind what there is.
 */
export function lebAt(bytes: Uint8Array, at: i32): i32 {
  let value: i32 = 0;
  for (let length: i32 = 0; length < 4; length++) {
    const byte: i32 = bytes[at + length];
    value |= (byte & 0x7f) << (7 * length);
    if (byte < 0x80) return value | ((length + 1) << LEB_LENGTH_SHIFT);
  }
  return 0;
}
