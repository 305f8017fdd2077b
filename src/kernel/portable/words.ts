/**
 * Whole numbers as words of 32 bits. This is JavaScript's way; `asc` compiles `assembly/words.ts` in its place, because
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
