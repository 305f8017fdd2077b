/**
 * Makes sure that mergeable segments and sections are made of NUL-terminated strings (LLD: `splitSections`). They are
 * cut into strings when these are merged.
 *
 * Reads: chunks, bytes.
 * Writes: nothing but diagnostics.
 */
import type { ChunkId } from "../base/ids.ts";
import { chunkDisplayName } from "../model/chunk-names.ts";
import type { LinkState } from "../model/link-state.ts";

export function checkStrings(link: LinkState): void {
  const { mergeable, start, size } = link.chunks;
  for (const file of link.objects) {
    const { segmentStart, sectionEnd, module } = link.content(file.id);
    for (let chunk = segmentStart; chunk < sectionEnd; chunk++) {
      if (mergeable[chunk] === 0 || size[chunk] === 0 || module.bytes[start[chunk] + size[chunk] - 1] === 0) continue;
      link.diagnostics.report("string-not-terminated", { chunk: chunkDisplayName(link, chunk as ChunkId) });
    }
  }
}
