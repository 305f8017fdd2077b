/**
 * A module that is loaded at `__memory_base` can start only one segment there, unless it may add to it: without
 * extended-const all segments become one (LLD: `combineOutputSegments`).
 *
 * Reads, writes: segments, chunk places.
 */
import type { ChunkId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { createSegment, placeChunks } from "./shared/output-segments.ts";

export function combineOutputSegments(link: LinkState): void {
  const { config, out, chunks } = link;
  if (!config.isPic || out.extendedConst || config.sharedMemory) return;
  link.diagnostics.log("-- combineOutputSegments");
  const first = link.segments.at(0);
  if (first === undefined || link.segments.length === 1) return;
  const parts = link.segments;
  link.segments = [];
  const combined = createSegment(link, ".data");
  combined.startAddress = first.startAddress;
  const joined: ChunkId[] = [];
  for (const segment of parts) {
    if (!out.isWritten(segment)) {
      link.segments.push(segment);
      continue;
    }
    // The first chunk of a part carries the part's alignment, which keeps every address as it was.
    if (segment.chunks.length > 0) chunks.alignment[segment.chunks[0]] = segment.alignment;
    for (const chunk of segment.chunks) joined.push(chunk);
  }
  placeChunks(link, combined, joined);
}
