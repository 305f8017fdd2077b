/** Copying a chunk into the output and patching its relocations (LLD: `InputChunk::writeTo`). */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import { applyRelocations, type RelocationContext } from "../kernel/relocation-values.ts";
import { mergedOffset } from "../model/chunk-places.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";
import { chunkContext } from "../model/symbol-values.ts";

/** Writes the chunk's bytes, relocated, at `at`. */
export function writeChunk(
  link: LinkState,
  context: RelocationContext,
  chunk: ChunkId,
  out: Uint8Array,
  at: number,
): void {
  const { chunks } = link;
  const file = chunks.file[chunk];
  if (file === NONE) {
    const body = chunks.bodies.get(chunk);
    if (body !== undefined) out.set(body, at);
    return;
  }
  const start = chunks.start[chunk];
  const { bytes } = link.content(file).module;
  out.set(bytes.subarray(start, start + chunks.size[chunk]), at);
  const rows = { start: chunks.relocationStart[chunk], end: chunks.relocationEnd[chunk] };
  if (rows.start === rows.end) return;
  const where = chunkContext(link, chunk, tombstoneOf(link, chunk));
  const failed = applyRelocations(context, where, rows, out, at - chunks.inputOffset[chunk]);
  if (failed >= 0) reportUnusable(link, failed, where.symbolStart);
}

/**
 * What a relocation against something dropped leaves in a custom section: -1, but -2 in the debug sections where -1 has
 * a meaning of its own; 0 says to leave the addend.
 */
function tombstoneOf(link: LinkState, chunk: ChunkId): number {
  const { chunks } = link;
  if (chunks.kind[chunk] !== ChunkKind.customSection || chunks.mergeable[chunk] !== 0) return 0;
  const file = chunks.file[chunk];
  const name = link.content(file).module.customSections[chunks.inputIndex[chunk]]?.name ?? "";
  if (name === ".debug_ranges" || name === ".debug_loc") return -2;
  return name.startsWith(".debug_") || name.startsWith("llvm.func_attr.") ? -1 : 0;
}

/** The relocation refers to a place beyond the end of its strings. */
function reportUnusable(link: LinkState, row: number, symbolStart: number): void {
  const { symbols, relocations } = link;
  const symbol = link.fileSymbols[symbolStart + relocations.index[row]] as SymbolId;
  const chunk = symbols.target[symbol] as ChunkId;
  const isSection = link.chunks.kind[chunk] === ChunkKind.customSection;
  const offset = isSection ? relocations.addend[row] : symbols.offset[symbol];
  mergedOffset(link, chunk, offset);
}
