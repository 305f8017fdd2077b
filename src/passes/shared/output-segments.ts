/** Making output segments and putting chunks into them (LLD: `OutputSegment`). */
import { alignUp } from "../../base/align.ts";
import type { ChunkId, IdList } from "../../base/ids.ts";
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

/** Makes `list` the chunks of a segment, one behind the other, each at its alignment. */
export function placeChunks(link: LinkState, segment: OutputSegment, list: IdList<ChunkId>): void {
  const { alignment, size, outputSegment, outputSegmentOffset } = link.chunks;
  segment.chunks = list;
  segment.size = 0;
  for (let i = 0; i < list.length; i++) {
    const chunk = list[i];
    if (alignment[chunk] > segment.alignment) segment.alignment = alignment[chunk];
    const offset = alignUp(segment.size, 2 ** alignment[chunk]);
    outputSegment[chunk] = segment.row;
    outputSegmentOffset[chunk] = offset;
    segment.size = offset + size[chunk];
  }
}

/** Filled by `__wasm_init_memory` at start-up instead of by the engine. */
export function needsInitialization(link: LinkState, segment: OutputSegment): boolean {
  // A memory that comes from outside need not be zero.
  if (link.config.memoryImport !== undefined && !link.out.isWritten(segment)) return true;
  return segment.isPassive;
}
