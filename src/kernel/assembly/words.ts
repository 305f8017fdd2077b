/** `portable/words.ts` in AssemblyScript. */

// More than most links have: memory that nobody has touched costs nothing here.
export const SPARE_ROWS: i32 = 5 << 18;
export const SPARE_WORDS: i32 = 5 << 18;

export function lowWord(value: f64): u32 {
  return value as i64 as u32;
}

export function highWord(value: f64): u32 {
  return ((value as i64) >> 32) as u32;
}

export function bitCount(word: i32): i32 {
  return popcnt(word);
}

export function integersIn(words: Uint32Array): Int32Array {
  return Int32Array.wrap(words.buffer, words.byteOffset, words.length);
}

export function floatsIn(words: Uint32Array): Float64Array {
  return Float64Array.wrap(words.buffer, words.byteOffset, words.length >> 1);
}

export function bytesIn(words: Uint32Array): Uint8Array {
  return Uint8Array.wrap(words.buffer, words.byteOffset, words.length << 2);
}

// The library's `fill` is a loop; the engine's instruction for memory takes bytes, and these are the values that tables are full of.
export function fillWords(words: Uint32Array, value: u32, start: i32, end: i32): void {
  if (value == 0 || value == 0xffffffff) memory.fill(words.dataStart + (start << 2), value as u8, (end - start) << 2);
  else words.fill(value, start, end);
}

export function unsetWords(count: i32): Uint32Array {
  return Uint32Array.wrap(unsetBuffer(count << 2));
}

export function unsetBytes(count: i32): Uint8Array {
  return Uint8Array.wrap(unsetBuffer(count));
}

function unsetBuffer(size: i32): ArrayBuffer {
  return changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
}
