/** The members of an archive become inputs: lazy ones, unless --whole-archive (LLD: the archive case of `addFile`). */
import { ArchiveError, type ArchiveMember, readArchive } from "../../format/archive.ts";
import { identifyFile } from "../../format/file-type.ts";
import { type ArchivePart, readUsualArchive } from "../../format/usual-archive.ts";
import { inMemory } from "../../format/object-source.ts";
import { FAILURE_TEXT } from "../../host/host.ts";
import { MEMBER_64, MEMBER_UNUSUAL } from "../../kernel/portable/member-names.ts";
import { ArchivedRun } from "../../model/archived-object.ts";
import type { LinkState } from "../../model/link-state.ts";
import { ContentInMemory, type InputContent } from "./input-content.ts";
import type { InputMode } from "./input-mode.ts";
import { BitcodeNames, openBitcode } from "./open-bitcode.ts";
import { addRun, type OpenedFile, openObject } from "./open-object.ts";
import { checkOpenFiles } from "./read-input.ts";

/** A smaller archive is read as a whole once there are more large files, so that it need not stay open. */
const LARGE_ARCHIVE = 1 << 20;
const FEW_FILES = 16;

export function openArchive(link: LinkState, path: string, content: InputContent, mode: InputMode): void {
  const staysOpen = content.size >= LARGE_ARCHIVE || link.openFiles.length <= FEW_FILES;
  const input = staysOpen ? content : new ContentInMemory(content.whole());
  const decodeText = link.host.decodeText.bind(link.host);
  const bitcodeNames = new BitcodeNames(link, input);
  if (!mode.wholeArchive) {
    const parts = reading(link, path, () => readUsualArchive(link.kernel, input, decodeText));
    if (parts !== undefined) {
      for (const part of parts) openPart(link, path, part, mode, bitcodeNames);
      return;
    }
  }
  const bytes = input.whole();
  const { members } = reading(link, path, () => readArchive(bytes, path, decodeText));
  for (const member of members) {
    const source = inMemory(memberBytes(link, path, bytes, member));
    openMember(link, { name: member.name, archive: path, source }, member.headerOffset, mode, bitcodeNames);
  }
}

/** Objects of the usual shape wait; what else there is is opened as a member of any archive. */
function openPart(link: LinkState, path: string, part: ArchivePart, mode: InputMode, bitcodeNames: BitcodeNames): void {
  for (let row = 0; row < part.count; ) {
    const kind = part.kind(row);
    if (kind === MEMBER_UNUSUAL) {
      const opened = { name: part.name(row), archive: path, source: inMemory(part.content(row)) };
      openMember(link, opened, part.headerOffset(row), mode, bitcodeNames);
      row++;
    } else {
      const end = part.endOfKind(row);
      addRun(link, new ArchivedRun(link.files.nextId, path, part, row, end), kind === MEMBER_64);
      row = end;
    }
  }
}

function openMember(
  link: LinkState,
  opened: OpenedFile,
  headerOffset: number,
  mode: InputMode,
  bitcodeNames: BitcodeNames,
): void {
  const { name: member, archive: path, source } = opened;
  const type = identifyFile(source.whole());
  if (type === "bitcode") {
    openBitcode(link, opened, mode.wholeArchive ? undefined : bitcodeNames.of(headerOffset));
  } else if (type === "wasm") {
    openObject(link, opened, { isStatic: mode.isStatic, inLib: !mode.wholeArchive });
  } else if (mode.wholeArchive) {
    link.diagnostics.report("unrecognized-archive-member", {});
  } else {
    link.diagnostics.report("foreign-archive-member", { path, member });
  }
}

/** An `ArchiveError` becomes a diagnostic. @throws the error, after saying so. */
function reading<T>(link: LinkState, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    checkOpenFiles(link);
    link.diagnostics.report(MESSAGE_OF_STEP[error.step], { file: path, problem: error.message });
    throw error;
  }
}

/** wasm-ld words a failure by what it was doing. */
const MESSAGE_OF_STEP = {
  open: "malformed-archive",
  "next-member": "malformed-archive-member",
  member: "unreadable-archive-member",
} as const;

function memberBytes(link: LinkState, path: string, bytes: Uint8Array, member: ArchiveMember): Uint8Array {
  if (member.externalPath === undefined) return bytes.subarray(member.start, member.start + member.size);
  const file = link.host.readFile(member.externalPath);
  if (file.ok) return file.value;
  const problem = `'${member.externalPath}': ${FAILURE_TEXT[file.failure]}`;
  link.diagnostics.report("unreadable-archive-member", { file: path, problem });
  return new Uint8Array(0);
}
