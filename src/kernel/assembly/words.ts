/** `portable/words.ts` in AssemblyScript. */

// More than most links have: memory that nobody has touched costs nothing here.
export const SPARE_ROWS: i32 = 163840;

export function lowWord(value: f64): u32 {
  return value as i64 as u32;
}

export function highWord(value: f64): u32 {
  return ((value as i64) >> 32) as u32;
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

export function unsetWords(count: i32): Uint32Array {
  return Uint32Array.wrap(unsetBuffer(count << 2));
}

export function unsetBytes(count: i32): Uint8Array {
  return Uint8Array.wrap(unsetBuffer(count));
}

export function unsetFloats(count: i32): Float64Array {
  return Float64Array.wrap(unsetBuffer(count << 3));
}

function unsetBuffer(size: i32): ArrayBuffer {
  return changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
}
