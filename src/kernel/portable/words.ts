/**
 * Numbers as words of 32 bits. This is JavaScript's way; `asc` compiles `assembly/words.ts` in its place, because
 * no expression means this to both.
 */
const TWO_32 = 2 ** 32;

/** The low 32 bits of a whole number, exact within ±2^53; a negative number counts as two's complement. */
export function lowWord(value: f64): u32 {
  return value >>> 0;
}

/** The 32 bits above those. */
export function highWord(value: f64): u32 {
  return Math.floor(value / TWO_32) >>> 0;
}

/** How many bits of `word` are set. */
export function bitCount(word: i32): i32 {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The same memory as signed integers. */
export function integersIn(words: Uint32Array): Int32Array {
  return new Int32Array(words.buffer, words.byteOffset, words.length);
}

/** The same memory, which begins at a multiple of 8 bytes, as 64-bit floating point. */
export function floatsIn(words: Uint32Array): Float64Array {
  return new Float64Array(words.buffer, words.byteOffset, words.length >> 1);
}

export function bytesIn(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.length << 2);
}

/** Sets the words `[start, end)` to `value`. */
export function fillWords(words: Uint32Array, value: u32, start: i32, end: i32): void {
  words.fill(value, start, end);
}

/** Relocations, and words of other tables, that there is room for from the start, though they may never come. */
export const SPARE_ROWS: i32 = 4096;
export const SPARE_WORDS: i32 = 4096;

/** An array whose content is whatever: to fill fresh memory with zeros takes as long as most loops here take with it. */
export function unsetWords(count: i32): Uint32Array {
  return new Uint32Array(count);
}

export function unsetBytes(count: i32): Uint8Array {
  return new Uint8Array(count);
}
