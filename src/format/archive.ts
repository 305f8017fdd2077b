/**
 * `ar` archives: GNU, BSD, Darwin and COFF, thin or whole. The symbol index is skipped, as wasm-ld reads every member's
 * own symbol table; what identifies the dialect are the names of the first members.
 */
import type { DecodeText } from "../binary/reader.ts";
import {
  type ArchiveContent,
  ArchiveError,
  type ArchiveStep,
  describeMember,
  HEADER_SIZE,
  type MemberHeader,
  malformed,
  readMemberHeader,
  readMemberName,
} from "./archive-member.ts";
import { identifyFile } from "./file-type.ts";

export { ArchiveError } from "./archive-member.ts";

const MAGIC_SIZE = 8;

export interface ArchiveMember {
  readonly name: string;
  /** Content within the archive; of a thin member `size` is that of the other file, by what the header says. */
  readonly start: number;
  readonly size: number;
  readonly headerOffset: number;
  /** Where the content of a thin member is: relative to the archive's directory unless absolute. */
  readonly externalPath?: string;
}

export interface Archive {
  readonly members: readonly ArchiveMember[];
}

/** `path` is the archive's own. Throws `ArchiveError`. */
export function readArchive(bytes: Uint8Array, path: string, decodeText: DecodeText): Archive {
  const { archive, first } = beginArchive(bytes, decodeText);
  const members: ArchiveMember[] = [];
  let header = first;
  while (header !== undefined) {
    members.push(readMember(archive, header, path));
    header = nextMember(archive, header, "next-member");
  }
  return { members };
}

/** What the beginning tells, and the first member that is not a special one. Throws `ArchiveError`. */
export function beginArchive(
  bytes: Uint8Array,
  decodeText: DecodeText,
): { readonly archive: ArchiveContent; readonly first: MemberHeader | undefined } {
  const type = identifyFile(bytes);
  if ((type !== "archive" && type !== "thin-archive") || bytes[0] !== 0x21) {
    throw new ArchiveError("file too small to be an archive", 0, "open");
  }
  const archive: ArchiveContent = {
    bytes,
    isThin: type === "thin-archive",
    decodeText,
    dialect: "gnu",
    namesStart: 0,
    namesEnd: 0,
  };
  return { archive, first: findFirstMember(archive) };
}

/**
 * Reads the special members at the beginning, which say what dialect this is, and returns the first that is not one.
 */
function findFirstMember(archive: ArchiveContent): MemberHeader | undefined {
  if (archive.bytes.length === MAGIC_SIZE) return undefined;
  let header: MemberHeader | undefined = readMemberHeader(archive, MAGIC_SIZE, "open");
  const { rawName } = header;
  if (rawName === "__.SYMDEF" || rawName === "__.SYMDEF_64" || rawName.startsWith("#1/")) {
    return findFirstBsdMember(archive, header);
  }
  let has64BitIndex = false;
  if (rawName === "/" || rawName === "/SYM64/") {
    has64BitIndex = rawName === "/SYM64/";
    header = nextMember(archive, header, "open");
    if (header === undefined) return undefined;
  }
  if (header.rawName === "//") {
    archive.dialect = has64BitIndex ? "gnu64" : "gnu";
    setLongNames(archive, header);
    return nextMember(archive, header, "open");
  }
  if (!header.rawName.startsWith("/")) {
    archive.dialect = has64BitIndex ? "gnu64" : "gnu";
    return header;
  }
  if (header.rawName !== "/") {
    throw new ArchiveError("Invalid data was encountered while parsing the file", header.offset, "open");
  }
  return findFirstCoffMember(archive, header);
}

function findFirstBsdMember(archive: ArchiveContent, first: MemberHeader): MemberHeader | undefined {
  archive.dialect = first.rawName === "__.SYMDEF_64" ? "darwin64" : "bsd";
  if (!first.rawName.startsWith("#1/")) return nextMember(archive, first, "open");
  const name = readMemberName(archive, first.offset, HEADER_SIZE + first.size, "open");
  if (name === "__.SYMDEF_64 SORTED" || name === "__.SYMDEF_64") archive.dialect = "darwin64";
  else if (name !== "__.SYMDEF SORTED" && name !== "__.SYMDEF") return first;
  return nextMember(archive, first, "open");
}

/** `second` is the second index, after which there may be long names and another index. */
function findFirstCoffMember(archive: ArchiveContent, second: MemberHeader): MemberHeader | undefined {
  archive.dialect = "coff";
  let header = nextMember(archive, second, "open");
  if (header?.rawName === "//") {
    setLongNames(archive, header);
    header = nextMember(archive, header, "open");
  }
  if (header?.rawName === "/<ECSYMBOLS>/") header = nextMember(archive, header, "open");
  return header;
}

function setLongNames(archive: ArchiveContent, header: MemberHeader): void {
  archive.namesStart = header.start;
  archive.namesEnd = header.end;
}

function readMember(archive: ArchiveContent, header: MemberHeader, path: string): ArchiveMember {
  const { offset, start, end, size } = header;
  const name = readMemberName(archive, offset, HEADER_SIZE + size, "member");
  const member = { name, start, size: header.isExternal ? size : end - start, headerOffset: offset };
  return header.isExternal ? { ...member, externalPath: resolveBeside(path, name) } : member;
}

/** Members start at even offsets; there is none after `header` if it ends where the file does. */
function nextMember(archive: ArchiveContent, header: MemberHeader, step: ArchiveStep): MemberHeader | undefined {
  const next = header.offset + Math.ceil((header.end - header.offset) / 2) * 2;
  if (next === archive.bytes.length) return undefined;
  if (next > archive.bytes.length) {
    const member = describeMember(archive, header.offset, HEADER_SIZE + header.size).replace(/^for /, "");
    const problem = `offset to next archive member past the end of the archive after member ${member}`;
    throw malformed(problem, header.offset, step);
  }
  return readMemberHeader(archive, next, step);
}

/** `name` relative to the directory of `path`. */
function resolveBeside(path: string, name: string): string {
  if (name.startsWith("/")) return name;
  const slash = path.lastIndexOf("/");
  if (slash < 0) return name;
  return slash === 0 ? `/${name}` : `${path.substring(0, slash)}/${name}`;
}
