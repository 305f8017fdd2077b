/**
 * XXH3, 64 bits, seed 0, default secret (xxHash specification 0.2.0, doc/xxhash_spec.md). Short inputs, of which there
 * are few, are hashed with BigInt; from 241 bytes on with pairs of 32-bit words, over a copy that can be read by words.
 */
import { read32, read64 } from "./little-endian.ts";

const MASK = 2n ** 64n - 1n;
const PRIME32_1 = 0x9e3779b1;
const PRIME32_2 = 0x85ebca77;
const PRIME32_3 = 0xc2b2ae3d;
const PRIME64_1 = 0x9e3779b185ebca87n;
const PRIME64_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME64_3 = 0x165667b19e3779f9n;
const PRIME64_4 = 0x85ebca77c2b2ae63n;
const PRIME64_5 = 0x27d4eb2f165667c5n;
const PRIME_MX1 = 0x165667919e3779f9n;
const PRIME_MX2 = 0x9fb21c651e98df25n;

const STRIPE = 64;
const STRIPE_WORDS = 16;
/** A stripe uses the secret 8 bytes further on than the one before it. */
const SECRET_STEP = 8;
const STRIPES_PER_BLOCK = 16;
const BLOCK = STRIPE * STRIPES_PER_BLOCK;
const LAST_STRIPE_SECRET = 121;
const SCRAMBLE_SECRET = 128;
const MERGE_SECRET = 11;

const SECRET_HEX =
  "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248e" +
  "e03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8fa763fe39c343ff9dcbbc7c70b4f1d" +
  "8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc" +
  "8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e";
const SECRET = Uint8Array.from({ length: SECRET_HEX.length / 2 }, (_, i) =>
  Number.parseInt(SECRET_HEX.substring(2 * i, 2 * i + 2), 16),
);
/** The secret as little-endian words, and as read from where the last stripe reads it. */
const SECRET_WORDS = wordsOf(SECRET, 0, SECRET.length);
const LAST_SECRET_WORDS = wordsOf(SECRET, LAST_STRIPE_SECRET, STRIPE);

/** Hash of `bytes` as an unsigned 64-bit integer. */
export function xxh3(bytes: Uint8Array): bigint {
  const { length } = bytes;
  if (length === 0) return avalancheShort(read64(SECRET, 56) ^ read64(SECRET, 64));
  if (length <= 3) return hash1To3(bytes);
  if (length <= 8) return hash4To8(bytes);
  if (length <= 16) return hash9To16(bytes);
  if (length <= 128) return hash17To128(bytes);
  return length <= 240 ? hash129To240(bytes) : hashLong(bytes);
}

function hash1To3(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const combined = (bytes[0] << 16) | (bytes[length >> 1] << 24) | bytes[length - 1] | (length << 8);
  return avalancheShort(BigInt(combined >>> 0) ^ read32(SECRET, 0) ^ read32(SECRET, 4));
}

function hash4To8(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const input = read32(bytes, length - 4) | (read32(bytes, 0) << 32n);
  let hash = read64(SECRET, 8) ^ read64(SECRET, 16) ^ input;
  hash ^= rotate(hash, 49n) ^ rotate(hash, 24n);
  hash = (hash * PRIME_MX2) & MASK;
  hash ^= (hash >> 35n) + BigInt(length);
  hash = (hash * PRIME_MX2) & MASK;
  return hash ^ (hash >> 28n);
}

function hash9To16(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const low = read64(SECRET, 24) ^ read64(SECRET, 32) ^ read64(bytes, 0);
  const high = read64(SECRET, 40) ^ read64(SECRET, 48) ^ read64(bytes, length - 8);
  return avalanche(BigInt(length) + swapBytes(low) + high + multiplyFold(low, high));
}

function hash17To128(bytes: Uint8Array): bigint {
  const { length } = bytes;
  let hash = BigInt(length) * PRIME64_1;
  for (let i = Math.ceil(length / 32) - 1; i >= 0; i--) {
    hash += mix16(bytes, 16 * i, 32 * i);
    hash += mix16(bytes, length - 16 * (i + 1), 32 * i + 16);
  }
  return avalanche(hash);
}

function hash129To240(bytes: Uint8Array): bigint {
  const { length } = bytes;
  let hash = BigInt(length) * PRIME64_1;
  for (let i = 0; i < 8; i++) hash += mix16(bytes, 16 * i, 16 * i);
  hash = avalanche(hash);
  const rounds = Math.floor(length / 16);
  for (let i = 8; i < rounds; i++) hash += mix16(bytes, 16 * i, 16 * (i - 8) + 3);
  return avalanche(hash + mix16(bytes, length - 16, 119));
}

