/**
 * Cuts mergeable segments and sections at their NULs (LLD: `splitSections`).
 *
 * Reads: chunks, bytes.
 * Writes: pieces. `indexOf` finds the NULs, because it is native code in every engine.
 */
import type { ChunkId } from "../base/ids.ts";
import { chunkDisplayName } from "../model/chunk-names.ts";
import type { LinkState } from "../model/link-state.ts";

export function splitStrings(link: LinkState): void {
  const { mergeable } = link.chunks;
  for (const file of link.objects) {
    const content = link.content(file.id);
    for (let chunk = content.segmentStart; chunk < content.sectionEnd; chunk++) {
      if (mergeable[chunk] !== 0) splitChunk(link, chunk as ChunkId, content.module.bytes);
    }
  }
}

function splitChunk(link: LinkState, chunk: ChunkId, bytes: Uint8Array): void {
  const { chunks, pieces } = link;
  const start = chunks.start[chunk];
  const end = start + chunks.size[chunk];
  chunks.pieceStart[chunk] = pieces.length;
  let at = start;
  while (at < end) {
    const nul = bytes.indexOf(0, at);
    if (nul < 0 || nul >= end) {
      link.diagnostics.report("string-not-terminated", { chunk: chunkDisplayName(link, chunk) });
    }
    pieces.add(at - start);
    at = nul + 1;
  }
  chunks.pieceEnd[chunk] = pieces.length;
}
