/** Bytes as 64-bit words for a component, in one place that is used again. */
export function wordBuffer(): (bytes: Uint8Array) => BigUint64Array {
  let words = new BigUint64Array(0);
  return (bytes) => {
    const count = Math.ceil(bytes.length / 8);
    if (count > words.length) words = new BigUint64Array(count);
    new Uint8Array(words.buffer).set(bytes);
    return words.subarray(0, count);
  };
}
