/**
 * `--print-gc-sections`: a line for everything that was dropped (LLD: the end of `markLive`).
 *
 * Reads: live columns.
 * Writes: messages.
 */
import type { ChunkId } from "../base/ids.ts";
import { chunkDisplayName, elementDisplayName } from "../model/chunk-names.ts";
import type { InputElement } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";

export function reportCollected(link: LinkState): void {
  const { chunks, diagnostics } = link;
  const reportChunk = (chunk: number): void => {
    if (chunks.live[chunk] !== 0) return;
    diagnostics.message(`removing unused section ${chunkDisplayName(link, chunk as ChunkId)}`);
  };
  const reportElement = (element: InputElement): void => {
    if (!element.isLive) diagnostics.message(`removing unused section ${elementDisplayName(link, element)}`);
  };
  for (const file of link.objects) {
    const content = link.content(file.id);
    const { globals, tags, tables } = content.module;
    for (let chunk = content.functionStart; chunk < content.sectionStart; chunk++) reportChunk(chunk);
    link.globals.slice(content.globalStart, content.globalStart + globals.length).forEach(reportElement);
    link.tags.slice(content.tagStart, content.tagStart + tags.length).forEach(reportElement);
    link.tables.slice(content.tableStart, content.tableStart + tables.length).forEach(reportElement);
  }
  link.syntheticFunctions.forEach(reportChunk);
  link.syntheticGlobals.forEach(reportElement);
  link.syntheticTables.forEach(reportElement);
}
