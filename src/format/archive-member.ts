/**
 * Member headers of `ar` archives: 60 bytes of text, the same in all dialects but for where long names are (the ar(5)
 * manual page; LLVM 22's reader for what is accepted, and for the words of every refusal).
 */
import { type DecodeText, FormatError } from "../binary/reader.ts";

export const HEADER_SIZE = 60;
const NAME_SIZE = 16;
const SIZE_AT = 48;
const SIZE_LENGTH = 10;
const TERMINATOR_AT = 58;
const SPACE = 0x20;
const SLASH = 0x2f;
const HASH = 0x23;
const LONGEST_UNSIGNED = 2n ** 64n;
/** As many can be any number that is exact. */
const EXACT_DIGITS = 15;

export type ArchiveDialect = "gnu" | "gnu64" | "bsd" | "darwin64" | "coff";

/** What wasm-ld was doing: it prefixes each step's errors differently. */
export type ArchiveStep = "open" | "next-member" | "member";

export class ArchiveError extends FormatError {
  readonly step: ArchiveStep;

  constructor(message: string, offset: number, step: ArchiveStep) {
    super(message, offset);
    this.step = step;
  }
}

/** The archive as far as it is known while its members are read. */
export interface ArchiveContent {
  readonly bytes: Uint8Array;
  readonly isThin: boolean;
  readonly decodeText: DecodeText;
  dialect: ArchiveDialect;
  /** Position of the table of long names; both 0 without one. */
  namesStart: number;
  namesEnd: number;
}

export interface MemberHeader {
  readonly offset: number;
  readonly rawName: string;
  /** As the header states it; of a thin member that of the file elsewhere. */
  readonly size: number;
  /** The content is in another file. */
  readonly isExternal: boolean;
  /** Position of the content: after the header and, in BSD archives, after the name. */
  readonly start: number;
  /** Position after the content. */
  readonly end: number;
}

export function readMemberHeader(archive: ArchiveContent, offset: number, step: ArchiveStep): MemberHeader {
  const { bytes } = archive;
  const left = bytes.length - offset;
  if (left < HEADER_SIZE) {
    const problem = "remaining size of archive too small for next archive member header ";
    throw malformed(problem + describeMember(archive, offset, left), offset, step);
  }
  if (bytes[offset + TERMINATOR_AT] !== 0x60 || bytes[offset + TERMINATOR_AT + 1] !== 0x0a) {
    const found = escapeBytes(bytes, offset + TERMINATOR_AT, offset + HEADER_SIZE);
    const problem =
      `terminator characters in archive member "${found}" not the correct "\`\\n" values for the archive ` +
      "member header ";
    throw malformed(problem + describeMember(archive, offset, left), offset, step);
  }
  const rawName = readRawName(archive, offset, step);
  const isExternal = archive.isThin && rawName !== "/" && rawName !== "//" && rawName !== "/SYM64/";
  const size = readSize(archive, offset, step);
  let start = offset + HEADER_SIZE;
  const end = isExternal ? start : start + size;
  if (rawName.startsWith("#1/")) {
    const digits = trimEnd(rawName.substring(3));
    const length = parseUnsigned(digits);
    if (length === undefined) {
      const problem = "long name length characters after the #1/ are not all decimal numbers";
      throw malformed(`${problem}: '${digits}' for archive member header at offset ${offset}`, offset, step);
    }
    start += length;
  }
  return { offset, rawName, size, isExternal, start, end };
}

/** `available` is the size of header and content. */
export function readMemberName(archive: ArchiveContent, offset: number, available: number, step: ArchiveStep): string {
  const where = `archive member header at offset ${offset}`;
  if (available < NAME_SIZE) {
    throw malformed(`archive header truncated before the name field for ${where}`, offset, step);
  }
  const { bytes, decodeText } = archive;
  const rawName = readRawName(archive, offset, step);
  if (rawName.startsWith("/")) {
    if (["/", "//", "/<XFGHASHMAP>/", "/<ECSYMBOLS>/"].includes(rawName)) return rawName;
    return readLongName(archive, offset, trimEnd(rawName.substring(1)), step);
  }
  if (rawName.startsWith("#1/")) {
    const digits = trimEnd(rawName.substring(3));
    const length = parseUnsigned(digits);
    if (length === undefined) {
      const problem = "long name length characters after the #1/ are not all decimal numbers";
      throw malformed(`${problem}: '${escapeName(archive, offset, "#1/".length)}' for ${where}`, offset, step);
    }
    if (HEADER_SIZE + length > available || offset + HEADER_SIZE + length > bytes.length) {
      const problem = `long name length: ${length} extends past the end of the member or archive for ${where}`;
      throw malformed(problem, offset, step);
    }
    let end = offset + HEADER_SIZE + length;
    while (end > offset + HEADER_SIZE && bytes[end - 1] === 0) end--;
    return decodeText(bytes, offset + HEADER_SIZE, end);
  }
  return rawName.endsWith("/") ? rawName.slice(0, -1) : trimEnd(rawName);
}

