/** What the members of an archive define, asked of the kernel for all of them at once; the unusual ones are left out. */
import type { DecodeText } from "../binary/reader.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { MEMBER_64, MEMBER_UNUSUAL } from "../kernel/portable/member-symbols.ts";
import type { ArchiveMember } from "./archive.ts";
import type { LazySymbols } from "./lazy-symbols.ts";

/** By member; undefined where `readLazySymbols` has to read it. `bytes` is the archive. */
export function readMemberSymbols(
  kernel: Kernel,
  bytes: Uint8Array,
  members: readonly ArchiveMember[],
  decodeText: DecodeText,
): (LazySymbols | undefined)[] {
  const starts = new Uint32Array(members.length);
  const sizes = new Uint32Array(members.length);
  for (let i = 0; i < members.length; i++) {
    starts[i] = members[i].start;
    sizes[i] = members[i].externalPath === undefined ? members[i].size : 0;
  }
  const { kind, firstName, nameStart, text } = kernel.readMemberSymbols(bytes, starts, sizes);
  const all = decodeText(text, 0, text.length);
  // As many units as bytes: every name is a substring at its byte offset.
  const isPlain = all.length === text.length;
  const found = new Array<LazySymbols | undefined>(members.length);
  for (let i = 0; i < members.length; i++) {
    if (kind[i] === MEMBER_UNUSUAL) continue;
    const first = firstName[i];
    const names = new Array<string>(firstName[i + 1] - first);
    for (let j = 0; j < names.length; j++) {
      const start = nameStart[first + j];
      const end = nameStart[first + j + 1];
      names[j] = isPlain ? all.substring(start, end) : decodeText(text, start, end);
    }
    found[i] = { names, is64: kind[i] === MEMBER_64, kind: "relocatable", hasUnmodeledTypes: false };
  }
  return found;
}
