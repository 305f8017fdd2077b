/** A growing byte buffer with the encodings of the WebAssembly binary format. Bulk bytes go through `bytes`. */
import { ulebSize } from "./leb.ts";

const INITIAL_CAPACITY = 256;
/** Most bytes that a shortest LEB128 of a number takes, and the room kept for the size of a part. */
const LONGEST_LEB = 8;
const SIZE_ROOM = 5;

export class ByteWriter {
  private buffer: Uint8Array;
  private used = 0;
  private readonly encodeText: (text: string) => Uint8Array;

  constructor(encodeText: (text: string) => Uint8Array, capacity = INITIAL_CAPACITY) {
    this.encodeText = encodeText;
    this.buffer = new Uint8Array(capacity);
  }

  get length(): number {
    return this.used;
  }

  byte(value: number): void {
    if (this.used === this.buffer.length) this.grow(1);
    this.buffer[this.used++] = value;
  }

  bytes(source: Uint8Array): void {
    const at = this.advance(source.length);
    this.buffer.set(source, at);
  }

  /** `count` bytes of the same value. */
  fill(value: number, count: number): void {
    const at = this.advance(count);
    this.buffer.fill(value, at, at + count);
  }

  /** Shortest unsigned LEB128; `value` up to 2^53. An index that was never given out (-1) has 32 bits, as in LLD. */
  uleb(value: number): void {
    if (this.used + LONGEST_LEB > this.buffer.length) this.grow(LONGEST_LEB);
    let rest = value < 0 ? value >>> 0 : value;
    while (rest >= 0x1000_0000) {
      this.buffer[this.used++] = (rest & 0x7f) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      this.buffer[this.used++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.used++] = rest;
  }

  /** `uleb` of each, below 2^31 or -1: in one loop on local variables, which interpreters need. */
  ulebs(values: ArrayLike<number>): void {
    const count = values.length;
    if (this.used + 5 * count > this.buffer.length) this.grow(5 * count);
    const { buffer } = this;
    let at = this.used;
    for (let i = 0; i < count; i++) {
      let rest = values[i] >>> 0;
      for (; rest > 0x7f; rest >>>= 7) buffer[at++] = (rest & 0x7f) | 0x80;
      buffer[at++] = rest;
    }
    this.used = at;
  }

  /** Shortest signed LEB128; `value` within ±2^53. */
  sleb(value: number): void {
    if (this.used + LONGEST_LEB > this.buffer.length) this.grow(LONGEST_LEB);
    let rest = value;
    while (rest >= 0x4000_0000 || rest < -0x4000_0000) {
      this.buffer[this.used++] = (rest & 0x7f) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x40 || rest < -0x40) {
      this.buffer[this.used++] = (rest & 0x7f) | 0x80;
      rest >>= 7;
    }
    this.buffer[this.used++] = rest & 0x7f;
  }

  /** A name: its length in bytes, then UTF-8. */
  text(text: string): void {
    const encoded = this.encodeText(text);
    this.uleb(encoded.length);
    this.bytes(encoded);
  }

  /** What `write` adds, preceded by its length in bytes. Parts nest. */
  sized(write: (writer: ByteWriter) => void): void {
    const start = this.advance(SIZE_ROOM);
    write(this);
    const size = this.used - start - SIZE_ROOM;
    const prefix = ulebSize(size);
    this.buffer.copyWithin(start + prefix, start + SIZE_ROOM, this.used);
    this.used = start;
    this.uleb(size);
    this.used += size;
  }

  /** The bytes written so far, as an array of exactly their number. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.used);
  }

  private advance(count: number): number {
    const at = this.used;
    if (at + count > this.buffer.length) this.grow(count);
    this.used = at + count;
    return at;
  }

  private grow(count: number): void {
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.used + count, INITIAL_CAPACITY));
    larger.set(this.buffer.subarray(0, this.used));
    this.buffer = larger;
  }
}
