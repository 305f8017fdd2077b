/**
 * Which custom sections of the inputs go into the output, by name (LLD: `calculateCustomSections`).
 *
 * Reads: custom section chunks.
 * Writes: out.customSections.
 */
import type { ChunkId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";

/** The linker makes these itself. */
const MADE_ANEW: ReadonlySet<string> = new Set(["linking", "name", "producers", "target_features"]);
/** Bitcode that rustc and `clang -fembed-bitcode` put beside the code. */
const BITCODE: ReadonlySet<string> = new Set([".llvmbc", ".llvmcmd"]);

export function calculateCustomSections(link: LinkState): void {
  link.diagnostics.log("-- calculateCustomSections");
  link.diagnostics.log("calculateCustomSections");
  const { chunks, out, config } = link;
  const stripDebug = config.stripDebug || config.stripAll;
  for (const file of link.objects) {
    const { sectionStart, sectionEnd, module } = link.content(file.id);
    for (let chunk = sectionStart; chunk < sectionEnd; chunk++) {
      if (chunks.discarded[chunk] !== 0 || chunks.size[chunk] === 0) continue;
      const name = module.customSections[chunk - sectionStart]?.name ?? "";
      if (MADE_ANEW.has(name) || BITCODE.has(name) || name.startsWith("reloc.")) continue;
      if (stripDebug && name.startsWith(".debug_")) continue;
      const list = out.customSections.get(name);
      if (list === undefined) out.customSections.set(name, [chunk as ChunkId]);
      else list.push(chunk as ChunkId);
    }
  }
}
