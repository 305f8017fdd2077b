/** Brings runs of bytes to their places. */
/**
 * `runs`: where each is in `bytes`, its place, which is not behind that, and its length. Places ascend; the rest of the first `size` bytes
 * becomes zeros.
 */
export function placeRuns(bytes: Uint8Array, runs: Uint32Array, size: i32): void {
  let end: i32 = 0;
  for (let i: i32 = 0; i < runs.length; i += 3) {
    const from: i32 = runs[i] as i32;
    const place: i32 = runs[i + 1] as i32;
    const length: i32 = runs[i + 2] as i32;
    if (place > end) bytes.fill(0, end, place);
    if (from != place) bytes.copyWithin(place, from, from + length);
    end = place + length;
  }
  if (size > end) bytes.fill(0, end, size);
}
