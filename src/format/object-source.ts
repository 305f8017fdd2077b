/** The bytes of an object, in memory or in a file of which less is read than all. */
import type { Kernel } from "../kernel/kernel.ts";

export interface ObjectSource {
  /** Bytes. */
  readonly size: number;
  /** All of them. */
  whole(): Uint8Array;
  /** The same for the kernel, good until it is called the next time. What no object of the usual shape is asked for may be missing. */
  stage(kernel: Kernel): Uint8Array;
  /**
   * What may be needed of `staged` when the kernel has read it, each byte at its place. Of `[spareStart, spareEnd)` nothing is; there may
   * be anything.
   */
  keep(staged: Uint8Array, spareStart: number, spareEnd: number): Uint8Array;
}

export function inMemory(bytes: Uint8Array): ObjectSource {
  return new ObjectInMemory(bytes);
}

class ObjectInMemory implements ObjectSource {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  whole(): Uint8Array {
    return this.#bytes;
  }

  stage(): Uint8Array {
    return this.#bytes;
  }

  keep(): Uint8Array {
    return this.#bytes;
  }
}
