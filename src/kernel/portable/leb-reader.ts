/**
 * LEB128 of any length, as LLVM takes it (llvm/Support/LEB128.h): padding is fine as long as it adds no bits. For the
 * rare integers that the loops do not read themselves.
 */
const TWO_32: f64 = 4294967296.0;

export class LebReader {
  readonly bytes: Uint8Array;
  readonly end: i32;
  at: i32;
  /** The integer read last. */
  value: f64 = 0;
  private low: i32 = 0;
  private high: i32 = 0;

  constructor(bytes: Uint8Array, at: i32, end: i32) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Reads an unsigned integer of up to 64 bits; false if it is malformed. */
  readUnsigned(): boolean {
    this.low = 0;
    this.high = 0;
    let shift: i32 = 0;
    for (;;) {
      if (this.at >= this.end) return false;
      const byte: i32 = this.bytes[this.at++];
      const slice: i32 = byte & 0x7f;
      if ((shift == 63 && slice > 1) || (shift > 63 && slice != 0)) return false;
      this.addBits(slice, shift);
      if (byte < 0x80) break;
      shift += 7;
    }
    this.value = unsigned(this.high) * TWO_32 + unsigned(this.low);
    return true;
  }

  /** Reads an unsigned integer that must fit 32 bits. */
  readUnsigned32(): boolean {
    return this.readUnsigned() && this.value < TWO_32;
  }

  /** Reads a signed integer of up to 64 bits; false if it is malformed. */
  readSigned(): boolean {
    this.low = 0;
    this.high = 0;
    let shift: i32 = 0;
    let byte: i32 = 0;
    do {
      if (this.at >= this.end) return false;
      byte = this.bytes[this.at++];
      const slice: i32 = byte & 0x7f;
      if (shift == 63 && slice != 0 && slice != 0x7f) return false;
      if (shift > 63 && slice != (this.high < 0 ? 0x7f : 0)) return false;
      this.addBits(slice, shift);
      shift += 7;
    } while (byte >= 0x80);
    if (shift < 64 && (byte & 0x40) != 0) {
      if (shift < 32) this.low |= -1 << shift;
      this.high |= shift > 32 ? -1 << (shift - 32) : -1;
    }
    this.value = (this.high as f64) * TWO_32 + unsigned(this.low);
    return true;
  }

  /** Reads a signed integer that must fit 32 bits. */
  readSigned32(): boolean {
    return this.readSigned() && this.value >= -2147483648.0 && this.value < 2147483648.0;
  }

  private addBits(slice: i32, shift: i32): void {
    if (shift < 32) {
      this.low |= slice << shift;
      if (shift > 25) this.high |= slice >>> (32 - shift);
    } else if (shift < 64) {
      this.high |= slice << (shift - 32);
    }
  }
}

/** The 32 bits of a signed integer as an unsigned number. */
function unsigned(bits: i32): f64 {
  const value: f64 = bits;
  return value < 0 ? value + TWO_32 : value;
}
