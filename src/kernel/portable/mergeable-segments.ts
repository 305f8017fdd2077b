/** Which segments hold strings that are merged with those of others (LLD: `ObjFile::shouldMerge`). */
import { SEGMENT_STRINGS } from "./symbol-fields.ts";

/** By chunk: 1 where that is so. */
export function mergeableSegments(segmentFlags: Uint32Array, alignment: Uint8Array, size: Uint32Array): Uint8Array {
  const found = new Uint8Array(segmentFlags.length);
  for (let chunk: i32 = 0; chunk < found.length; chunk++) {
    const hasStrings: boolean = ((segmentFlags[chunk] as i32) & SEGMENT_STRINGS) != 0;
    if (hasStrings && alignment[chunk] == 0 && size[chunk] > 0) found[chunk] = 1;
  }
  return found;
}
