/** What `exports.ts` exports of laying out: segments and strings find their places. */
import { bytesAt, i32At, RESULT, setList, setNumber, setWords, u32At } from "./lists.ts";
import { GatheredSegments, SegmentChunks } from "../portable/gather-segments.ts";
import { mergeableSegments as findMergeable } from "../portable/mergeable-segments.ts";
import { StringMerger } from "../portable/merge-strings.ts";

export function mergeableSegments(
  flags: usize,
  count: i32,
  alignments: usize,
  alignmentCount: i32,
  sizes: usize,
  sizeCount: i32,
): usize {
  const found = findMergeable(u32At(flags, count), bytesAt(alignments, alignmentCount), u32At(sizes, sizeCount));
  setList(0, found, count);
  return RESULT;
}

export function gatherSegments(
  names: usize,
  count: i32,
  flags: usize,
  flagCount: i32,
  alignments: usize,
  alignmentCount: i32,
  sizes: usize,
  sizeCount: i32,
  live: usize,
  liveCount: i32,
  mergeable: usize,
  mergeableCount: i32,
  ranges: usize,
  rangeNumbers: i32,
  tlsName: i32,
): usize {
  const chunks = new SegmentChunks();
  chunks.name = i32At(names, count);
  chunks.segmentFlags = u32At(flags, flagCount);
  chunks.alignment = bytesAt(alignments, alignmentCount);
  chunks.size = u32At(sizes, sizeCount);
  chunks.live = bytesAt(live, liveCount);
  chunks.mergeable = bytesAt(mergeable, mergeableCount);
  const gathered = new GatheredSegments(chunks, u32At(ranges, rangeNumbers), tlsName);
  setList(0, gathered.segments.view(), gathered.segments.count);
  setList(2, gathered.sizes, gathered.sizes.length);
  setList(4, gathered.lists, gathered.lists.length);
  setList(6, gathered.rows, gathered.rows.length);
  setList(8, gathered.offsets, gathered.offsets.length);
  setList(10, gathered.groups.view(), gathered.groups.count);
  setList(12, gathered.members, gathered.members.length);
  return RESULT;
}

export function mergeStrings(bytes: usize, _words: i32, size: i32, members: usize, memberNumbers: i32): usize {
  const merger = new StringMerger(bytesAt(bytes, size), u32At(members, memberNumbers));
  merger.merge();
  const content = merger.content;
  setWords(0, content, (content.length + 7) / 8);
  setNumber(2, content.length);
  setList(3, merger.memberStarts, merger.memberStarts.length);
  setList(5, merger.inputOffsets, merger.inputOffsets.length);
  setList(7, merger.offsets, merger.offsets.length);
  return RESULT;
}
