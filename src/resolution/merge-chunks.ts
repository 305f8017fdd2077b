/** The strings of several mergeable chunks become one merged chunk (LLD: `SyntheticMergedChunk::finalizeContents`). */
import type { ChunkId } from "../base/ids.ts";
import { mergeStrings } from "../kernel/merge-strings.ts";
import type { LinkState } from "../model/link-state.ts";

/** Fills `merged` with the strings of `members` and tells each member where its strings are. */
export function mergeChunks(link: LinkState, merged: ChunkId, members: readonly ChunkId[]): void {
  const { chunks, pieces } = link;
  let byteCount = 0;
  let pieceCount = 0;
  for (const member of members) {
    byteCount += chunks.size[member];
    pieceCount += chunks.pieceEnd[member] - chunks.pieceStart[member];
  }
  const bytes = new Uint8Array(byteCount);
  const starts = new Uint32Array(pieceCount + 1);
  let at = 0;
  let string = 0;
  for (const member of members) {
    const start = chunks.start[member];
    const size = chunks.size[member];
    bytes.set(link.content(chunks.file[member]).module.bytes.subarray(start, start + size), at);
    const end = chunks.pieceEnd[member];
    for (let row = chunks.pieceStart[member]; row < end; row++) {
      starts[string++] = at + pieces.inputOffset[row];
    }
    at += size;
    chunks.parent[member] = merged;
  }
  starts[string] = at;
  const { content, offsets } = mergeStrings(bytes, starts);
  string = 0;
  for (const member of members) {
    const start = chunks.pieceStart[member];
    const end = chunks.pieceEnd[member];
    pieces.outputOffset.set(offsets.subarray(string, string + end - start), start);
    string += end - start;
  }
  chunks.setBody(merged, content);
  const last = members[members.length - 1];
  chunks.comdat[merged] = chunks.comdat[last];
}
