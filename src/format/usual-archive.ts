/**
 * An archive whose members the kernel has walked, in parts: what they define is known, and the rest of a member is looked up
 * when it is asked for.
 */
import type { NameId } from "../base/ids.ts";
import type { DecodeText } from "../binary/reader.ts";
import { type Kernel, LARGEST_ROOM } from "../kernel/kernel.ts";
import {
  ARCHIVE_END,
  ARCHIVE_FIELDS,
  ARCHIVE_IS_INSIDE,
  ARCHIVE_IS_USUAL,
  ARCHIVE_MEMBERS,
  MEMBER_BITCODE,
  MEMBER_BITCODE_SIZE,
  MEMBER_FIELDS,
  MEMBER_HEADER,
  MEMBER_KIND,
  MEMBER_SIZE,
  MEMBER_START,
} from "../kernel/portable/archive-reader.ts";
import { MEMBER_32, MEMBER_64, MEMBER_UNUSUAL } from "../kernel/portable/member-names.ts";
import { ArchiveError, beginArchive } from "./archive.ts";
import type { ObjectSource } from "./object-source.ts";
import { type ArchiveContent, readMemberName } from "./archive-member.ts";

/** Bytes in which the special members at the beginning are looked for first, and how many times as many next. */
const START_SIZE = 64 << 10;
const START_GROWTH = 8;
const NO_BYTES = new Uint8Array(0);
const MEMBER_KINDS: readonly number[] = [MEMBER_UNUSUAL, MEMBER_32, MEMBER_64];

/** The bytes of an archive, wherever they are. */
export interface ArchiveSource {
  readonly size: number;
  /** Bytes that the kernel is best given at once. */
  readonly partSize: number;
  /** Bytes `[start, end)`, to be kept. */
  bytes(start: number, end: number): Uint8Array;
  /** The same, good until the kernel is called the next time. */
  part(start: number, end: number, kernel: Kernel): Uint8Array;
  /** The object at `[start, end)`; of `[spareStart, spareEnd)`, places in the object, nobody needs anything. */
  object(start: number, end: number, spareStart: number, spareEnd: number): ObjectSource;
}

/** What an archive's names depend on. */
interface ArchiveStart {
  readonly archive: ArchiveContent;
  readonly longNames: Uint8Array;
  /** Where the first member is, or the end. */
  readonly membersStart: number;
}

/** Members that follow each other; a row is a member's place among them. */
export class ArchivePart {
  readonly count: number;
  readonly #source: ArchiveSource;
  readonly #start: ArchiveStart;
  /** Where in the archive the part begins. */
  readonly #base: number;
  readonly #table: Uint32Array;

  constructor(source: ArchiveSource, start: ArchiveStart, base: number, table: Uint32Array) {
    this.#source = source;
    this.#start = start;
    this.#base = base;
    this.#table = table;
    this.count = table[ARCHIVE_MEMBERS];
  }

  headerOffset(row: number): number {
    return this.#base + (this.#field(MEMBER_HEADER, row) | 0);
  }

  /** `MEMBER_...` */
  kind(row: number): number {
    return this.#field(MEMBER_KIND, row);
  }

  /** The first row behind `row` that is of another kind. */
  endOfKind(row: number): number {
    const first = ARCHIVE_FIELDS + MEMBER_KIND * this.count;
    const kinds = this.#table.subarray(first + row, first + this.count);
    const others = MEMBER_KINDS.filter((kind) => kind !== kinds[0]);
    return row + Math.min(kinds.length, ...others.map((kind) => kinds.indexOf(kind)).filter((end) => end > 0));
  }

  content(row: number): Uint8Array {
    return this.#source.bytes(this.#contentStart(row), this.#contentEnd(row));
  }

  object(row: number): ObjectSource {
    const spareStart = this.#field(MEMBER_BITCODE, row);
    const spareEnd = spareStart + this.#field(MEMBER_BITCODE_SIZE, row);
    return this.#source.object(this.#contentStart(row), this.#contentEnd(row), spareStart, spareEnd);
  }

