import type { Host } from "../host/host.ts";

/**
 * A tar archive as LLVM's `TarWriter` makes it (POSIX ustar; a pax header in front of a file whose path does not fit):
 * no owner, no time, mode 0664, each file once.
 */

const BLOCK = 512;
const NAME = { offset: 0, length: 100 };
const MODE_OFFSET = 100;
const SIZE_OFFSET = 124;
const CHECKSUM = { offset: 148, length: 8 };
const TYPE_OFFSET = 156;
const MAGIC_OFFSET = 257;
const VERSION_OFFSET = 263;
const PREFIX_OFFSET = 345;
/** The field has 155 bytes, but old versions of tar read no more. */
const LONGEST_PREFIX = 137;
const PAX_TYPE = "x";

export class TarArchive {
  readonly #host: Host;
  readonly #directory: string;
  readonly #paths = new Set<string>();
  readonly #blocks: Uint8Array[] = [];

  /** @param directory stands before every path. */
  constructor(host: Host, directory: string) {
    this.#host = host;
    this.#directory = directory;
  }

  /** A path that is there already keeps its first content. */
  append(path: string, content: Uint8Array): void {
    const full = `${this.#directory}/${path}`;
    if (this.#paths.has(full)) return;
    this.#paths.add(full);
    const place = splitPath(this.#host.encodeText(full));
    if (place === undefined) {
      const attribute = this.#host.encodeText(formatPaxAttribute("path", full, this.#host));
      this.#blocks.push(makeHeader({ size: attribute.length, type: PAX_TYPE }), padded(attribute));
    }
    this.#blocks.push(makeHeader({ ...place, size: content.length, mode: "0000664" }), padded(content));
  }

  toBytes(): Uint8Array {
    const terminator = new Uint8Array(2 * BLOCK);
    const all = [...this.#blocks, terminator];
    const bytes = new Uint8Array(all.reduce((sum, block) => sum + block.length, 0));
    let at = 0;
    for (const block of all) {
      bytes.set(block, at);
      at += block.length;
    }
    return bytes;
  }
}

interface Header {
  readonly prefix?: Uint8Array;
  readonly name?: Uint8Array;
  readonly size: number;
  readonly mode?: string;
  readonly type?: string;
}

function makeHeader({ prefix, name, size, mode = "", type = "" }: Header): Uint8Array {
  const header = new Uint8Array(BLOCK);
  if (name !== undefined) header.set(name, NAME.offset);
  if (prefix !== undefined) header.set(prefix, PREFIX_OFFSET);
  setAscii(header, MODE_OFFSET, mode);
  setAscii(header, SIZE_OFFSET, size.toString(8).padStart(11, "0"));
  setAscii(header, TYPE_OFFSET, type);
  setAscii(header, MAGIC_OFFSET, "ustar");
  setAscii(header, VERSION_OFFSET, "00");
  // The sum counts its own field as spaces.
  header.fill(0x20, CHECKSUM.offset, CHECKSUM.offset + CHECKSUM.length);
  const sum = header.reduce((total, byte) => total + byte, 0);
  setAscii(header, CHECKSUM.offset, `${sum.toString(8).padStart(6, "0")}\0`);
  return header;
}

function setAscii(header: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) header[offset + i] = text.charCodeAt(i);
}

/** The path in the two fields of a header; undefined if it fits in no way. */
function splitPath(path: Uint8Array): { readonly prefix: Uint8Array; readonly name: Uint8Array } | undefined {
  if (path.length < NAME.length) return { prefix: new Uint8Array(0), name: path };
  const slash = path.lastIndexOf("/".charCodeAt(0), LONGEST_PREFIX);
  if (slash < 0 || path.length - slash - 1 >= NAME.length) return undefined;
  return { prefix: path.subarray(0, slash), name: path.subarray(slash + 1) };
}

/** `LENGTH KEY=VALUE\n`, where LENGTH counts the whole in bytes, itself too. */
function formatPaxAttribute(key: string, value: string, host: Host): string {
  const rest = ` ${key}=${value}\n`;
  const restLength = host.encodeText(rest).length;
  // The digits of the length may make it one digit longer.
  const guess = restLength + String(restLength).length;
  return `${restLength + String(guess).length}${rest}`;
}

function padded(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(content.length / BLOCK) * BLOCK);
  bytes.set(content);
  return bytes;
}
