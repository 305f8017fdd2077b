/** How lists go in and out in the canonical ABI: as address and length. */
import { noteMade } from "./garbage.ts";

// Lists in: an empty one need not have been allocated.
export function bytesAt(at: usize, length: i32): Uint8Array {
  return length == 0 ? new Uint8Array(0) : Uint8Array.wrap(changetype<ArrayBuffer>(at), 0, length);
}
export function u32At(at: usize, length: i32): Uint32Array {
  return length == 0 ? new Uint32Array(0) : Uint32Array.wrap(changetype<ArrayBuffer>(at), 0, length);
}
export function i32At(at: usize, length: i32): Int32Array {
  return length == 0 ? new Int32Array(0) : Int32Array.wrap(changetype<ArrayBuffer>(at), 0, length);
}
export function f64At(at: usize, length: i32): Float64Array {
  return length == 0 ? new Float64Array(0) : Float64Array.wrap(changetype<ArrayBuffer>(at), 0, length);
}

// Lists out: fields of the record that every call returns.
export const RESULT: usize = memory.data(64);
export function setNumber(field: usize, value: i32): void {
  i32.store(RESULT + 4 * field, value);
}
export function setList<T extends ArrayBufferView>(field: usize, view: T, length: i32): void {
  noteMade(length * (sizeof<valueof<T>>() as i32));
  i32.store(RESULT + 4 * field, view.dataStart as i32);
  i32.store(RESULT + 4 * field + 4, length);
}
export function setWords(field: usize, view: Uint8Array, words: i32): void {
  noteMade(words * 8);
  i32.store(RESULT + 4 * field, view.dataStart as i32);
  i32.store(RESULT + 4 * field + 4, words);
}
