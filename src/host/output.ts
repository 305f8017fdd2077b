/** How a file gets its content where that is made piece by piece. */
import type { FileContent, Output } from "./host.ts";

/** The whole content, or undefined where there is no room for it. */
export function collect(content: FileContent): Uint8Array | undefined {
  if (content instanceof Uint8Array) return content;
  const bytes = allocate(content.size);
  if (bytes === undefined) return undefined;
  content.make({
    place: (at, length) => bytes.subarray(at, at + length),
    put: (at, part) => bytes.set(part, at),
  });
  return bytes;
}

/** Alignments of 2 GiB in a small object are enough for a file that the engine has no memory for. */
function allocate(size: number): Uint8Array | undefined {
  try {
    return new Uint8Array(size);
  } catch {
    // Each engine has an error of its own for this.
    return undefined;
  }
}

/**
 * Writes content by `write`, which puts all of the bytes at an offset of the file, or throws. What is made piece by piece goes through
 * memory that `allocate` gives.
 */
export function writeContent(
  content: FileContent,
  write: (bytes: Uint8Array, at: number) => void,
  allocate: (size: number) => Uint8Array = (size) => new Uint8Array(size),
): void {
  if (content instanceof Uint8Array) {
    write(content, 0);
  } else {
    const output = new PieceOutput(allocate(Math.min(content.size, PIECE_SIZE)), write);
    content.make(output);
    output.finish(content.size);
  }
}

/** Bytes that are written together: enough to make calls few, and so few that a processor's cache holds them. */
const PIECE_SIZE = 1 << 20;

/**
 * Writes content as it is made, always from the same memory: to touch as much as the file is long costs more than to copy it once
 * more. What is never set are zeros, as a file has them between places that were written.
 */
class PieceOutput implements Output {
  readonly #write: (bytes: Uint8Array, at: number) => void;
  #piece: Uint8Array;
  /** Where the piece belongs, and how much of it is in use. */
  #start = 0;
  #used = 0;
  /** End of what was written. */
  #end = 0;

  constructor(piece: Uint8Array, write: (bytes: Uint8Array, at: number) => void) {
    this.#piece = piece;
    this.#write = write;
  }

  place(at: number, length: number): Uint8Array {
    if (at !== this.#start + this.#used || this.#used + length > this.#piece.length) this.#flush(at);
    if (length > this.#piece.length) this.#piece = new Uint8Array(length);
    this.#used += length;
    return this.#piece.subarray(this.#used - length, this.#used);
  }

  put(at: number, bytes: Uint8Array): void {
    if (bytes.length < PIECE_SIZE) {
      this.place(at, bytes.length).set(bytes);
    } else {
      this.#flush(at + bytes.length);
      this.#writeOut(bytes, at);
    }
  }

  /** Writes what is left; the file is then `size` bytes long. */
  finish(size: number): void {
    this.#flush(size);
    if (this.#end < size) this.#writeOut(Uint8Array.of(0), size - 1);
  }

  #flush(next: number): void {
    if (this.#used > 0) this.#writeOut(this.#piece.subarray(0, this.#used), this.#start);
    this.#start = next;
    this.#used = 0;
  }

  #writeOut(bytes: Uint8Array, at: number): void {
    this.#write(bytes, at);
    this.#end = Math.max(this.#end, at + bytes.length);
  }
}
