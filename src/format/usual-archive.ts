/**
 * An archive whose members the kernel has walked, in parts: what they define is known, and the rest of a member is looked up
 * when it is asked for.
 */
import type { NameId } from "../base/ids.ts";
import type { DecodeText } from "../binary/reader.ts";
import type { Kernel } from "../kernel/kernel.ts";
import {
  ARCHIVE_END,
  ARCHIVE_FIELDS,
  ARCHIVE_FIRST_NEW,
  ARCHIVE_IS_USUAL,
  ARCHIVE_MEMBERS,
  ARCHIVE_NAMES,
  ARCHIVE_NEW_NAMES,
} from "../kernel/portable/archive-reader.ts";
import { beginArchive } from "./archive.ts";
import { type ArchiveContent, readMemberName } from "./archive-member.ts";
import type { NameTable } from "./name-table.ts";

/** Bytes of an archive that the kernel is given at once: it need not hold the whole of a large one. */
const PART_SIZE = 4 << 20;

/** Members that follow each other; a row is a member's place among them. */
export class ArchivePart {
  readonly count: number;
  readonly #archive: ArchiveContent;
  /** Where in the archive the part begins. */
  readonly #base: number;
  readonly #table: Uint32Array;

  constructor(archive: ArchiveContent, base: number, table: Uint32Array) {
    this.#archive = archive;
    this.#base = base;
    this.#table = table;
    this.count = table[ARCHIVE_MEMBERS];
  }

  headerOffset(row: number): number {
    return this.#base + this.#table[ARCHIVE_FIELDS + row];
  }

  /** `MEMBER_...` */
  kind(row: number): number {
    return this.#table[ARCHIVE_FIELDS + 3 * this.count + row];
  }

  content(row: number): Uint8Array {
    const start = this.#base + this.#table[ARCHIVE_FIELDS + this.count + row];
    return this.#archive.bytes.subarray(start, start + this.#sizeOf(row));
  }

  /** Throws `ArchiveError`. */
  name(row: number): string {
    const offset = this.headerOffset(row);
    return readMemberName(this.#archive, offset, this.#archive.bytes.length - offset, "member");
  }

  /** The defined non-local symbols, in the order of the symbol table. */
  definedNames(row: number): ArrayLike<NameId> {
    const firsts = ARCHIVE_FIELDS + 4 * this.count;
    const names = firsts + this.count + 1;
    const table = this.#table;
    const found: ArrayLike<number> = table.subarray(names + table[firsts + row], names + table[firsts + row + 1]);
    return found as ArrayLike<NameId>;
  }

  #sizeOf(row: number): number {
    return this.#table[ARCHIVE_FIELDS + 2 * this.count + row];
  }
}

/** Undefined where the archive is of another shape, or malformed. Throws `ArchiveError` where that is so at its beginning. */
export function readUsualArchive(
  kernel: Kernel,
  bytes: Uint8Array,
  names: NameTable,
  decodeText: DecodeText,
): readonly ArchivePart[] | undefined {
  const { archive, first } = beginArchive(bytes, decodeText);
  const { dialect, isThin, namesStart, namesEnd } = archive;
  if (isThin || dialect === "coff") return undefined;
  const longNames = bytes.subarray(namesStart, namesEnd);
  const parts: ArchivePart[] = [];
  let at = first?.offset ?? bytes.length;
  let partSize = PART_SIZE;
  while (at < bytes.length) {
    const part = bytes.subarray(at, at + partSize);
    const table = kernel.readArchive(part, longNames, dialect !== "gnu" && dialect !== "gnu64");
    learnNames(names, part, table);
    if (table[ARCHIVE_IS_USUAL] === 0) return undefined;
    parts.push(new ArchivePart(archive, at, table));
    const isLast = at + partSize >= bytes.length;
    const end = table[ARCHIVE_END];
    // A part without a whole member is too small, unless there is no more.
    if (end === 0 && isLast) return undefined;
    partSize = end === 0 ? partSize * 2 : PART_SIZE;
    at += end;
  }
  return at === bytes.length ? parts : undefined;
}

function learnNames(names: NameTable, part: Uint8Array, table: Uint32Array): void {
  const count = table[ARCHIVE_NEW_NAMES];
  const starts = ARCHIVE_FIELDS + 5 * table[ARCHIVE_MEMBERS] + 1 + table[ARCHIVE_NAMES];
  const lengths = starts + count;
  names.learn(
    part,
    table[ARCHIVE_FIRST_NEW],
    table.subarray(starts, lengths),
    table.subarray(lengths, lengths + count),
  );
}
