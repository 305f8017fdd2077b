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
    const { sectionStart, module } = link.content(file.id);
    const { count, name } = module.customSections;
    for (let i = 0; i < count; i++) {
      const chunk = (sectionStart + i) as ChunkId;
      if (chunks.discarded[chunk] !== 0 || chunks.size[chunk] === 0) continue;
      if (!lists.has(name[i])) lists.set(name[i], listFor(link, name[i]));
      lists.get(name[i])?.push(chunk);
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
