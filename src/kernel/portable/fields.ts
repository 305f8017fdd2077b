/**
 * Relocated fields: padded LEB128 and little-endian integers (tool-conventions, Linking.md). Values are exact up to
 * ±2^53; what does not fit a field is cut off, a negative number counts as two's complement.
 */
import { highWord, lowWord } from "./words.ts";

/** Low 32 bits of `value`, unsigned, in five bytes. */
export function writeUleb5(bytes: Uint8Array, at: i32, value: f64): void {
  const low: u32 = lowWord(value);
  bytes[at] = (low | 0x80) as u8;
  bytes[at + 1] = ((low >>> 7) | 0x80) as u8;
  bytes[at + 2] = ((low >>> 14) | 0x80) as u8;
  bytes[at + 3] = ((low >>> 21) | 0x80) as u8;
  bytes[at + 4] = (low >>> 28) as u8;
}

/** Low 32 bits of `value`, signed, in five bytes. */
export function writeSleb5(bytes: Uint8Array, at: i32, value: f64): void {
  const low: u32 = lowWord(value);
  bytes[at] = (low | 0x80) as u8;
  bytes[at + 1] = ((low >>> 7) | 0x80) as u8;
  bytes[at + 2] = ((low >>> 14) | 0x80) as u8;
  bytes[at + 3] = ((low >>> 21) | 0x80) as u8;
  // Bit 31 is repeated up to bit 34.
  const top: u32 = low >>> 28;
  bytes[at + 4] = ((top & 8) != 0 ? top | 0x70 : top) as u8;
}

/** Low 64 bits of `value`, unsigned, in ten bytes. */
export function writeUleb10(bytes: Uint8Array, at: i32, value: f64): void {
  const high: u32 = writeNineGroups(bytes, at, value);
  bytes[at + 9] = (high >>> 31) as u8;
}

/** Low 64 bits of `value`, signed, in ten bytes. */
export function writeSleb10(bytes: Uint8Array, at: i32, value: f64): void {
  const high: u32 = writeNineGroups(bytes, at, value);
  bytes[at + 9] = (high >>> 31 != 0 ? 0x7f : 0) as u8;
}

/** The low 63 bits as nine continued bytes; returns the high word, whose top bit is left to write. */
function writeNineGroups(bytes: Uint8Array, at: i32, value: f64): u32 {
  const low: u32 = lowWord(value);
  const high: u32 = highWord(value);
  bytes[at] = (low | 0x80) as u8;
  bytes[at + 1] = ((low >>> 7) | 0x80) as u8;
  bytes[at + 2] = ((low >>> 14) | 0x80) as u8;
  bytes[at + 3] = ((low >>> 21) | 0x80) as u8;
  bytes[at + 4] = ((low >>> 28) | (high << 4) | 0x80) as u8;
  bytes[at + 5] = ((high >>> 3) | 0x80) as u8;
  bytes[at + 6] = ((high >>> 10) | 0x80) as u8;
  bytes[at + 7] = ((high >>> 17) | 0x80) as u8;
  bytes[at + 8] = ((high >>> 24) | 0x80) as u8;
  return high;
}

export function writeU32(bytes: Uint8Array, at: i32, value: f64): void {
  writeWord(bytes, at, lowWord(value));
}

export function writeU64(bytes: Uint8Array, at: i32, value: f64): void {
  writeWord(bytes, at, lowWord(value));
  writeWord(bytes, at + 4, highWord(value));
}

function writeWord(bytes: Uint8Array, at: i32, word: u32): void {
  bytes[at] = (word & 0xff) as u8;
  bytes[at + 1] = ((word >>> 8) & 0xff) as u8;
  bytes[at + 2] = ((word >>> 16) & 0xff) as u8;
  bytes[at + 3] = (word >>> 24) as u8;
}
