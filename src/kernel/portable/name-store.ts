/**
 * The names of a link, each kept once: equal bytes have one number, in the order in which they were first met. Comparing,
 * counting and finding them is then a matter of numbers, and most are never made strings.
 */
import { areEqualBytes, copyBytes, hashBytes } from "./bytes.ts";
import { unsetBytes, unsetWords } from "./words.ts";

const FIRST_ROWS: i32 = 1024;
/** A quarter to half of them are taken. */
const SLOTS_PER_ROW: i32 = 2;
const SLOT_WORDS: i32 = 2;

export class NameStore {
  count: i32 = 0;
  private text: Uint8Array = new Uint8Array(16384);
  /** Name `i` is `text[starts[i], starts[i + 1])`. */
  private starts: Uint32Array = new Uint32Array(FIRST_ROWS);
  /**
   * By hash, the next free place where that is taken: number of a name + 1, and its hash beside it, so that
   * one line of the processor's cache tells most names apart.
   */
  private slots: Int32Array = new Int32Array(FIRST_ROWS * SLOTS_PER_ROW * SLOT_WORDS);

  /** The number of the name `bytes[start, start + length)`; `count` before the call if it is new. */
  intern(bytes: Uint8Array, start: i32, length: i32): i32 {
    const hash: i32 = hashBytes(bytes, start, start + length);
    const slots = this.slots;
    const mask: i32 = slots.length - 1;
    let slot: i32 = (hash << 1) & mask;
    for (;;) {
      const name: i32 = slots[slot] - 1;
      if (name < 0) break;
      if (slots[slot + 1] == hash && this.isEqual(name, bytes, start, length)) return name;
      slot = (slot + SLOT_WORDS) & mask;
    }
    slots[slot] = this.count + 1;
    slots[slot + 1] = hash;
    return this.append(bytes, start, length);
  }

  /** Where the names `[first, end)` are in what `textOf` returns, and last its size. */
  startsOf(first: i32, end: i32): Uint32Array {
    const found = new Uint32Array(end - first + 1);
    const base: u32 = this.starts[first];
    for (let name: i32 = first; name <= end; name++) found[name - first] = this.starts[name] - base;
    return found;
  }

  /** The bytes of the names `[first, end)`, one after the other. */
  textOf(first: i32, end: i32): Uint8Array {
    return this.text.subarray(this.starts[first] as i32, this.starts[end] as i32);
  }

  lengthOf(name: i32): i32 {
    return (this.starts[name + 1] - this.starts[name]) as i32;
  }

  /** Of a name that is not empty. */
  firstByteOf(name: i32): u8 {
    return this.text[this.starts[name] as i32] as u8;
  }

  copy(name: i32, to: Uint8Array, at: i32): void {
    copyBytes(this.text, this.starts[name] as i32, this.lengthOf(name), to, at);
  }

  private isEqual(name: i32, bytes: Uint8Array, start: i32, length: i32): boolean {
    const at: i32 = this.starts[name] as i32;
    return this.lengthOf(name) == length && areEqualBytes(this.text, at, bytes, start, length);
  }

  private append(bytes: Uint8Array, start: i32, length: i32): i32 {
    const name: i32 = this.count++;
    if (name + 2 > this.starts.length) this.growRows();
    const at: i32 = this.starts[name] as i32;
    if (at + length > this.text.length) this.growText(at + length);
    copyBytes(bytes, start, length, this.text, at);
    this.starts[name + 1] = (at + length) as u32;
    return name;
  }

  private growText(size: i32): void {
    const text = unsetBytes(size * 2);
    text.set(this.text);
    this.text = text;
  }

  private growRows(): void {
    const capacity: i32 = this.starts.length * 4;
    const starts = unsetWords(capacity);
    starts.set(this.starts);
    this.starts = starts;
    const former = this.slots;
    const slots = new Int32Array(capacity * SLOTS_PER_ROW * SLOT_WORDS);
    const mask: i32 = slots.length - 1;
    for (let i: i32 = 0; i < former.length; i += SLOT_WORDS) {
      if (former[i] == 0) continue;
      const hash: i32 = former[i + 1];
      let slot: i32 = (hash << 1) & mask;
      while (slots[slot] != 0) slot = (slot + SLOT_WORDS) & mask;
      slots[slot] = former[i];
      slots[slot + 1] = hash;
    }
    this.slots = slots;
  }
}
