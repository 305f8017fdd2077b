/**
 * Gathers the live data segments of the inputs into output segments and merges their strings (LLD:
 * `createOutputSegments` and `OutputSegment::finalizeInputSegments`).
 *
 * Reads: chunks, objects.
 * Writes: segments, chunk places.
 */
import { alignUp } from "../base/align.ts";
import { type ChunkId, mintId } from "../base/ids.ts";
import { SegmentFlag } from "../format/wasm.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { LinkState } from "../model/link-state.ts";
import type { OutputSegment } from "../model/output-segment.ts";
import { NONE } from "../model/symbol-table.ts";
import { mergeChunks } from "../resolution/merge-chunks.ts";
import { createSegment } from "./shared/output-segments.ts";

export function createOutputSegments(link: LinkState): void {
  link.diagnostics.log("-- createOutputSegments");
  assignSegments(link);
  // .bss last, so that it needs no bytes in the file; `sort` is stable, so that the rest keeps its order.
  link.segments.sort((a, b) => segmentRank(a.name) - segmentRank(b.name));
  link.segments.forEach((segment, index) => {
    segment.index = index;
    mergeSegmentStrings(link, segment);
  });
}

/** `addToSegment` for all chunks in one loop over columns: interpreters take longer for a call than for what it does. */
function assignSegments(link: LinkState): void {
  const { objects, config } = link;
  const { live, segmentFlags, comdat, alignment, size, outputSegment, outputSegmentOffset } = link.chunks;
  const names = config.mergeDataSegments ? link.chunks.stem : link.chunks.name;
  const byName = new Map<number, OutputSegment>();
  const tdata = link.names.intern(".tdata");
  for (let i = 0; i < objects.length; i++) {
    const { segmentStart, sectionStart } = link.content(objects[i].id);
    for (let chunk = segmentStart; chunk < sectionStart; chunk++) {
      if (live[chunk] === 0) continue;
      // .tbss joins .tdata, so that all thread-local symbols are counted from one base.
      const id = (segmentFlags[chunk] & SegmentFlag.tls) !== 0 ? tdata : names[chunk];
      // In relocatable output a COMDAT's segments stay apart: the final link keeps or drops them one by one.
      const isApart = config.relocatable && comdat[chunk] !== NONE;
      let segment = isApart ? undefined : byName.get(id);
      if (segment === undefined) {
        segment = createSegment(link, link.names.text(mintId(id)));
        if (!isApart) byName.set(id, segment);
      }
      const exponent = alignment[chunk];
      if (exponent > segment.alignment) segment.alignment = exponent;
      const offset = exponent === 0 ? segment.size : alignUp(segment.size, 2 ** exponent);
      segment.chunks.push(chunk as ChunkId);
      segment.size = offset + size[chunk];
      outputSegment[chunk] = segment.row;
      outputSegmentOffset[chunk] = offset;
    }
  }
}

function segmentRank(name: string): number {
  if (name.startsWith(".tdata")) return 0;
  if (name.startsWith(".rodata")) return 1;
  if (name.startsWith(".data")) return 2;
  return name.startsWith(".bss") ? 4 : 3;
}

/**
 * Replaces mergeable chunks of equal flags by one merged chunk, at the place of the first, and places all chunks anew.
 */
function mergeSegmentStrings(link: LinkState, segment: OutputSegment): void {
  const { chunks } = link;
  const { mergeable, segmentFlags } = chunks;
  const inputs = segment.chunks;
  const first = inputs.findIndex((chunk) => mergeable[chunk] !== 0);
  if (first < 0) return;
  const members = new Map<number, { readonly merged: ChunkId; readonly list: ChunkId[] }>();
  const placed = inputs.slice(0, first);
  for (let i = first; i < inputs.length; i++) {
    const chunk = inputs[i];
    if (mergeable[chunk] === 0) {
      placed.push(chunk);
      continue;
    }
    const flags = segmentFlags[chunk];
    let group = members.get(flags);
    if (group === undefined) {
      const merged = addMerged(link, segment, chunk);
      members.set(flags, (group = { merged, list: [] }));
      placed.push(merged);
    }
    group.list.push(chunk);
  }
  for (const { merged, list } of members.values()) mergeChunks(link, merged, list);
  segment.chunks = placed;
  segment.size = 0;
  for (const chunk of placed) {
    const offset = alignUp(segment.size, 2 ** chunks.alignment[chunk]);
    chunks.outputSegmentOffset[chunk] = offset;
    segment.size = offset + chunks.size[chunk];
  }
}

/** The chunk that gets the strings of all chunks with the flags of `chunk`. */
function addMerged({ chunks }: LinkState, segment: OutputSegment, chunk: ChunkId): ChunkId {
  const merged = chunks.addSynthetic(ChunkKind.merged, segment.name);
  chunks.segmentFlags[merged] = chunks.segmentFlags[chunk];
  chunks.outputSegment[merged] = chunks.outputSegment[chunk];
  return merged;
}
