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
  const { objects, chunks, config, kernel } = link;
  const { length, segmentFlags, alignment, size } = chunks;
  if (config.optimize > 0) {
    const columns = [
      segmentFlags.subarray(0, length),
      alignment.subarray(0, length),
      size.subarray(0, length),
    ] as const;
    chunks.mergeable.set(kernel.mergeableSegments(...columns));
  }
  for (let i = 0; i < objects.length; i++) {
    const content = link.content(objects[i].id);
    if ((content.module.segmentFlags & SegmentFlag.tls) !== 0) link.hasThreadLocal = true;
    applySectionRules(link, content);
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
