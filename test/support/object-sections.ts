/** The custom sections of an object one by one, for tests that look at single ones. */
import type { SectionColumns, SectionRange } from "../../src/format/object-module.ts";

export function sectionRanges(columns: SectionColumns): SectionRange[] {
  const { index, start, size, relocationStart, relocationEnd } = columns;
  return Array.from(index, (section, row) => ({
    index: section,
    start: start[row],
    size: size[row],
    relocationStart: relocationStart[row],
    relocationEnd: relocationEnd[row],
  }));
}
