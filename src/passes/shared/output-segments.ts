/** Making output segments and putting chunks into them (LLD: `OutputSegment`). */
import { alignUp } from "../../base/align.ts";
import type { ChunkId } from "../../base/ids.ts";
import type { LinkState } from "../../model/link-state.ts";
import type { OutputSegment } from "../../model/output-segment.ts";

export function createSegment(link: LinkState, name: string): OutputSegment {
  const { config } = link;
  const segment: OutputSegment = {
    name,
    row: link.segmentList.length,
    index: 0,
    isBss: !config.relocatable && name.startsWith(".bss"),
    isPassive: config.sharedMemory,
    alignment: 0,
    size: 0,
    startAddress: 0,
    chunks: [],
    sectionOffset: 0,
  };
  link.segmentList.push(segment);
  link.segments.push(segment);
  return segment;
}

/** Gives a chunk that joins a segment its place, at its alignment. */
export function placeInSegment(link: LinkState, segment: OutputSegment, chunk: ChunkId): void {
  const { chunks } = link;
  const alignment = chunks.alignment[chunk];
  if (alignment > segment.alignment) segment.alignment = alignment;
  const offset = alignUp(segment.size, 2 ** alignment);
  chunks.outputSegment[chunk] = segment.row;
  chunks.outputSegmentOffset[chunk] = offset;
  segment.size = offset + chunks.size[chunk];
}

/** Filled by `__wasm_init_memory` at start-up instead of by the engine. */
export function needsInitialization(link: LinkState, segment: OutputSegment): boolean {
  // A memory that comes from outside need not be zero.
  if (link.config.memoryImport !== undefined && !link.out.isWritten(segment)) return true;
  return segment.isPassive;
}
