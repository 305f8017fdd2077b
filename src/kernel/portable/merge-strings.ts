/**
 * Merging of NUL-terminated strings: equal ones once, and a string that ends another one inside it (LLVM's
 * StringTableBuilder).
 *
 * The order of the output is fixed: strings sorted by their bytes from the last to the first, larger bytes first, a
 * longer string before its own tail. Each string is then either the tail of the one written last, or written itself.
 */
import { areEqualBytes, copyBytes, hashUntilNul, wordBefore } from "./bytes.ts";
import { GrowingColumn } from "./growing-column.ts";
import { unsetBytes, unsetWords } from "./words.ts";

/** Places that equal strings are looked for in, at first: most strings of debug information are in every object. */
const FIRST_PLACES: i32 = 1 << 14;
/** Bytes that are compared at a time. */
const TAIL_SIZE: i32 = 4;
/** Strings that are no longer parted, but each put among the others. */
const FEW: i32 = 8;
/** Beside a depth, which is a multiple of `TAIL_SIZE`: the bytes at it have been read. */
const HAS_TAILS: i32 = 1;

export class StringMerger {
  /** The strings one after the other, NULs included. */
  private readonly bytes: Uint8Array;
  /** String `i` is `[starts[i], starts[i + 1])`. */
  private readonly starts: Uint32Array;
  private readonly hashes: Uint32Array;
  private readonly count: i32;
  /** Offset in `content` by string. */
  readonly offsets: Uint32Array;
  /** Offset in its member by string. */
  readonly inputOffsets: Uint32Array;
  /** First string by member, and last the number of all. */
  readonly memberStarts: Uint32Array;
  content: Uint8Array = new Uint8Array(0);

  /** `members`: start and end of each in `text`, ascending; each ends with a NUL. What is between them is overwritten. */
  constructor(text: Uint8Array, members: Uint32Array) {
    const memberEnds = new Uint32Array(members.length >> 1);
    const bytes = text.subarray(0, joinMembers(text, members, memberEnds));
    this.bytes = bytes;
    let starts: Uint32Array = unsetWords((bytes.length >> 3) + 16);
    let hashes: Uint32Array = unsetWords(starts.length);
    starts[0] = 0;
    let count: i32 = 0;
    for (let at: i32 = 0; at < bytes.length; ) {
      if (count + 1 == starts.length) {
        starts = grown(starts);
        hashes = grown(hashes);
      }
      at = hashUntilNul(bytes, at, hashes, count++) + 1;
      starts[count] = at as u32;
    }
    this.starts = starts;
    this.hashes = hashes;
    this.count = count;
    this.offsets = unsetWords(count);
    const inputOffsets = unsetWords(count);
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
    const unique = this.findUnique();
    this.sortByTail(unique);
    this.place(unique);
    const offsets = this.offsets;
    for (let i: i32 = 0; i < this.count; i++) {
      // With a sign, in JavaScript, too.
      const offset: i32 = (offsets[i] as i32) | 0;
      if (offset < 0) offsets[i] = offsets[~offset];
    }
  }

  /**
   * Returns the strings that no string before them is equal to. All others get, for now, the complement of the first such string for
   * their offset, which no offset is.
   */
  private findUnique(): Uint32Array {
    const offsets = this.offsets;
    const starts = this.starts;
    const count: i32 = this.count;
    const hashes = this.hashes;
    // String + 1 by hash, the next free place where that is taken. Grows with the strings that differ, to stay near.
    let slots: Uint32Array = new Uint32Array(FIRST_PLACES);
    let mask: i32 = FIRST_PLACES - 1;
    const unique = new GrowingColumn();
    for (let i: i32 = 0; i < count; i++) {
      const start: i32 = starts[i] as i32;
      const end: i32 = starts[i + 1] as i32;
      const hash: u32 = hashes[i];
      let slot: i32 = (hash as i32) & mask;
      for (;;) {
        const other: i32 = (slots[slot] as i32) - 1;
        if (other < 0) {
          slots[slot] = (i + 1) as u32;
          unique.push(i as u32);
          break;
        }
        if (hashes[other] == hash && this.areEqual(starts[other] as i32, starts[other + 1] as i32, start, end)) {
          offsets[i] = ~other as u32;
          break;
        }
        slot = (slot + 1) & mask;
      }
      if (unique.count * 2 > slots.length) {
        slots = this.placesOf(unique, slots.length * 4);
        mask = slots.length - 1;
      }
    }
    return unique.view();
  }

  private placesOf(strings: GrowingColumn, capacity: i32): Uint32Array {
    const slots = new Uint32Array(capacity);
    const mask: i32 = capacity - 1;
    for (let i: i32 = 0; i < strings.count; i++) {
      const string: i32 = strings.values[i] as i32;
      let slot: i32 = (this.hashes[string] as i32) & mask;
      while (slots[slot] != 0) slot = (slot + 1) & mask;
      slots[slot] = (string + 1) as u32;
    }
    return slots;
  }

  private areEqual(start: i32, end: i32, otherStart: i32, otherEnd: i32): boolean {
    const length: i32 = end - start;
    return otherEnd - otherStart == length && areEqualBytes(this.bytes, start, this.bytes, otherStart, length);
  }

