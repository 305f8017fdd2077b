/**
 * The archive of `--reproduce`, without what is another's by right: the folder that the link ran in, the version, and the
 * members of thin archives (in `thin`), which wasm-ld leaves out.
 */
import { decodeUtf8 } from "../../src/host/utf8.ts";

const BLOCK = 512;

/** Every path with its content, in order; `tar` itself when it is no such archive. */
export function readReproduction(tar: Uint8Array, folder: string): Uint8Array {
  const isArchive = tar.length >= BLOCK && decodeUtf8(tar, 257, 262) === "ustar";
  if (!isArchive) return tar;
  const parts: string[] = [];
  for (let at = 0; at < tar.length && tar[at] !== 0; ) {
    const field = (offset: number, length: number): string =>
      decodeUtf8(tar, at + offset, at + offset + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12), 8);
    const path = `${field(345, 155)}/${field(0, 100)}`;
    const content = Buffer.from(tar.subarray(at + BLOCK, at + BLOCK + size)).toString("latin1");
    if (!/\/version\.txt$|\/thin\//.test(path)) parts.push(`${path}\n${content}`);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  const inside = folder.replace(/^\//, "");
  return Buffer.from(inside === "" ? parts.join("\n") : parts.join("\n").replaceAll(`${inside}/`, ""));
}
