/**
 * Which chunks hold strings that are merged with those of others, and how custom sections are aligned (LLD:
 * `ObjFile::shouldMerge`).
 *
 * Reads: objects, chunks.
 * Writes: mergeable, alignment, segmentFlags of the chunks; hasThreadLocal.
 */
import { SegmentFlag } from "../format/wasm.ts";
import type { ObjectContent } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";

export function markMergeable(link: LinkState): void {
  const { objects } = link;
  for (let i = 0; i < objects.length; i++) {
    const content = link.content(objects[i].id);
    markSegments(link, content);
    applySectionRules(link, content);
  }
}

function markSegments(link: LinkState, { segmentStart, sectionStart }: ObjectContent): void {
  const { mergeable, segmentFlags, alignment, size } = link.chunks;
  const merges = link.config.optimize > 0;
  for (let chunk = segmentStart; chunk < sectionStart; chunk++) {
    const flags = segmentFlags[chunk];
    if (flags === 0) continue;
    if ((flags & SegmentFlag.tls) !== 0) link.hasThreadLocal = true;
    const hasStrings = merges && (flags & SegmentFlag.strings) !== 0;
    if (hasStrings && alignment[chunk] === 0 && size[chunk] > 0) mergeable[chunk] = 1;
  }
}

function applySectionRules({ chunks, sectionRules }: LinkState, { sectionStart, sectionEnd }: ObjectContent): void {
  const { mergeable, segmentFlags, alignment, name } = chunks;
  for (let chunk = sectionStart; chunk < sectionEnd; chunk++) {
    const rule = sectionRules.of(name[chunk]);
    alignment[chunk] = rule.alignment;
    if (!rule.isMergeable) continue;
    mergeable[chunk] = 1;
    segmentFlags[chunk] = SegmentFlag.strings;
  }
}