  /**
   * Three-way radix quicksort by the bytes from the tail, descending; a string that ends sorts last. No recursion. Four bytes at a
   * time, which stand beside the strings: those are all over memory.
   */
  private sortByTail(order: Uint32Array): void {
    const tails = unsetWords(order.length);
    const stack = new GrowingColumn();
    pushPart(stack, 0, order.length, 0);
    while (stack.count > 0) {
      const depth: i32 = stack.pop() as i32;
      const end: i32 = stack.pop() as i32;
      const start: i32 = stack.pop() as i32;
      if ((depth & HAS_TAILS) == 0) this.readTails(order, tails, start, end, depth);
      if (end - start <= FEW) {
        this.insertByTail(order, tails, start, end, depth & ~HAS_TAILS);
        continue;
      }
      const pivot: u32 = tails[(start + end) >>> 1];
      let larger: i32 = start;
      let smaller: i32 = end;
      let at: i32 = start;
      while (at < smaller) {
        const string: u32 = order[at];
        const tail: u32 = tails[at];
        if (tail > pivot) {
          order[at] = order[larger];
          tails[at++] = tails[larger];
          order[larger] = string;
          tails[larger++] = tail;
        } else if (tail < pivot) {
          order[at] = order[--smaller];
          tails[at] = tails[smaller];
          order[smaller] = string;
          tails[smaller] = tail;
        } else {
          at++;
        }
      }
      pushPart(stack, start, larger, depth | HAS_TAILS);
      pushPart(stack, smaller, end, depth | HAS_TAILS);
      // No string has a NUL in it: of those that have ended there is one.
      if ((pivot & 0xff) != 0) pushPart(stack, larger, smaller, (depth & ~HAS_TAILS) + TAIL_SIZE);
    }
  }

  /** The bytes from `depth` places before the end of each string on, the last one topmost; NULs before its start. */
  private readTails(order: Uint32Array, tails: Uint32Array, start: i32, end: i32, depth: i32): void {
    const starts = this.starts;
    for (let i: i32 = start; i < end; i++) {
      const string: i32 = order[i] as i32;
      tails[i] = wordBefore(this.bytes, starts[string] as i32, (starts[string + 1] as i32) - 1 - depth);
    }
  }

  /** Sorts a few strings, each among those before it. */
  private insertByTail(order: Uint32Array, tails: Uint32Array, start: i32, end: i32, depth: i32): void {
    for (let i: i32 = start + 1; i < end; i++) {
      const string: u32 = order[i];
      const tail: u32 = tails[i];
      let at: i32 = i;
      for (; at > start; at--) {
        const other: u32 = tails[at - 1];
        if (other > tail) break;
        if (other == tail && !this.isLarger(string as i32, order[at - 1] as i32, depth + TAIL_SIZE)) break;
        order[at] = order[at - 1];
        tails[at] = other;
      }
      order[at] = string;
      tails[at] = tail;
    }
  }

  /** Compares two strings that differ, but not in the last `depth` bytes. */
  private isLarger(string: i32, other: i32, depth: i32): boolean {
    const starts = this.starts;
    const start: i32 = starts[string] as i32;
    const otherStart: i32 = starts[other] as i32;
    let end: i32 = (starts[string + 1] as i32) - 1 - depth;
    let otherEnd: i32 = (starts[other + 1] as i32) - 1 - depth;
    let tail: u32 = wordBefore(this.bytes, start, end);
    let otherTail: u32 = wordBefore(this.bytes, otherStart, otherEnd);
    while (tail == otherTail) {
      end -= TAIL_SIZE;
      otherEnd -= TAIL_SIZE;
      tail = wordBefore(this.bytes, start, end);
      otherTail = wordBefore(this.bytes, otherStart, otherEnd);
    }
    return tail > otherTail;
  }

  private place(order: Uint32Array): void {
    const bytes = this.bytes;
    const starts = this.starts;
    let total: i32 = 0;
    for (let i: i32 = 0; i < order.length; i++) total += (starts[order[i] + 1] - starts[order[i]]) as i32;
    const content = unsetBytes(total);
    let size: i32 = 0;
    let previousStart: i32 = 0;
    for (let i: i32 = 0; i < order.length; i++) {
      const string: i32 = order[i] as i32;
      const start: i32 = starts[string] as i32;
      const length: i32 = (starts[string + 1] as i32) - start;
      if (length <= size - previousStart && areEqualBytes(bytes, start, content, size - length, length)) {
        this.offsets[string] = (size - length) as u32;
        continue;
      }
      copyBytes(bytes, start, length, content, size);
      this.offsets[string] = size as u32;
      previousStart = size;
      size += length;
    }
    this.content = content.subarray(0, size);
  }
}

/** A part of the strings to be sorted, unless it is in order; by the bytes `depth` places before their ends. */
function pushPart(stack: GrowingColumn, start: i32, end: i32, depth: i32): void {
  if (end - start < 2) return;
  stack.push(start as u32);
  stack.push(end as u32);
  stack.push(depth as u32);
}

/** Moves members together; `ends` gets where each ends then. Returns where all do. */
function joinMembers(bytes: Uint8Array, members: Uint32Array, ends: Uint32Array): i32 {
  let end: i32 = 0;
  for (let i: i32 = 0; i < ends.length; i++) {
    const start: i32 = members[2 * i] as i32;
    const length: i32 = (members[2 * i + 1] as i32) - start;
    if (start != end) bytes.copyWithin(end, start, start + length);
    end += length;
    ends[i] = end as u32;
  }
  return end;
}

function grown(column: Uint32Array): Uint32Array {
  const longer = unsetWords(column.length * 2);
  longer.set(column);
  return longer;
}