function hashLong(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const words = wordsOf(bytes, 0, length - (length % 4));
  const sums = new Uint32Array([
    ...pair(BigInt(PRIME32_3)),
    ...pair(PRIME64_1),
    ...pair(PRIME64_2),
    ...pair(PRIME64_3),
    ...pair(PRIME64_4),
    ...pair(BigInt(PRIME32_2)),
    ...pair(PRIME64_5),
    ...pair(BigInt(PRIME32_1)),
  ]);
  const blocks = Math.floor((length - 1) / BLOCK);
  for (let block = 0; block < blocks; block++) {
    accumulate(sums, words, (block * BLOCK) / 4, SECRET_WORDS, STRIPES_PER_BLOCK);
    scramble(sums);
  }
  const stripes = Math.floor((length - 1 - BLOCK * blocks) / STRIPE);
  accumulate(sums, words, (blocks * BLOCK) / 4, SECRET_WORDS, stripes);
  accumulate(sums, wordsOf(bytes, length - STRIPE, STRIPE), 0, LAST_SECRET_WORDS, 1);
  let hash = BigInt(length) * PRIME64_1;
  for (let i = 0; i < 4; i++) {
    const left = joinPair(sums, 4 * i) ^ read64(SECRET, MERGE_SECRET + 16 * i);
    const right = joinPair(sums, 4 * i + 2) ^ read64(SECRET, MERGE_SECRET + 16 * i + 8);
    hash += multiplyFold(left, right);
  }
  return avalanche(hash);
}

/** Adds `stripes` stripes from word `at` on to the eight sums, each a low and a high word. */
function accumulate(sums: Uint32Array, words: Uint32Array, at: number, secret: Uint32Array, stripes: number): void {
  let from = at;
  for (let stripe = 0; stripe < stripes; stripe++) {
    const secretAt = (stripe * SECRET_STEP) / 4;
    for (let lane = 0; lane < STRIPE_WORDS; lane += 2) {
      const low = words[from + lane];
      const high = words[from + lane + 1];
      const other = lane ^ 2;
      const otherLow = sums[other] + low;
      sums[other] = otherLow;
      sums[other + 1] = sums[other + 1] + high + (otherLow > 0xffff_ffff ? 1 : 0);
      const left = (low ^ secret[secretAt + lane]) >>> 0;
      const right = (high ^ secret[secretAt + lane + 1]) >>> 0;
      // 32 x 32 bits as two products of 32 x 16, each exact in a double; dividing what has no low bits stays exact.
      const lower = left * (right & 0xffff);
      const middle = (lower - (lower & 0xffff)) / 0x1_0000 + left * (right >>> 16);
      const productLow = Math.imul(left, right) >>> 0;
      const sumLow = sums[lane] + productLow;
      sums[lane] = sumLow;
      sums[lane + 1] = sums[lane + 1] + (middle - (middle & 0xffff)) / 0x1_0000 + (sumLow > 0xffff_ffff ? 1 : 0);
    }
    from += STRIPE_WORDS;
  }
}

function scramble(sums: Uint32Array): void {
  for (let lane = 0; lane < STRIPE_WORDS; lane += 2) {
    const high = sums[lane + 1];
    const left = (sums[lane] ^ (high >>> 15) ^ SECRET_WORDS[SCRAMBLE_SECRET / 4 + lane]) >>> 0;
    const right = (high ^ SECRET_WORDS[SCRAMBLE_SECRET / 4 + lane + 1]) >>> 0;
    const product = BigInt(left) * BigInt(PRIME32_1);
    sums[lane] = Number(product & 0xffff_ffffn);
    sums[lane + 1] = Number(product >> 32n) + Math.imul(right, PRIME32_1);
  }
}

function mix16(bytes: Uint8Array, at: number, secretAt: number): bigint {
  return multiplyFold(
    read64(bytes, at) ^ read64(SECRET, secretAt),
    read64(bytes, at + 8) ^ read64(SECRET, secretAt + 8),
  );
}

/** The halves of the 128-bit product, combined. */
function multiplyFold(left: bigint, right: bigint): bigint {
  const product = left * right;
  return (product & MASK) ^ (product >> 64n);
}

function avalanche(unbounded: bigint): bigint {
  let hash = unbounded & MASK;
  hash ^= hash >> 37n;
  hash = (hash * PRIME_MX1) & MASK;
  return hash ^ (hash >> 32n);
}

function avalancheShort(start: bigint): bigint {
  let hash = start ^ (start >> 33n);
  hash = (hash * PRIME64_2) & MASK;
  hash ^= hash >> 29n;
  hash = (hash * PRIME64_3) & MASK;
  return hash ^ (hash >> 32n);
}

function rotate(value: bigint, count: bigint): bigint {
  return ((value << count) | (value >> (64n - count))) & MASK;
}

function swapBytes(value: bigint): bigint {
  let swapped = 0n;
  for (let i = 0n; i < 64n; i += 8n) swapped = (swapped << 8n) | ((value >> i) & 0xffn);
  return swapped;
}

/** Little-endian words of a range whose size is a multiple of four. Every engine's typed arrays are little-endian. */
function wordsOf(bytes: Uint8Array, start: number, size: number): Uint32Array {
  const words = new Uint32Array(size / 4);
  new Uint8Array(words.buffer).set(bytes.subarray(start, start + size));
  return words;
}

function pair(value: bigint): [number, number] {
  return [Number(value & 0xffff_ffffn), Number(value >> 32n)];
}

function joinPair(words: Uint32Array, at: number): bigint {
  return BigInt(words[at]) | (BigInt(words[at + 1]) << 32n);
}
