/**
 * Merging of NUL-terminated strings: equal ones once, and a string that ends another one inside it (LLVM's
 * StringTableBuilder).
 *
 * The order of the output is fixed: strings sorted by their bytes from the last to the first, larger bytes first, a
 * longer string before its own tail. Each string is then either the tail of the one written last, or written itself.
 */
export class StringMerger {
  /** The strings one after the other, NULs included. */
  private readonly bytes: Uint8Array;
  /** String `i` is `[starts[i], starts[i + 1])`. */
  private readonly starts: Uint32Array;
  private readonly hashes: Int32Array;
  private readonly count: i32;
  /** Offset in `content` by string. */
  readonly offsets: Uint32Array;
  /** Offset in its member by string. */
  readonly inputOffsets: Uint32Array;
  /** First string by member, and last the number of all. */
  readonly memberStarts: Uint32Array;
  content: Uint8Array = new Uint8Array(0);

  /** `bytes` is made of members, which end at `memberEnds` and each with a NUL. */
  constructor(bytes: Uint8Array, memberEnds: Uint32Array) {
    this.bytes = bytes;
    let starts: Uint32Array = new Uint32Array((bytes.length >> 3) + 16);
    let hashes: Int32Array = new Int32Array(starts.length);
    let count: i32 = 0;
    let hash: i32 = 0;
    // Looks at every byte of the strings once: finds the ends, and what tells most strings apart.
    for (let at: i32 = 0; at < bytes.length; at++) {
      const byte: i32 = bytes[at];
      if (byte != 0) {
        // Multiplies by 33 with additions: `asc` and JavaScript do not agree on the multiplication of integers.
        hash = ((hash << 5) + hash + byte) | 0;
        continue;
      }
      if (count + 1 == starts.length) {
        starts = grownUnsigned(starts);
        hashes = grownSigned(hashes);
      }
      hash ^= hash >>> 15;
      hashes[count++] = hash ^ (hash >>> 7);
      starts[count] = (at + 1) as u32;
      hash = 0;
    }
    this.starts = starts;
    this.hashes = hashes;
    this.count = count;
    this.offsets = new Uint32Array(count);
    const inputOffsets = new Uint32Array(count);
    const memberStarts = new Uint32Array(memberEnds.length + 1);
    let string: i32 = 0;
    let memberStart: u32 = 0;
    for (let member: i32 = 0; member < memberEnds.length; member++) {
      const memberEnd: u32 = memberEnds[member];
      memberStarts[member] = string as u32;
      for (; string < count && starts[string] < memberEnd; string++)
        inputOffsets[string] = starts[string] - memberStart;
      memberStart = memberEnd;
    }
    memberStarts[memberEnds.length] = string as u32;
    this.inputOffsets = inputOffsets;
    this.memberStarts = memberStarts;
  }

  merge(): void {
    const firstOf = new Uint32Array(this.count);
    const unique = this.findUnique(firstOf);
    this.sortByTail(unique);
    this.place(unique);
    const offsets = this.offsets;
    for (let i: i32 = 0; i < this.count; i++) offsets[i] = offsets[firstOf[i] as i32];
  }

  /** Sets `firstOf[i]` to the first string equal to string `i`; returns the strings that are their own first. */
  private findUnique(firstOf: Uint32Array): Uint32Array {
    const starts = this.starts;
    const count: i32 = this.count;
    let capacity: i32 = 16;
    while (capacity < count * 2) capacity *= 2;
    const mask: i32 = capacity - 1;
    const slots = new Int32Array(capacity);
    const hashes = this.hashes;
    const unique = new Uint32Array(count);
    let uniqueCount: i32 = 0;
    for (let i: i32 = 0; i < count; i++) {
      const start: i32 = starts[i] as i32;
      const end: i32 = starts[i + 1] as i32;
      const hash: i32 = hashes[i];
      let slot: i32 = hash & mask;
      for (;;) {
        const other: i32 = slots[slot] - 1;
        if (other < 0) {
          slots[slot] = i + 1;
          firstOf[i] = i as u32;
          unique[uniqueCount++] = i as u32;
          break;
        }
        if (hashes[other] == hash && this.areEqual(starts[other] as i32, starts[other + 1] as i32, start, end)) {
          firstOf[i] = other as u32;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    return unique.slice(0, uniqueCount);
  }

  private areEqual(start: i32, end: i32, otherStart: i32, otherEnd: i32): boolean {
    if (end - start != otherEnd - otherStart) return false;
    const bytes = this.bytes;
    for (let a: i32 = start, b: i32 = otherStart; a < end; a++, b++) if (bytes[a] != bytes[b]) return false;
    return true;
  }

  /** Three-way radix quicksort by the bytes from the tail, descending; a string that ends sorts last. No recursion. */
  private sortByTail(order: Uint32Array): void {
    const stack: i32[] = [0, order.length, 0];
    while (stack.length > 0) {
      const depth: i32 = stack.pop() as i32;
      const end: i32 = stack.pop() as i32;
      const start: i32 = stack.pop() as i32;
      if (end - start < 2) continue;
      const pivot: i32 = this.tailByte(order[(start + end) >>> 1] as i32, depth);
      let larger: i32 = start;
      let smaller: i32 = end;
      let at: i32 = start;
      while (at < smaller) {
        const string: u32 = order[at];
        const byte: i32 = this.tailByte(string as i32, depth);
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
      stack.push(start);
      stack.push(larger);
      stack.push(depth);
      stack.push(smaller);
      stack.push(end);
      stack.push(depth);
      if (pivot >= 0) {
        stack.push(larger);
        stack.push(smaller);
        stack.push(depth + 1);
      }
    }
  }

  /** The byte `depth` places before the end of a string, or -1 before its start. */
  private tailByte(string: i32, depth: i32): i32 {
    const at: i32 = (this.starts[string + 1] as i32) - 1 - depth;
    return at < (this.starts[string] as i32) ? -1 : (this.bytes[at] as i32);
  }

  private place(order: Uint32Array): void {
    const bytes = this.bytes;
    const starts = this.starts;
    let total: i32 = 0;
    for (let i: i32 = 0; i < order.length; i++) total += (starts[order[i] + 1] - starts[order[i]]) as i32;
    const content = new Uint8Array(total);
    let size: i32 = 0;
    let previousStart: i32 = 0;
    for (let i: i32 = 0; i < order.length; i++) {
      const string: i32 = order[i] as i32;
      const start: i32 = starts[string] as i32;
      const length: i32 = (starts[string + 1] as i32) - start;
      if (length <= size - previousStart && isTail(bytes, start, length, content, size)) {
        this.offsets[string] = (size - length) as u32;
        continue;
      }
      for (let at: i32 = 0; at < length; at++) content[size + at] = bytes[start + at];
      this.offsets[string] = size as u32;
      previousStart = size;
      size += length;
    }
    this.content = content.subarray(0, size);
  }
}

function isTail(bytes: Uint8Array, start: i32, length: i32, content: Uint8Array, size: i32): boolean {
  // Strings differ in front more often than at their common ends, which sorting has brought together.
  for (let a: i32 = start, b: i32 = size - length; b < size; a++, b++) if (bytes[a] != content[b]) return false;
  return true;
}

function grownUnsigned(column: Uint32Array): Uint32Array {
  const longer = new Uint32Array(column.length * 2);
  longer.set(column);
  return longer;
}

function grownSigned(column: Int32Array): Int32Array {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}
