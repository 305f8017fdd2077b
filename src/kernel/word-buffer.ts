/** Bytes as 64-bit words for a component. */
export interface WordMemory {
  /** `bytes` as words; a copy, unless they are in `room`. */
  readonly words: (bytes: Uint8Array) => BigUint64Array;
  /** Place for bytes. */
  readonly room: (size: number) => Uint8Array;
}

/** In one place that is used again. */
export function wordBuffer(): WordMemory {
  let words = new BigUint64Array(0);
  const room = (size: number): Uint8Array => {
    const count = Math.ceil(size / 8);
    if (count > words.length) words = new BigUint64Array(count);
    return new Uint8Array(words.buffer, 0, size);
  };
  return {
    words(bytes) {
      if (bytes.buffer !== words.buffer) room(bytes.length).set(bytes);
      return words.subarray(0, Math.ceil(bytes.length / 8));
    },
    room,
  };
}
