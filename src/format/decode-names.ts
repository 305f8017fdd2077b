/**
 * Names by the thousand with one call of the decoder. The bytes around the names (indexes, sizes) are zeroed in a copy;
 * if the text then has as many units as bytes, everything is ASCII and every name is a substring at its byte offset.
 */
import type { DecodeText } from "../binary/reader.ts";

/** Below this many names, decoding them one by one costs less. */
const FEW = 4;

/**
 * Decodes the names at `starts[i]`, `lengths[i]` for i below `count`. The ranges must ascend and not overlap; the
 * result has one string per range.
 */
export function decodeNames(
  bytes: Uint8Array,
  starts: ArrayLike<number>,
  lengths: ArrayLike<number>,
  count: number,
  decodeText: DecodeText,
): string[] {
  const names = new Array<string>(count);
  if (count === 0) return names;
  const base = starts[0];
  const end = starts[count - 1] + lengths[count - 1];
  const text = count < FEW ? "" : decodeRegion(bytes, starts, lengths, count, decodeText);
  if (count >= FEW && text.length === end - base) {
    for (let i = 0; i < count; i++) {
      const at = starts[i] - base;
      names[i] = text.substring(at, at + lengths[i]);
    }
    return names;
  }
  for (let i = 0; i < count; i++) names[i] = decodeText(bytes, starts[i], starts[i] + lengths[i]);
  return names;
}

function decodeRegion(
  bytes: Uint8Array,
  starts: ArrayLike<number>,
  lengths: ArrayLike<number>,
  count: number,
  decodeText: DecodeText,
): string {
  const base = starts[0];
  const region = bytes.slice(base, starts[count - 1] + lengths[count - 1]);
  let gap = 0;
  for (let i = 0; i < count; i++) {
    const at = starts[i] - base;
    if (at > gap) region.fill(0, gap, at);
    gap = at + lengths[i];
  }
  return decodeText(region, 0, region.length);
}
