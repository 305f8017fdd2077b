/** The strings of several mergeable chunks become one merged chunk (LLD: `SyntheticMergedChunk::finalizeContents`). */
import type { ChunkId, IdList } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";

/** Fills `merged` with the strings of `members` and tells each member where its strings are. */
export function mergeChunks(link: LinkState, merged: ChunkId, members: IdList<ChunkId>): void {
  const { chunks, pieces } = link;
  const { parent, pieceStart, pieceEnd } = chunks;
  const memberEnds = new Uint32Array(members.length);
  const bytes = joinedBytes(link, members, memberEnds);
  const { content, memberStarts, inputOffsets, offsets } = link.kernel.mergeStrings(bytes, memberEnds);
  const first = pieces.append(inputOffsets, offsets);
  for (let i = 0; i < members.length; i++) {
    const member = members[i];
    parent[member] = merged;
    pieceStart[member] = first + memberStarts[i];
    pieceEnd[member] = first + memberStarts[i + 1];
  }
  chunks.setBody(merged, content);
  const last = members[members.length - 1];
  chunks.comdat[merged] = chunks.comdat[last];
}

/** The bytes of `members` one after the other, in the kernel's room; `ends` gets where each ends. */
function joinedBytes(link: LinkState, members: IdList<ChunkId>, ends: Uint32Array): Uint8Array {
  // There are thousands: columns are looked up once, and the bytes of a file once for all of its chunks.
  const { size, start, file: files } = link.chunks;
  let total = 0;
  for (let i = 0; i < members.length; i++) ends[i] = total += size[members[i]];
  const bytes = link.kernel.room(total);
  let file = NONE;
  let source = bytes;
  for (let i = 0, at = 0; i < members.length; at = ends[i++]) {
    const member = members[i];
    if (files[member] !== file) {
      file = files[member];
      source = link.content(file).module.bytes;
    }
    const from = start[member];
    bytes.set(source.subarray(from, from + ends[i] - at), at);
  }
  return bytes;
}
