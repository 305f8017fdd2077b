/** A custom section of the inputs: the same-named sections of all objects, one after the other, strings merged. */
import { alignUp } from "../../base/align.ts";
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import { R_WASM_TYPE_INDEX_LEB } from "../../format/relocation-types.ts";
import { SectionId } from "../../format/wasm.ts";
import type { RelocationRows } from "../../kernel/kernel.ts";
import { chunkName } from "../../model/chunk-names.ts";
import { ChunkKind, type ChunkTable } from "../../model/chunk-table.ts";
import type { LinkState } from "../../model/link-state.ts";
import { Kind } from "../../model/symbol-kind.ts";
import { isLive } from "../../model/symbol-queries.ts";
import { mergeChunks } from "../../relocation/merge-chunks.ts";
import { type Relocator, relocationsOf } from "../../relocation/relocator.ts";
import type { SectionBody } from "../output-section.ts";

export function customSection(
  link: LinkState,
  name: string,
  inputs: readonly ChunkId[],
  relocator: Relocator,
): SectionBody {
  const { chunks } = link;
  let placed = inputs;
  return {
    id: SectionId.custom,
    name,
    layOut() {
      placed = withMergedStrings(link, name, inputs);
      return placeChunks(chunks, placed);
    },
    write(out, at) {
      relocator.writeChunks(placed, out, at);
    },
    relocated: {
      chunks: () => placed,
      count: inputs.reduce((sum, chunk) => sum + liveRelocationCount(link, chunk), 0),
    },
  };
}

/** Returns where the last one ends. */
function placeChunks({ alignment, outputOffset, size }: ChunkTable, placed: readonly ChunkId[]): number {
  let offset = 0;
  // Several for each object: an iterator makes an object for each, and an alignment's power of two is a number on the heap.
  for (let i = 0; i < placed.length; i++) {
    const chunk = placed[i];
    if (alignment[chunk] > 0) offset = alignUp(offset, 2 ** alignment[chunk]);
    outputOffset[chunk] = offset;
    offset += size[chunk];
  }
  return offset;
}

function withMergedStrings(link: LinkState, name: string, inputs: readonly ChunkId[]): readonly ChunkId[] {
  const members = inputs.filter((chunk) => link.chunks.mergeable[chunk] !== 0);
  const first = members.at(0);
  if (first === undefined) return inputs;
  const merged = link.chunks.addSynthetic(ChunkKind.merged, name);
  mergeChunks(link, merged, members);
  return inputs
    .filter((chunk) => chunk === first || link.chunks.mergeable[chunk] === 0)
    .map((chunk) => (chunk === first ? merged : chunk));
}

/** Relocations whose symbol is in the output; those are the ones that a `reloc.*` section lists. */
export function liveRelocations(link: LinkState, chunk: ChunkId, { type, index }: RelocationRows): number[] {
  const rows: number[] = [];
  for (let row = 0; row < type.length; row++) {
    const content = link.content(link.chunks.file[chunk]);
    const isType = type[row] === R_WASM_TYPE_INDEX_LEB;
    if (isType || isInOutput(link, link.symbolOf(content, index[row]))) rows.push(row);
  }
  return rows;
}

function isInOutput(link: LinkState, symbol: SymbolId): boolean {
  if (link.symbols.kind[symbol] === Kind.section && !isKept(link, link.symbols.target[symbol] as ChunkId)) return false;
  return isLive(link, symbol);
}

/** Whether a custom section is in the output. Where something refers to one that is not, wasm-ld crashes. */
function isKept(link: LinkState, chunk: ChunkId): boolean {
  const { chunks, out } = link;
  return chunks.discarded[chunk] === 0 && chunks.size[chunk] > 0 && out.customSections.has(chunkName(link, chunk));
}

function liveRelocationCount(link: LinkState, chunk: ChunkId): number {
  const isListed = link.config.relocatable || link.config.emitRelocs;
  return isListed ? liveRelocations(link, chunk, relocationsOf(link, chunk)).length : 0;
}
