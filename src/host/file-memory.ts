/**
 * Where Node keeps the contents of files. They stay until the process ends, which V8 does not know: it takes each megabyte in buffers of
 * its own for one that a collection of garbage may free, and begins one after the other. Shared memory it does not count, and what is
 * not used of a piece costs nothing. The first piece comes from elsewhere, is small and not shared.
 */

/** Bytes taken at a time. */
const PIECE_SIZE = 16 << 20;

export class FileMemory {
  readonly #first: Uint8Array;
  #piece: Uint8Array;
  #used = 0;

  /** `first`: memory that is used first, as it is not new to the process. */
  constructor(first: Uint8Array) {
    this.#first = first;
    this.#piece = first;
  }

  /** Place for `size` bytes that the next call gives as well, unless they no longer fit. */
  peek(size: number): Uint8Array {
    if (this.#used + size > this.#piece.length) {
      this.#piece = allocate(PIECE_SIZE);
      this.#used = 0;
    }
    return this.#piece.subarray(this.#used, this.#used + size);
  }

  /** Place for what is written, never shared: to copy to shared memory takes longer. */
  forOutput(size: number): Uint8Array {
    return this.#piece === this.#first && this.#used + size <= this.#first.length
      ? this.take(size)
      : new Uint8Array(size);
  }

  /** Place for `size` bytes. */
  take(size: number): Uint8Array {
    if (size > PIECE_SIZE / 4) return allocate(size);
    const place = this.peek(size);
    // Whole words are copied faster.
    this.#used += Math.ceil(size / 8) * 8;
    return place;
  }
}

/** @throws an error of the system's kind where there is no memory left. */
function allocate(size: number): Uint8Array {
  try {
    return new Uint8Array(new SharedArrayBuffer(size));
  } catch (error) {
    throw Object.assign(new Error("no memory", { cause: error }), { code: "ENOMEM" });
  }
}
