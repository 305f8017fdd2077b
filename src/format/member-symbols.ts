/** What the members of an archive define, asked of the kernel for all of them at once; the unusual ones are left out. */
import type { Kernel } from "../kernel/kernel.ts";
import { MEMBER_64, MEMBER_UNUSUAL } from "../kernel/portable/member-symbols.ts";
import type { ArchiveMember } from "./archive.ts";
import type { NameTable } from "./name-table.ts";

/** What one member defines. */
export interface MemberSymbols {
  /** NameId of the defined non-local symbols, in the order of the symbol table. */
  readonly names: Uint32Array;
  readonly is64: boolean;
}

/** By member; undefined where `readLazySymbols` has to read it. `bytes` is the archive. */
export function readMemberSymbols(
  kernel: Kernel,
  bytes: Uint8Array,
  members: readonly ArchiveMember[],
  nameTable: NameTable,
): (MemberSymbols | undefined)[] {
  const starts = new Uint32Array(members.length);
  const sizes = new Uint32Array(members.length);
  for (let i = 0; i < members.length; i++) {
    starts[i] = members[i].start;
    sizes[i] = members[i].externalPath === undefined ? members[i].size : 0;
  }
  const found = kernel.readMemberSymbols(bytes, starts, sizes);
  const { kind, firstName, names } = found;
  nameTable.learn(bytes, found.firstNew, found.newStarts, found.newLengths);
  return members.map((_, i) =>
    kind[i] === MEMBER_UNUSUAL
      ? undefined
      : { names: names.subarray(firstName[i], firstName[i + 1]), is64: kind[i] === MEMBER_64 },
  );
}
