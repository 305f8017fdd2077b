/** `portable/bytes.ts` in AssemblyScript. */

// Odd, with its bits spread: 2^64 divided by the golden ratio.
const FACTOR: u64 = 0x9e3779b97f4a7c15;
const LOW_BITS: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;

export function hashBytes(bytes: Uint8Array, start: i32, end: i32): i32 {
  let at = bytes.dataStart + start;
  const last = bytes.dataStart + end;
  let hash: u64 = end - start;
  while (last - at > 8) {
    hash = (hash ^ load<u64>(at)) * FACTOR;
    hash ^= hash >> 32;
    at += 8;
  }
  hash = (hash ^ tailOf(at, last)) * FACTOR;
  return (hash ^ (hash >> 32)) as i32;
}

/** Up to eight bytes as a number; which of them it repeats, their number decides. */
function tailOf(at: usize, end: usize): u64 {
  const length = end - at;
  if (length == 8) return load<u64>(at);
  if (length >= 4) return (load<u32>(at) as u64) | ((load<u32>(end - 4) as u64) << 32);
  if (length == 0) return 0;
  return (load<u8>(at) as u64) | ((load<u8>(at + (length >> 1)) as u64) << 8) | ((load<u8>(end - 1) as u64) << 16);
}

export function areEqualBytes(
  bytes: Uint8Array,
  start: i32,
  others: Uint8Array,
  otherStart: i32,
  length: i32,
): boolean {
  let at = bytes.dataStart + start;
  let other = others.dataStart + otherStart;
  const end = at + length;
  while (end - at > 8) {
    if (load<u64>(at) != load<u64>(other)) return false;
    at += 8;
    other += 8;
  }
  return tailOf(at, end) == tailOf(other, other + (end - at));
}

export function copyBytes(from: Uint8Array, start: i32, length: i32, to: Uint8Array, at: i32): void {
  memory.copy(to.dataStart + at, from.dataStart + start, length);
}

// Eight bytes are looked at where fewer are left, too: there is room behind what comes in.
export function hashUntilNul(bytes: Uint8Array, start: i32, hashes: Uint32Array, row: i32): i32 {
  let at = bytes.dataStart + start;
  let hash: u64 = 0;
  let word = load<u64>(at);
  let zeros = (word - LOW_BITS) & ~word & HIGH_BITS;
  while (zeros == 0) {
    hash = (hash ^ word) * FACTOR;
    hash ^= hash >> 32;
    at += 8;
    word = load<u64>(at);
    zeros = (word - LOW_BITS) & ~word & HIGH_BITS;
  }
  // Only the lowest of these bits is sure to be that of a zero; what is below it is the rest of the string.
  hash = (hash ^ (word & ((zeros & (0 - zeros)) - 1))) * FACTOR;
  hashes[row] = (hash ^ (hash >> 32)) as u32;
  return ((at - bytes.dataStart) as i32) + ((ctz(zeros) >> 3) as i32);
}

export function wordBefore(bytes: Uint8Array, start: i32, end: i32): u32 {
  const length = end - start;
  if (length >= 4) return load<u32>(bytes.dataStart + end - 4);
  let word: u32 = 0;
  for (let i = 1; i <= length; i++) word |= (load<u8>(bytes.dataStart + end - i) as u32) << (32 - 8 * i);
  return word;
}

/** The seven low bits of each byte. */
export function lebValue(bytes: u32): i32 {
  const pairs = (bytes & 0x007f007f) | ((bytes >> 1) & 0x3f803f80);
  return (pairs & 0x3fff) | ((pairs >> 2) & 0x0fffc000);
}

export function paddedLebAt(bytes: Uint8Array, at: i32): i32 {
  const place = bytes.dataStart + at;
  return load<u8>(place + 4) == 0 ? lebValue(load<u32>(place)) : -1;
}

export const LEB_VALUE: i32 = 0x0fffffff;
export const LEB_LENGTH_SHIFT: i32 = 28;

// A branch for each length: neighbours are often as long as each other, and a processor that has guessed that reads on meanwhile.
export function lebAt(bytes: Uint8Array, at: i32): i32 {
  const word = load<u32>(bytes.dataStart + at);
  if ((word & 0x80) == 0) return (word & 0x7f) | (1 << LEB_LENGTH_SHIFT);
  const low = (word & 0x7f) | ((word & 0x7f00) >> 1);
  if ((word & 0x8000) == 0) return low | (2 << LEB_LENGTH_SHIFT);
  const third = low | ((word & 0x7f0000) >> 2);
  if ((word & 0x800000) == 0) return third | (3 << LEB_LENGTH_SHIFT);
  if ((word & 0x80000000) == 0) return third | ((word & 0x7f000000) >> 3) | (4 << LEB_LENGTH_SHIFT);
  return 0;
}