/** A name in the table of long names. */
function readLongName(archive: ArchiveContent, offset: number, digits: string, step: ArchiveStep): string {
  const { bytes, decodeText, namesStart, namesEnd } = archive;
  const where = `archive member header at offset ${offset}`;
  const place = parseUnsigned(digits);
  if (place === undefined) {
    const problem = "long name offset characters after the '/' are not all decimal numbers";
    throw malformed(`${problem}: '${escapeName(archive, offset, "/".length)}' for ${where}`, offset, step);
  }
  if (place >= namesEnd - namesStart) {
    throw malformed(`long name offset ${place} past the end of the string table for ${where}`, offset, step);
  }
  const start = namesStart + place;
  if (archive.dialect !== "gnu" && archive.dialect !== "gnu64") {
    const end = bytes.indexOf(0, start);
    return decodeText(bytes, start, end < 0 ? bytes.length : end);
  }
  const end = bytes.indexOf(0x0a, start);
  if (end < 0 || end >= namesEnd || end === namesStart || bytes[end - 1] !== SLASH) {
    throw malformed(`string table at long name offset ${place} not terminated`, offset, step);
  }
  return decodeText(bytes, start, Math.max(start, end - 1));
}

/** The name field up to its end mark, which depends on the dialect. */
function readRawName(archive: ArchiveContent, offset: number, step: ArchiveStep): string {
  const { bytes, dialect, decodeText } = archive;
  const first = bytes[offset];
  let mark = SLASH;
  if (dialect === "bsd" || dialect === "darwin64") {
    if (first === SPACE) {
      const problem = `name contains a leading space for archive member header at offset ${offset}`;
      throw malformed(problem, offset, step);
    }
    mark = SPACE;
  } else if (first === SLASH || first === HASH) {
    mark = SPACE;
  }
  return decodeText(bytes, offset, nameEnd(archive, offset, mark));
}

function nameEnd({ bytes }: ArchiveContent, offset: number, mark: number): number {
  const end = bytes.indexOf(mark, offset);
  const last = offset + NAME_SIZE;
  return end < 0 || end > last ? Math.min(last, bytes.length) : end;
}

/** The name field of a special name behind `prefix` bytes. */
function escapeName(archive: ArchiveContent, offset: number, prefix: number): string {
  return escapeBytes(archive.bytes, offset + prefix, nameEnd(archive, offset, SPACE));
}

function readSize(archive: ArchiveContent, offset: number, step: ArchiveStep): number {
  const field = archive.decodeText(archive.bytes, offset + SIZE_AT, offset + SIZE_AT + SIZE_LENGTH);
  const digits = trimEnd(field);
  const size = parseUnsigned(digits);
  if (size === undefined) {
    const problem = `characters in size field in archive member header are not all decimal numbers: '${digits}'`;
    throw malformed(`${problem} for the archive member header at offset ${offset}`, offset, step);
  }
  return size;
}

/** How a message refers to a member: by its name, or else by its place. */
export function describeMember(archive: ArchiveContent, offset: number, available: number): string {
  try {
    return `for ${readMemberName(archive, offset, available, "open")}`;
  } catch (error) {
    if (error instanceof FormatError) return `at offset ${offset}`;
    throw error;
  }
}

export function malformed(problem: string, offset: number, step: ArchiveStep): ArchiveError {
  return new ArchiveError(`truncated or malformed archive (${problem})`, offset, step);
}

function parseUnsigned(digits: string): number | undefined {
  if (!isNumber(digits)) return undefined;
  if (digits.length <= EXACT_DIGITS) return Number(digits);
  const value = BigInt(digits);
  return value < LONGEST_UNSIGNED ? Number(value) : undefined;
}

/** Of decimal digits. An expression would have to be compiled first, for a few. */
function isNumber(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text[at] < "0" || text[at] > "9") return false;
  return text !== "";
}

function trimEnd(text: string): string {
  let end = text.length;
  while (text.endsWith(" ", end)) end--;
  return text.slice(0, end);
}

/** As LLVM's `write_escaped`: what is not printable in octal. */
function escapeBytes(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    const character = String.fromCharCode(byte);
    if (character === "\\" || character === '"') text += `\\${character}`;
    else if (character === "\t") text += "\\t";
    else if (character === "\n") text += "\\n";
    else if (byte >= 0x20 && byte < 0x7f) text += character;
    else text += `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return text;
}
