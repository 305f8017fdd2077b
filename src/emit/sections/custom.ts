/** A custom section of the inputs: the same-named sections of all objects, one after the other, strings merged. */
import type { ChunkId } from "../../base/ids.ts";
import { R_WASM_TYPE_INDEX_LEB } from "../../format/relocation-types.ts";
import { SectionId } from "../../format/wasm.ts";
import type { RelocationContext } from "../../kernel/relocation-values.ts";
import { ChunkKind } from "../../model/chunk-table.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isLive } from "../../model/symbol-queries.ts";
import { mergeChunks } from "../../resolution/merge-chunks.ts";
import type { SectionBody } from "../output-section.ts";
import { writeChunk } from "../relocate.ts";

export function customSection(
  link: LinkState,
  name: string,
  inputs: readonly ChunkId[],
  context: () => RelocationContext,
): SectionBody {
  const { chunks } = link;
  let placed = inputs;
  return {
    id: SectionId.custom,
    name,
    layOut() {
      placed = withMergedStrings(link, name, inputs);
      let offset = 0;
      for (const chunk of placed) {
        const alignment = Math.max(chunks.alignment[chunk], 1);
        offset = Math.ceil(offset / alignment) * alignment;
        chunks.outputOffset[chunk] = offset;
        offset += chunks.size[chunk];
      }
      return offset;
    },
    write(out, at) {
      for (const chunk of placed) writeChunk(link, context(), chunk, out, at + chunks.outputOffset[chunk]);
    },
    relocated: {
      chunks: () => placed,
      count: inputs.reduce((sum, chunk) => sum + liveRelocationCount(link, chunk), 0),
    },
  };
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
export function liveRelocations(link: LinkState, chunk: ChunkId): number[] {
  const { chunks, relocations } = link;
  const rows: number[] = [];
  const end = chunks.relocationEnd[chunk];
  for (let row = chunks.relocationStart[chunk]; row < end; row++) {
    const content = link.content(chunks.file[chunk]);
    const isType = relocations.type[row] === R_WASM_TYPE_INDEX_LEB;
    if (isType || isLive(link, link.symbolOf(content, relocations.index[row]))) rows.push(row);
  }
  return rows;
}

function liveRelocationCount(link: LinkState, chunk: ChunkId): number {
  const isListed = link.config.relocatable || link.config.emitRelocs;
  return isListed ? liveRelocations(link, chunk).length : 0;
}
