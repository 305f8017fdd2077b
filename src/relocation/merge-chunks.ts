/** The strings of several mergeable chunks become one merged chunk (LLD: `SyntheticMergedChunk::finalizeContents`). */
import type { ChunkId, IdList } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";
import { alignedLike } from "./runs.ts";

/** Fills `merged` with the strings of `members` and tells each member where its strings are. */
export function mergeChunks(link: LinkState, merged: ChunkId, members: IdList<ChunkId>): void {
  const { chunks, pieces } = link;
  const { parent, pieceStart, pieceEnd } = chunks;
  const places = new Uint32Array(2 * members.length);
  const bytes = gatherBytes(link, members, places);
  const { content, memberStarts, inputOffsets, offsets } = link.kernel.mergeStrings(bytes, places);
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

/** Bytes between two members that are copied with them: to make a view of each, of a few bytes often, costs more. */
const LARGEST_GAP = 64;

/** The bytes of `members`, in the kernel's room; `places` gets start and end of each. */
function gatherBytes(link: LinkState, members: IdList<ChunkId>, places: Uint32Array): Uint8Array {
  const { size, start, file: files } = link.chunks;
  /** First member of each run of neighbours in one file. */
  const runs: number[] = [];
  let total = 0;
  let file = NONE;
  let end = 0;
  // Once for each string where each has a segment of its own.
  for (let i = 0, at = 0; i < members.length; i++) {
    const member = members[i];
    const from = start[member];
    const gap = from - end;
    if (gap >= 0 && gap <= LARGEST_GAP && files[member] === file) {
      total += gap;
    } else {
      runs.push(i);
      file = files[member];
      total = alignedLike(link.content(file).module.bytes.byteOffset + from, total);
    }
    places[at++] = total;
    total += size[member];
    places[at++] = total;
    end = from + size[member];
  }
  const bytes = link.kernel.room(total);
  for (let run = 0; run < runs.length; run++) {
    const first = members[runs[run]];
    const next = run + 1 < runs.length ? runs[run + 1] : members.length;
    const from = start[first];
    const to = start[members[next - 1]] + size[members[next - 1]];
    bytes.set(link.content(files[first]).module.bytes.subarray(from, to), places[2 * runs[run]]);
  }
  return bytes;
}
