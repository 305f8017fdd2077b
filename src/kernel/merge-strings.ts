/**
 * Merging of NUL-terminated strings: equal ones once, and a string that ends another one inside it (LLVM's
 * StringTableBuilder). Part of the kernel: plain loops over typed arrays, bulk in and bulk out, no other module's types, so
 * that a compiled kernel can take this place.
 *
 * The order of the output is fixed: strings sorted by their bytes from the last to the first, larger bytes first, a longer
 * string before its own tail. Each string is then either the tail of the one written last, or written itself.
 */
export interface MergedStrings {
  readonly content: Uint8Array;
  /** Offset in `content` by string. */
  readonly offsets: Uint32Array;
}

/** `bytes` holds the strings one after the other; string `i` is `[starts[i], starts[i + 1])`, its NUL included. */
export function mergeStrings(bytes: Uint8Array, starts: Uint32Array): MergedStrings {
  const count = starts.length - 1;
  const firstOf = new Uint32Array(count);
  const unique = findUnique(bytes, starts, firstOf);
  sortByTail(bytes, starts, unique);
  const offsets = new Uint32Array(count);
  const content = placeUnique(bytes, starts, unique, offsets);
  for (let i = 0; i < count; i++) offsets[i] = offsets[firstOf[i]];
  return { content, offsets };
}

/** Sets `firstOf[i]` to the first string equal to string `i`; returns the strings that are their own first. */
function findUnique(bytes: Uint8Array, starts: Uint32Array, firstOf: Uint32Array): Uint32Array {
  const count = starts.length - 1;
  let capacity = 16;
  while (capacity < count * 2) capacity *= 2;
  const mask = capacity - 1;
  const slots = new Int32Array(capacity);
  const hashes = new Int32Array(count);
  const unique = new Uint32Array(count);
  let uniqueCount = 0;
  for (let i = 0; i < count; i++) {
    const start = starts[i];
    const end = starts[i + 1];
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 0x01000193) ^ bytes[at]) | 0;
    hash ^= hash >>> 15;
    hashes[i] = hash;
    let slot = hash & mask;
    for (;;) {
      const other = slots[slot] - 1;
      if (other < 0) {
        slots[slot] = i + 1;
        firstOf[i] = i;
        unique[uniqueCount++] = i;
        break;
      }
      if (hashes[other] === hash && areEqual(bytes, starts[other], starts[other + 1], start, end)) {
        firstOf[i] = other;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return unique.slice(0, uniqueCount);
}

function areEqual(bytes: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let a = start, b = otherStart; a < end; a++, b++) if (bytes[a] !== bytes[b]) return false;
  return true;
}

/** Three-way radix quicksort by the bytes from the tail, descending; a string that ends sorts last. No recursion. */
function sortByTail(bytes: Uint8Array, starts: Uint32Array, order: Uint32Array): void {
  const stack: number[] = [0, order.length, 0];
  while (stack.length > 0) {
    const depth = stack.pop() as number;
    const end = stack.pop() as number;
    const start = stack.pop() as number;
    if (end - start < 2) continue;
    const pivot = tailByte(bytes, starts, order[(start + end) >>> 1], depth);
    let larger = start;
    let smaller = end;
    let at = start;
    while (at < smaller) {
      const string = order[at];
      const byte = tailByte(bytes, starts, string, depth);
      if (byte > pivot) {
        order[at++] = order[larger];
        order[larger++] = string;
      } else if (byte < pivot) {
        order[at] = order[--smaller];
        order[smaller] = string;
      } else {
        at++;
      }
    }
    stack.push(start, larger, depth, smaller, end, depth);
    if (pivot >= 0) stack.push(larger, smaller, depth + 1);
  }
}

/** The byte `depth` places before the end of a string, or -1 before its start. */
function tailByte(bytes: Uint8Array, starts: Uint32Array, string: number, depth: number): number {
  const at = starts[string + 1] - 1 - depth;
  return at < starts[string] ? -1 : bytes[at];
}

function placeUnique(bytes: Uint8Array, starts: Uint32Array, order: Uint32Array, offsets: Uint32Array): Uint8Array {
  let total = 0;
  for (const string of order) total += starts[string + 1] - starts[string];
  const content = new Uint8Array(total);
  let size = 0;
  let previousStart = 0;
  for (let i = 0; i < order.length; i++) {
    const string = order[i];
    const start = starts[string];
    const length = starts[string + 1] - start;
    if (length <= size - previousStart && isTail(bytes, start, length, content, size)) {
      offsets[string] = size - length;
      continue;
    }
    content.set(bytes.subarray(start, start + length), size);
    offsets[string] = size;
    previousStart = size;
    size += length;
  }
  return content.slice(0, size);
}

function isTail(bytes: Uint8Array, start: number, length: number, content: Uint8Array, size: number): boolean {
  // Strings differ in front more often than at their common ends, which sorting has brought together.
  for (let a = start, b = size - length; b < size; a++, b++) if (bytes[a] !== content[b]) return false;
  return true;
}
