/**
 * Gathers the live data segments of the inputs into output segments and merges their strings (LLD:
 * `createOutputSegments` and `OutputSegment::finalizeInputSegments`).
 *
 * Reads: chunks, objects.
 * Writes: segments, chunk places.
 */
import { type ChunkId, type IdList, mintId } from "../base/ids.ts";
import type { GatheredSegments } from "../kernel/kernel.ts";
import { GROUP_FIELDS, SEGMENT_FIELDS } from "../kernel/portable/gather-segments.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { LinkState } from "../model/link-state.ts";
import type { OutputSegment } from "../model/output-segment.ts";
import { NONE } from "../model/symbol-table.ts";
import { mergeChunks } from "../relocation/merge-chunks.ts";
import { createSegment, placeChunks } from "./shared/output-segments.ts";

/** Chunks of one segment whose strings are merged, and the place of the merged chunk in its list. */
interface MergeGroup {
  readonly place: number;
  readonly members: IdList<ChunkId>;
}

export function createOutputSegments(link: LinkState): void {
  link.diagnostics.log("-- createOutputSegments");
  const gathered = gatherSegments(link);
  const lists = makeSegments(link, gathered);
  const groups = groupsOf(gathered);
  // .bss last, so that it needs no bytes in the file; `sort` is stable, so that the rest keeps its order.
  link.segments.sort((a, b) => segmentRank(a.name) - segmentRank(b.name));
  link.segments.forEach((segment, index) => {
    segment.index = index;
    mergeSegmentStrings(link, segment, lists[segment.row], groups.get(segment.row) ?? []);
  });
}

/** No other segments have been made yet: the kernel's rows are those of `segmentList`. */
function gatherSegments(link: LinkState): GatheredSegments {
  const { objects, chunks, kernel } = link;
  const ranges = new Uint32Array(2 * objects.length);
  for (let i = 0; i < objects.length; i++) {
    const { segmentStart, sectionStart } = link.content(objects[i].id);
    ranges[2 * i] = segmentStart;
    ranges[2 * i + 1] = sectionStart;
  }
  const { length, segmentFlags, alignment, size, live, mergeable } = chunks;
  const columns = {
    name: outputNames(link),
    segmentFlags: segmentFlags.subarray(0, length),
    alignment: alignment.subarray(0, length),
    size: size.subarray(0, length),
    live: live.subarray(0, length),
    mergeable: mergeable.subarray(0, length),
  };
  const gathered = kernel.gatherSegments(columns, ranges, link.names.intern(".tdata"));
  chunks.outputSegment.set(gathered.rows);
  chunks.outputSegmentOffset.set(gathered.offsets);
  return gathered;
}

/** By chunk. In relocatable output a COMDAT's segments stay apart: the final link keeps or drops them one by one. */
function outputNames({ config, chunks }: LinkState): Int32Array {
  const { length, comdat } = chunks;
  const names = (config.mergeDataSegments ? chunks.stem : chunks.name).subarray(0, length);
  return config.relocatable ? names.map((name, chunk) => (comdat[chunk] === NONE ? name : -1 - name)) : names;
}

/** Returns the chunks of each by row; merged ones are missing yet. */
function makeSegments(link: LinkState, { segments, sizes, lists }: GatheredSegments): Uint32Array[] {
  let at = 0;
  return Array.from(sizes, (size, row) => {
    const [name, alignment, count] = segments.subarray(row * SEGMENT_FIELDS);
    const segment = createSegment(link, link.names.text(mintId(name)));
    const list = lists.subarray(at, at + count);
    segment.alignment = alignment;
    segment.size = size;
    segment.chunks = list as ArrayLike<number> as IdList<ChunkId>;
    at += count;
    return list;
  });
}

/** By row of the segment. */
function groupsOf({ groups, members }: GatheredSegments): ReadonlyMap<number, readonly MergeGroup[]> {
  const byRow = new Map<number, MergeGroup[]>();
  for (let i = 0, at = 0; i < groups.length; i += GROUP_FIELDS) {
    const [row, place, count] = groups.subarray(i);
    const group = { place, members: members.subarray(at, at + count) as ArrayLike<number> as IdList<ChunkId> };
    byRow.set(row, [...(byRow.get(row) ?? []), group]);
    at += count;
  }
  return byRow;
}

function segmentRank(name: string): number {
  if (name.startsWith(".tdata")) return 0;
  if (name.startsWith(".rodata")) return 1;
  if (name.startsWith(".data")) return 2;
  return name.startsWith(".bss") ? 4 : 3;
}

/** Puts merged chunks into the `list` of a segment, and then places all of it. */
function mergeSegmentStrings(
  link: LinkState,
  segment: OutputSegment,
  list: Uint32Array,
  groups: readonly MergeGroup[],
): void {
  if (groups.length === 0) return;
  for (const { place, members } of groups) list[place] = addMerged(link, segment, members[0]);
  for (const { place, members } of groups) mergeChunks(link, mintId(list[place]), members);
  placeChunks(link, segment, segment.chunks);
}

/** The chunk that gets the strings of all chunks with the flags of `chunk`. */
function addMerged({ chunks }: LinkState, segment: OutputSegment, chunk: ChunkId): ChunkId {
  const merged = chunks.addSynthetic(ChunkKind.merged, segment.name);
  chunks.segmentFlags[merged] = chunks.segmentFlags[chunk];
  return merged;
}
