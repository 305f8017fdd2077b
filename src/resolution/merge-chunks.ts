/** The strings of several mergeable chunks become one merged chunk (LLD: `SyntheticMergedChunk::finalizeContents`). */
import type { ChunkId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";

/** Fills `merged` with the strings of `members` and tells each member where its strings are. */
export function mergeChunks(link: LinkState, merged: ChunkId, members: readonly ChunkId[]): void {
  const { chunks, pieces } = link;
  const bytes = new Uint8Array(members.reduce((sum, member) => sum + chunks.size[member], 0));
  const memberEnds = new Uint32Array(members.length);
  let at = 0;
  for (let i = 0; i < members.length; i++) {
    const member = members[i];
    const start = chunks.start[member];
    const size = chunks.size[member];
    bytes.set(link.content(chunks.file[member]).module.bytes.subarray(start, start + size), at);
    at += size;
    memberEnds[i] = at;
    chunks.parent[member] = merged;
  }
  const { content, memberStarts, inputOffsets, offsets } = link.kernel.mergeStrings(bytes, memberEnds);
  const first = pieces.append(inputOffsets, offsets);
  for (let i = 0; i < members.length; i++) {
    chunks.pieceStart[members[i]] = first + memberStarts[i];
    chunks.pieceEnd[members[i]] = first + memberStarts[i + 1];
  }
  chunks.setBody(merged, content);
  const last = members[members.length - 1];
  chunks.comdat[merged] = chunks.comdat[last];
}
