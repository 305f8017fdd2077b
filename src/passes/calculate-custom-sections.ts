/**
 * Which custom sections of the inputs go into the output, by name (LLD: `calculateCustomSections`).
 *
 * Reads: custom section chunks.
 * Writes: out.customSections.
 */
import { type ChunkId, mintId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";

/** The linker makes these itself. */
const MADE_ANEW: ReadonlySet<string> = new Set(["linking", "name", "producers", "target_features"]);
/** Bitcode that rustc and `clang -fembed-bitcode` put beside the code. */
const BITCODE: ReadonlySet<string> = new Set([".llvmbc", ".llvmcmd"]);

export function calculateCustomSections(link: LinkState): void {
  link.diagnostics.log("-- calculateCustomSections");
  link.diagnostics.log("calculateCustomSections");
  const { chunks } = link;
  /** The chunks by name; undefined for a name that is not in the output. */
  const lists = new Map<number, ChunkId[] | undefined>();
  for (const file of link.objects) {
    const { sectionStart, sectionEnd } = link.content(file.id);
    for (let row = sectionStart; row < sectionEnd; row++) {
      const chunk = row as ChunkId;
      if (chunks.discarded[chunk] !== 0 || chunks.size[chunk] === 0) continue;
      const name = chunks.name[chunk];
      if (!lists.has(name)) lists.set(name, listFor(link, name));
      lists.get(name)?.push(chunk);
    }
  }
}

/** A new section of the output, unless those of this name are left out. */
function listFor({ names, config, out }: LinkState, id: number): ChunkId[] | undefined {
  const name = names.text(mintId(id));
  if (MADE_ANEW.has(name) || BITCODE.has(name) || name.startsWith("reloc.")) return undefined;
  if ((config.stripDebug || config.stripAll) && name.startsWith(".debug_")) return undefined;
  const list: ChunkId[] = [];
  out.customSections.set(name, list);
  return list;
}
