/**
 * The symbol index of an archive: which member defines which names. wasm-ld, and this linker, read every member's own
 * symbol table instead; the index serves for members that only LLVM can read. Formats: ar(5) of GNU and BSD.
 */
import type { DecodeText } from "../binary/reader.ts";
import { type ArchiveContent, ArchiveError, HEADER_SIZE, readMemberHeader, readMemberName } from "./archive-member.ts";

/** Names by the offset of their member's header, in the order of the index. */
export type ArchiveIndex = ReadonlyMap<number, readonly string[]>;

const MAGIC_SIZE = 8;

/** Empty where there is no index, or one that does not hold together: it is a convenience, not the content. */
export function readArchiveIndex(bytes: Uint8Array, isThin: boolean, decodeText: DecodeText): ArchiveIndex {
  const archive: ArchiveContent = { bytes, isThin, decodeText, dialect: "gnu", namesStart: 0, namesEnd: 0 };
  try {
    const { rawName, offset, start, size, end } = readMemberHeader(archive, MAGIC_SIZE, "open");
    if (end > bytes.length) return new Map();
    if (rawName === "/" || rawName === "/SYM64/")
      return readGnuIndex(bytes, start, end, rawName === "/" ? 4 : 8, decodeText);
    const name = rawName.startsWith("#1/") ? readMemberName(archive, offset, HEADER_SIZE + size, "open") : rawName;
    if (name.startsWith("__.SYMDEF_64")) return readBsdIndex(bytes, start, end, 8, decodeText);
    if (name.startsWith("__.SYMDEF")) return readBsdIndex(bytes, start, end, 4, decodeText);
  } catch (error) {
    if (!(error instanceof ArchiveError) && !(error instanceof RangeError)) throw error;
  }
  return new Map();
}

/** A count, the offsets, all big-endian, and as many names, each ended by a zero. */
function readGnuIndex(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: 4 | 8,
  decodeText: DecodeText,
): ArchiveIndex {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  const word = (row: number): number =>
    width === 4 ? view.getUint32(row * 4) : view.getUint32(row * 8) * 2 ** 32 + view.getUint32(row * 8 + 4);
  const index = new IndexBuilder(bytes, end, decodeText);
  const count = word(0);
  let at = start + (count + 1) * width;
  for (let row = 1; row <= count; row++) at = index.add(word(row), at);
  return index.names;
}

/** The size of the rows, rows of name and offset, the size of the names, the names; all little-endian. */
function readBsdIndex(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: 4 | 8,
  decodeText: DecodeText,
): ArchiveIndex {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  const word = (place: number): number =>
    view.getUint32(place, true) + (width === 4 ? 0 : view.getUint32(place + 4, true) * 2 ** 32);
  const index = new IndexBuilder(bytes, end, decodeText);
  const rowsEnd = width + word(0);
  const namesStart = start + rowsEnd + width;
  for (let place = width; place < rowsEnd; place += 2 * width) index.add(word(place + width), namesStart + word(place));
  return index.names;
}

class IndexBuilder {
  readonly names = new Map<number, string[]>();
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #decodeText: DecodeText;

  constructor(bytes: Uint8Array, end: number, decodeText: DecodeText) {
    this.#bytes = bytes;
    this.#end = end;
    this.#decodeText = decodeText;
  }

  /** Adds the name that starts at `at`; returns where the next one does. @throws RangeError outside the index. */
  add(member: number, at: number): number {
    const nameEnd = this.#bytes.indexOf(0, at);
    if (nameEnd < 0 || nameEnd >= this.#end) throw new RangeError("a name outside the index");
    const name = this.#decodeText(this.#bytes, at, nameEnd);
    const others = this.names.get(member);
    if (others === undefined) this.names.set(member, [name]);
    else others.push(name);
    return nameEnd + 1;
  }
}
