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

/** Bytes of an archive that the kernel is given at once: it need not hold the whole of a large one. */
const BATCH_SIZE = 4 << 20;

/** By member; undefined where `readLazySymbols` has to read it. `bytes` is the archive. */
export function readMemberSymbols(
  kernel: Kernel,
  bytes: Uint8Array,
  members: readonly ArchiveMember[],
  names: NameTable,
): (MemberSymbols | undefined)[] {
  const found: (MemberSymbols | undefined)[] = [];
  for (let first = 0; first < members.length; ) {
    const start = members[first].start;
    let end = first + 1;
    while (end < members.length && members[end].start + members[end].size - start <= BATCH_SIZE) end++;
    const batch = members.slice(first, end);
    const last = batch[batch.length - 1];
    const part = bytes.subarray(start, last.start + sizeIn(last));
    found.push(...readBatch(kernel, part, start, batch, names));
    first = end;
  }
  return found;
}

/** A thin member's content is elsewhere. */
function sizeIn({ externalPath, size }: ArchiveMember): number {
  return externalPath === undefined ? size : 0;
}

/** `bytes` begin at `start` of the archive. */
function readBatch(
  kernel: Kernel,
  bytes: Uint8Array,
  start: number,
  members: readonly ArchiveMember[],
  nameTable: NameTable,
): (MemberSymbols | undefined)[] {
  const starts = Uint32Array.from(members, (member) => member.start - start);
  const sizes = Uint32Array.from(members, sizeIn);
  const { kind, firstName, names, firstNew, newStarts, newLengths } = kernel.readMemberSymbols(bytes, starts, sizes);
  nameTable.learn(bytes, firstNew, newStarts, newLengths);
  return members.map((_, i) =>
    kind[i] === MEMBER_UNUSUAL
      ? undefined
      : { names: names.subarray(firstName[i], firstName[i + 1]), is64: kind[i] === MEMBER_64 },
  );
}
