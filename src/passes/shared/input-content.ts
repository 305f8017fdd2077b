/** The content of an input: in memory, or, of a large file, where the host reads parts of it. */
import type { ArchiveSource } from "../../format/usual-archive.ts";
import { FAILURE_TEXT, type LargeFile } from "../../host/host.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { LinkState } from "../../model/link-state.ts";

/** Enough to tell what a file is. */
const START_SIZE = 64;

export interface InputContent extends ArchiveSource {
  /** The first bytes. */
  readonly start: Uint8Array;
  whole(): Uint8Array;
}

export class ContentInMemory implements InputContent {
  readonly start: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.start = bytes;
  }

  get size(): number {
    return this.start.length;
  }

  whole(): Uint8Array {
    return this.start;
  }

  bytes(start: number, end: number): Uint8Array {
    return this.start.subarray(start, end);
  }

  part(start: number, end: number): Uint8Array {
    return this.start.subarray(start, end);
  }
}

/** Reading it reports a fatal error if the file has changed since, or cannot be read. */
export class LargeContent implements InputContent {
  readonly start: Uint8Array;
  readonly #link: LinkState;
  readonly #path: string;
  readonly #file: LargeFile;
  #whole: Uint8Array | undefined;

  constructor(link: LinkState, path: string, file: LargeFile) {
    this.#link = link;
    this.#path = path;
    this.#file = file;
    this.start = this.bytes(0, START_SIZE);
  }

  get size(): number {
    return this.#file.size;
  }

  whole(): Uint8Array {
    this.#whole ??= this.bytes(0, this.size);
    return this.#whole;
  }

  bytes(start: number, end: number): Uint8Array {
    return this.#read(start, new Uint8Array(end - start));
  }

  part(start: number, end: number, kernel: Kernel): Uint8Array {
    return this.#read(start, kernel.room(end - start));
  }

  #read(start: number, into: Uint8Array): Uint8Array {
    const outcome = this.#file.read(into, start);
    if (!outcome.ok) {
      this.#link.diagnostics.report("cannot-read", { path: this.#path, reason: FAILURE_TEXT[outcome.failure] });
    }
    return into;
  }
}
