/** `--build-id`: an identifier computed from the finished file (LLD: `writeBuildId`, tool-conventions BuildId.md). */
import { sha1 } from "../base/sha1.ts";
import { xxh3 } from "../base/xxh3.ts";
import type { Host } from "../host/host.ts";
import type { BuildId } from "../options/config.ts";

/** The file is hashed in parts of this many bytes, then the hashes together. */
const PART_SIZE = 1024 * 1024;
/** Random namespace of wasm-ld's name-based UUIDs. */
const NAMESPACE: Uint8Array = Uint8Array.of(
  ...[0xa1, 0xfa, 0x48, 0x2d, 0x0e, 0x22, 0x03, 0x8d],
  ...[0x33, 0x8b, 0x52, 0x1c, 0xd6, 0xd2, 0x12, 0xb2],
);

/** Bytes of the identifier; 0 for none. */
export function buildIdSize(buildId: BuildId): number {
  switch (buildId.kind) {
    case "none":
      return 0;
    case "fast":
    case "uuid":
      return 16;
    case "sha1":
      return 20;
    case "hex":
      return buildId.bytes.length;
  }
}

/** Whether the identifier depends on the file. */
export function isComputed({ kind }: BuildId): boolean {
  return kind === "fast" || kind === "sha1";
}

/** The identifier of `file`, in which its own place still holds the placeholder; empty if there is none. */
export function computeBuildId(buildId: BuildId, file: Uint8Array, host: Host): Uint8Array {
  switch (buildId.kind) {
    case "none":
      return new Uint8Array(0);
    case "hex":
      return buildId.bytes;
    case "uuid":
      return asUuid(host.randomBytes(16), 4);
    case "sha1":
      return hashParts(file, sha1);
    default:
      return asUuid(sha1(concatenate([NAMESPACE, hashParts(file, xxh3Bytes)])).slice(0, 16), 5);
  }
}

function hashParts(file: Uint8Array, hash: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < file.length; at += PART_SIZE) hashes.push(hash(file.subarray(at, at + PART_SIZE)));
  return hash(concatenate(hashes));
}

/** Little-endian. */
function xxh3Bytes(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, xxh3(bytes), true);
  return out;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Sets the version and variant fields of RFC 4122, as wasm-ld does. */
function asUuid(bytes: Uint8Array, version: number): Uint8Array {
  bytes[6] = (version << 4) | (bytes[6] & 0x0f);
  bytes[8] = (bytes[8] & 0xbf) | 0x80;
  return bytes;
}
