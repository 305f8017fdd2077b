/** `portable/words.ts` in AssemblyScript. */

export function lowWord(value: f64): u32 {
  return value as i64 as u32;
}

export function highWord(value: f64): u32 {
  return ((value as i64) >> 32) as u32;
}
