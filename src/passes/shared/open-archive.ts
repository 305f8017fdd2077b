/** The members of an archive become inputs: lazy ones, unless --whole-archive (LLD: the archive case of `addFile`). */
import { ArchiveError, type ArchiveMember, readArchive } from "../../format/archive.ts";
import { identifyFile } from "../../format/file-type.ts";
import { readMemberSymbols } from "../../format/member-symbols.ts";
import { FAILURE_TEXT } from "../../host/host.ts";
import type { LinkState } from "../../model/link-state.ts";
import type { InputMode } from "./input-mode.ts";
import { BitcodeNames, openBitcode } from "./open-bitcode.ts";
import { openObject } from "./open-object.ts";

export function openArchive(link: LinkState, path: string, bytes: Uint8Array, mode: InputMode): void {
  const bitcodeNames = new BitcodeNames(link, bytes);
  const members = readMembers(link, path, bytes);
  const symbols = mode.wholeArchive ? [] : readMemberSymbols(link.kernel, bytes, members, link.names);
  for (let i = 0; i < members.length; i++) {
    const member = members[i];
    const content = memberBytes(link, path, bytes, member);
    const type = identifyFile(content);
    const opened = { path: member.name, archive: path, bytes: content };
    if (type === "bitcode") {
      openBitcode(link, opened, mode.wholeArchive ? undefined : bitcodeNames.of(member.headerOffset));
    } else if (type === "wasm") {
      openObject(link, opened, { isStatic: mode.isStatic, inLib: !mode.wholeArchive }, symbols[i]);
    } else if (mode.wholeArchive) {
      link.diagnostics.report("unrecognized-archive-member", {});
    } else {
      link.diagnostics.report("foreign-archive-member", { path, member: member.name });
    }
  }
}

function readMembers(link: LinkState, path: string, bytes: Uint8Array): readonly ArchiveMember[] {
  try {
    return readArchive(bytes, path, link.host.decodeText.bind(link.host)).members;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
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
