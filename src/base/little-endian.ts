/** Unsigned little-endian numbers, as hashes read them. */

export function read32(bytes: Uint8Array, at: number): bigint {
  return BigInt((bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0);
}

export function read64(bytes: Uint8Array, at: number): bigint {
  return read32(bytes, at) | (read32(bytes, at + 4) << 32n);
}