  name(row: number): string {
    const { archive, longNames } = this.#start;
    // In BSD's archives, a long name is between the header and the content.
    const header = this.#source.bytes(this.headerOffset(row), this.#contentStart(row));
    const bytes = new Uint8Array(longNames.length + header.length);
    bytes.set(longNames);
    bytes.set(header, longNames.length);
    const named = { ...archive, bytes, namesStart: 0, namesEnd: longNames.length };
    return readMemberName(named, longNames.length, header.length, "member");
  }

  /** The defined non-local symbols of the members `[start, end)`, each in the order of its symbol table. */
  definedNames(start: number, end: number): ArrayLike<NameId> {
    const firsts = this.firstNames(start, end);
    const names = ARCHIVE_FIELDS + MEMBER_FIELDS * this.count + this.count + 1;
    const found: ArrayLike<number> = this.#table.subarray(names + firsts[0], names + firsts[end - start]);
    return found as ArrayLike<NameId>;
  }

  /** Of the members `[start, end)`: where among the names of the part those of each begin, and where the last ones end. */
  firstNames(start: number, end: number): Uint32Array {
    const firsts = ARCHIVE_FIELDS + MEMBER_FIELDS * this.count;
    return this.#table.subarray(firsts + start, firsts + end + 1);
  }

  #contentStart(row: number): number {
    return this.#base + (this.#field(MEMBER_START, row) | 0);
  }

  #contentEnd(row: number): number {
    return this.#contentStart(row) + this.#field(MEMBER_SIZE, row);
  }

  #field(column: number, row: number): number {
    return this.#table[ARCHIVE_FIELDS + column * this.count + row];
  }
}

/** Undefined where the archive is of another shape, or malformed. Throws `ArchiveError` where that is so at its beginning. */
export function readUsualArchive(
  kernel: Kernel,
  source: ArchiveSource,
  decodeText: DecodeText,
): readonly ArchivePart[] | undefined {
  const { size } = source;
  const start = readStart(source, decodeText);
  const { dialect, isThin } = start.archive;
  if (isThin || dialect === "coff") return undefined;
  const isBsd = dialect !== "gnu" && dialect !== "gnu64";
  const parts: ArchivePart[] = [];
  let at = start.membersStart;
  let { partSize } = source;
  let isInside = false;
  while (at < size) {
    const part = source.part(at, Math.min(at + partSize, size), kernel);
    const goesOn = parts.length > 0;
    const table = kernel.readArchive(part, goesOn ? NO_BYTES : start.longNames, isBsd, goesOn);
    if (table[ARCHIVE_IS_USUAL] === 0) return undefined;
    parts.push(new ArchivePart(source, start, at, table));
    const isLast = at + partSize >= size;
    const end = table[ARCHIVE_END];
    // A part that is too small for its first section is tried again, unless there is no more, or it is too much.
    if (end === 0 && (isLast || 2 * partSize > LARGEST_ROOM)) return undefined;
    partSize = end === 0 ? 2 * partSize : source.partSize;
    isInside = table[ARCHIVE_IS_INSIDE] === 1;
    at += end;
  }
  return at === size && !isInside ? parts : undefined;
}

/** Takes as much of the beginning as it needs; what is wrong with all of it is wrong. Throws `ArchiveError`. */
function readStart(source: ArchiveSource, decodeText: DecodeText): ArchiveStart {
  for (let taken = START_SIZE; ; taken *= START_GROWTH) {
    const isAll = taken >= source.size;
    const bytes = source.bytes(0, Math.min(taken, source.size));
    try {
      const { archive, first } = beginArchive(bytes, decodeText);
      const longNames = bytes.subarray(archive.namesStart, archive.namesEnd);
      if (isAll || first !== undefined) return { archive, longNames, membersStart: first?.offset ?? source.size };
    } catch (error) {
      if (isAll || !(error instanceof ArchiveError)) throw error;
    }
  }
}
