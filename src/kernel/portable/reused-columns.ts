/**
 * Columns that each object fills anew, in the same memory: to make an array takes longer than to fill the short one that most objects
 * need, and what is made has to be collected.
 */
import { fillWords, unsetBytes, unsetWords } from "./words.ts";

/** `column`, or a longer one, with `value` in its first `count` rows; what follows is whatever it is. */
export function refilled(column: Uint32Array, count: i32, value: u32): Uint32Array {
  const fitting = count > column.length ? unsetWords(count + (count >> 1)) : column;
  fillWords(fitting, value, 0, count);
  return fitting;
}

export function refilledBytes(column: Uint8Array, count: i32): Uint8Array {
  const fitting = count > column.length ? unsetBytes(count + (count >> 1)) : column;
  return fitting.fill(0, 0, count);
}
