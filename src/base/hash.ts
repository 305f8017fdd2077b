/**
 * LLVM 22's `hash_value` of a string (llvm/ADT/Hashing.h), a descendant of CityHash64 with a fixed seed. It decides the
 * order of LLVM's DenseMaps, and is of no other use here.
 */
import { read32, read64 } from "./little-endian.ts";

const MASK = 2n ** 64n - 1n;
const SEED = 0xff51afd7ed558ccdn;
const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;
const K3 = 0xc949d7c7509e6557n;
const FOLD = 0x9ddfea08eb382d69n;
const CHUNK = 64;

/** Unsigned, 64 bits. */
export function hashBytes(bytes: Uint8Array): bigint {
  const { length } = bytes;
  if (length > 64) return hashLong(bytes);
  if (length > 32) return hash33To64(bytes);
  if (length > 16) return hash17To32(bytes);
  const size = BigInt(length);
  if (length > 8) {
    const first = read64(bytes, 0);
    const last = read64(bytes, length - 8);
    return fold(SEED ^ first, rotate(last + size, size)) ^ last;
  }
  if (length >= 4) return fold((size + (read32(bytes, 0) << 3n)) & MASK, SEED ^ read32(bytes, length - 4));
  if (length === 0) return K2 ^ SEED;
  const low = BigInt(bytes[0] + (bytes[length >> 1] << 8));
  const high = BigInt(length + (bytes[length - 1] << 2));
  return (mixShift(((low * K2) ^ (high * K3) ^ SEED) & MASK) * K2) & MASK;
}

function hash17To32(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const a = (read64(bytes, 0) * K1) & MASK;
  const b = read64(bytes, 8);
  const c = (read64(bytes, length - 8) * K2) & MASK;
  const d = (read64(bytes, length - 16) * K0) & MASK;
  const left = rotate(a - b, 43n) + rotate(c ^ SEED, 30n) + d;
  const right = a + rotate(b ^ K3, 20n) - c + BigInt(length) + SEED;
  return fold(left & MASK, right & MASK);
}

function hash33To64(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const front = sumHalf(bytes, 0, (BigInt(length) + read64(bytes, length - 16)) * K0 + read64(bytes, 0), 24);
  const back = sumHalf(bytes, length - 32, read64(bytes, 16) + read64(bytes, length - 32), 24);
  const mixed = mixShift(((front.sum + back.rotations) * K2 + (back.sum + front.rotations) * K0) & MASK);
  return (mixShift(((SEED ^ ((mixed * K0) & MASK)) + front.rotations) & MASK) * K2) & MASK;
}

/** Sums over 32 bytes from `at`, of which the word at `at + tail` is taken by itself. */
function sumHalf(bytes: Uint8Array, at: number, start: bigint, tail: number): { sum: bigint; rotations: bigint } {
  const z = read64(bytes, at + tail);
  let a = start & MASK;
  const b = rotate(a + z, 52n);
  let c = rotate(a, 37n);
  a = (a + read64(bytes, at + 8)) & MASK;
  c += rotate(a, 7n);
  a = (a + read64(bytes, at + 16)) & MASK;
  return { sum: (a + z) & MASK, rotations: (b + rotate(a, 31n) + c) & MASK };
}

/** 56 bytes of state, over which chunks of 64 bytes are mixed; the last chunk ends with the input and may overlap. */
type State = [bigint, bigint, bigint, bigint, bigint, bigint, bigint];

function hashLong(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const state: State = [0n, SEED, fold(SEED, K1), rotate(SEED ^ K1, 49n), (SEED * K1) & MASK, mixShift(SEED), 0n];
  state[6] = fold(state[4], state[5]);
  const whole = length - (length % CHUNK);
  for (let at = 0; at < whole; at += CHUNK) mixChunk(state, bytes, at);
  if (whole < length) mixChunk(state, bytes, length - CHUNK);
  const [h0, h1, h2, h3, h4, h5, h6] = state;
  const left = fold(h3, h5) + mixShift(h1) * K1 + h2;
  const right = fold(h4, h6) + mixShift(BigInt(length)) * K1 + h0;
  return fold(left & MASK, right & MASK);
}

function mixChunk(state: State, bytes: Uint8Array, at: number): void {
  let [h0, h1, h2, h3, h4, h5, h6] = state;
  h0 = (rotate(h0 + h1 + h3 + read64(bytes, at + 8), 37n) * K1) & MASK;
  h1 = (rotate(h1 + h4 + read64(bytes, at + 48), 42n) * K1) & MASK;
  h0 ^= h6;
  h1 = (h1 + h3 + read64(bytes, at + 40)) & MASK;
  h2 = (rotate(h2 + h5, 33n) * K1) & MASK;
  h3 = (h4 * K1) & MASK;
  h4 = (h0 + h5) & MASK;
  [h3, h4] = mix32(bytes, at, h3, h4);
  h5 = (h2 + h6) & MASK;
  h6 = (h1 + read64(bytes, at + 16)) & MASK;
  [h5, h6] = mix32(bytes, at + 32, h5, h6);
  state[0] = h2;
  state[1] = h1;
  state[2] = h0;
  state[3] = h3;
  state[4] = h4;
  state[5] = h5;
  state[6] = h6;
}

function mix32(bytes: Uint8Array, at: number, first: bigint, second: bigint): [bigint, bigint] {
  const last = read64(bytes, at + 24);
  const start = (first + read64(bytes, at)) & MASK;
  const b = rotate(second + start + last, 21n);
  const a = (start + read64(bytes, at + 8) + read64(bytes, at + 16)) & MASK;
  return [(a + last) & MASK, (b + rotate(a, 44n) + start) & MASK];
}

/** 128 bits to 64. */
function fold(low: bigint, high: bigint): bigint {
  const a = mixShift(((low ^ high) * FOLD) & MASK);
  return (mixShift(((high ^ a) * FOLD) & MASK) * FOLD) & MASK;
}

function mixShift(value: bigint): bigint {
  return value ^ (value >> 47n);
}

/** Right, as CityHash rotates. */
function rotate(unbounded: bigint, count: bigint): bigint {
  const value = unbounded & MASK;
  return ((value >> count) | (value << (64n - count))) & MASK;
}
