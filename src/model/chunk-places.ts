/** Where a chunk and its bytes end up: in the output section, in the output segment, in memory. */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import { chunkDisplayName } from "./chunk-names.ts";
import type { LinkState } from "./link-state.ts";
import { NONE } from "./symbol-table.ts";

/**
 * Offset in the merged chunk of a byte of a mergeable chunk: its string may have moved, or become the tail of another.
 * Before strings are merged only the check counts. @throws LinkAborted where `offset` is outside the chunk.
 */
export function mergedOffset(link: LinkState, chunk: ChunkId, offset: number): number {
  const { chunks, pieces } = link;
  if (offset < 0 || offset >= chunks.size[chunk]) {
    link.diagnostics.report("offset-outside-section", { chunk: chunkDisplayName(link, chunk) });
  }
  const row = pieces.rowAt(chunks.pieceStart[chunk], chunks.pieceEnd[chunk], offset);
  return pieces.outputOffset[row] + offset - pieces.inputOffset[row];
}

/** Offset of a chunk's byte from the start of its output segment (0 based for functions and custom sections). */
export function chunkOffset(link: LinkState, chunk: ChunkId, offset: number): number {
  const { chunks } = link;
  if (chunks.mergeable[chunk] !== 0) {
    const parent = chunks.parent[chunk];
    const merged = mergedOffset(link, chunk, offset);
    return parent === NONE ? merged : chunks.outputSegmentOffset[parent] + merged;
  }
  return chunks.outputSegmentOffset[chunk] + offset;
}

/** Offset in the body of the output section. */
export function sectionOffset(link: LinkState, chunk: ChunkId, offset: number): number {
  return link.chunks.outputOffset[chunk] + chunkOffset(link, chunk, offset);
}

/** Linear-memory address of a byte of a segment. */
export function chunkAddress(link: LinkState, chunk: ChunkId, offset: number): number {
  const segment = link.segmentAt(link.chunks.outputSegment[chunk]);
  return (segment === undefined ? 0 : segment.startAddress) + chunkOffset(link, chunk, offset);
}

/**
 * Address of a defined data symbol. Thread-local symbols are counted from the start of `.tdata` (`__tls_base`), unless
 * `absolute` asks for the address of the static copy.
 */
export function dataAddress(link: LinkState, symbol: SymbolId, absolute = false): number {
  const { symbols } = link;
  const chunk = symbols.target[symbol];
  const offset = symbols.offset[symbol];
  if (chunk === NONE) return offset;
  if (symbols.isTls(symbol) && !absolute) return chunkOffset(link, chunk as ChunkId, offset);
  return chunkAddress(link, chunk as ChunkId, offset);
}
