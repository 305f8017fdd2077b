/**
 * A bounds-checked cursor for the parts of a file that are few. It takes and refuses the same encodings as LLVM's
 * readers (llvm/Support/LEB128.h: padding of any length is fine as long as it adds no bits) and says so in the same
 * words. Parts that come by the thousand are read with local variables instead, and come here only for what is out of
 * the ordinary.
 */

/** The input is malformed. `offset` is where, in bytes from the start of the file. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly offset: number;
  /** LLVM's reader has no message for this: it ends the program, or trusts the file. */
  readonly crashesWasmLd: boolean;

  constructor(message: string, offset: number, crashesWasmLd = false) {
    super(message);
    this.offset = offset;
    this.crashesWasmLd = crashesWasmLd;
  }
}

export type DecodeText = (bytes: Uint8Array, start: number, end: number) => string;

export class ByteReader {
  readonly bytes: Uint8Array;
  /** Position of the next byte. */
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** For what wasm-ld reports, in its words. */
  fail(message: string): never {
    throw new FormatError(message, this.at);
  }

  /** For what wasm-ld crashes on, or does not notice. */
  refuse(message: string): never {
    throw new FormatError(message, this.at, true);
  }

  u8(): number {
    if (this.at >= this.end) this.refuse("EOF while reading uint8");
    return this.bytes[this.at++];
  }

  u32le(): number {
    const at = this.at;
    if (at + 4 > this.end) this.refuse("EOF while reading uint32");
    this.at = at + 4;
    const bytes = this.bytes;
    return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  }

  /** Unsigned, up to 64 bits; exact up to 2^53. */
  uleb64(): number {
    const { bytes, at } = this;
    // Five bytes as well: LLVM pads the sizes of sections.
    const last = this.end < at + 5 ? this.end : at + 5;
    let value = 0;
    for (let next = at, scale = 1; next < last; scale *= 128) {
      const byte = bytes[next++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        this.at = next;
        return value;
      }
    }
    return Number(this.uleb64Exact());
  }

  uleb32(): number {
    const start = this.at;
    const value = this.uleb64();
    if (value > 0xffff_ffff) throw new FormatError("LEB is outside Varuint32 range", start, true);
    return value;
  }

  /** Signed, up to 64 bits; exact within ±2^53. */
  sleb64(): number {
    return Number(this.sleb64Exact());
  }

  sleb32(): number {
    const start = this.at;
    const value = this.sleb64Exact();
    if (value > 0x7fff_ffffn || value < -0x8000_0000n)
      throw new FormatError("LEB is outside Varint32 range", start, true);
    return Number(value);
  }

  /** 0 or 1. */
  bit(): number {
    const start = this.at;
    const value = this.sleb64Exact();
    if (value > 1n || value < 0n) throw new FormatError("LEB is outside Varuint1 range", start, true);
    return Number(value);
  }

  /** Moves over a length-prefixed string and returns where its bytes start; they end at `at`. */
  skipText(): number {
    // LLVM keeps 32 bits of the length.
    const length = this.uleb64() % 2 ** 32;
    const start = this.at;
    if (length > this.end - start) this.refuse("EOF while reading string");
    this.at = start + length;
    return start;
  }

  text(decode: DecodeText): string {
    const start = this.skipText();
    return decode(this.bytes, start, this.at);
  }

  uleb64Exact(): bigint {
    const { bytes, end } = this;
    let value = 0n;
    let shift = 0n;
    for (;;) {
      if (this.at >= end) this.refuse("malformed uleb128, extends past end");
      const byte = bytes[this.at];
      const slice = BigInt(byte & 0x7f);
      if ((shift === 63n && slice > 1n) || (shift > 63n && slice !== 0n)) this.refuse("uleb128 too big for uint64");
      if (shift < 64n) value |= slice << shift;
      this.at++;
      if (byte < 0x80) return value;
      shift += 7n;
    }
  }

  sleb64Exact(): bigint {
    const { bytes, end } = this;
    let value = 0n;
    let shift = 0n;
    for (;;) {
      if (this.at >= end) this.refuse("malformed sleb128, extends past end");
      const byte = bytes[this.at];
      const slice = BigInt(byte & 0x7f);
      const isTooBig =
        (shift === 63n && slice !== 0n && slice !== 0x7fn) ||
        (shift > 63n && slice !== (BigInt.asIntN(64, value) < 0n ? 0x7fn : 0n));
      if (isTooBig) this.refuse("sleb128 too big for int64");
      if (shift < 64n) value |= slice << shift;
      shift += 7n;
      this.at++;
      if (byte >= 0x80) continue;
      if (shift < 64n && (byte & 0x40) !== 0) value |= -1n << shift;
      return BigInt.asIntN(64, value);
    }
  }
}
