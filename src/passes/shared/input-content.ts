/** The content of an input: in memory, or, of a large file, where the host reads parts of it. */
import type { ArchiveSource } from "../../format/usual-archive.ts";
import { type Diagnostics, LinkAborted } from "../../diag/diagnostics.ts";
import { inMemory, type ObjectSource } from "../../format/object-source.ts";
import { FAILURE_TEXT, type LargeFile, type Outcome } from "../../host/host.ts";
import type { Kernel } from "../../kernel/kernel.ts";

/** Bytes of an archive that are read at once: few, so that they stay in a processor's cache, and what need not be read is left out. */
const READ_SIZE = 1 << 17;
/** Bytes of one in memory that go to the kernel at once. Each call takes time. */
const COPY_SIZE = 1 << 20;

export interface InputContent extends ArchiveSource {
  /** The first bytes. */
  readonly start: Uint8Array;
  whole(): Uint8Array;
}

export class ContentInMemory implements InputContent {
  readonly start: Uint8Array;
  readonly partSize = COPY_SIZE;

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

  object(start: number, end: number): ObjectSource {
    return inMemory(this.start.subarray(start, end));
  }
}

/**
 * Reading it reports a fatal error if the file cannot be read. Whether it has changed is asked when all has been read, as that takes
 * longer than to read most parts.
 */
export class LargeContent implements InputContent {
  readonly partSize = READ_SIZE;
  readonly #diagnostics: Diagnostics;
  readonly #path: string;
  readonly #file: LargeFile;
  #whole: Uint8Array | undefined;
  #isClosed = false;

  constructor(diagnostics: Diagnostics, path: string, file: LargeFile) {
    this.#diagnostics = diagnostics;
    this.#path = path;
    this.#file = file;
  }

  get size(): number {
    return this.#file.size;
  }

  get start(): Uint8Array {
    return this.#file.start;
  }

  whole(): Uint8Array {
    if (this.#whole === undefined) {
      this.#whole = this.bytes(0, this.size);
      this.close();
    }
    return this.#whole;
  }

  bytes(start: number, end: number): Uint8Array {
    return this.read(start, this.memory(end - start));
  }

  /** Nobody will ask for more. */
  close(): void {
    if (this.#isClosed) return;
    this.check();
    this.#isClosed = true;
    this.#file.close();
  }

  /** Reports a fatal error if the file has changed since it was opened. */
  check(): void {
    if (!this.#isClosed) this.#valueOf(this.#file.check());
  }

  /** For bytes of the file that are to be kept. What is never set of it costs nothing. */
  memory(size: number): Uint8Array {
    return this.#valueOf(this.#file.memory(size));
  }

  part(start: number, end: number, kernel: Kernel): Uint8Array {
    return this.read(start, kernel.room(end - start));
  }

  object(start: number, end: number, spareStart: number, spareEnd: number): ObjectSource {
    return new LargeFileObject(this, start, end, spareStart, spareEnd);
  }

  /** Fills `into` with the bytes from `start` on. */
  read(start: number, into: Uint8Array): Uint8Array {
    if (this.#whole === undefined) this.#valueOf(this.#file.read(into, start));
    else into.set(this.#whole.subarray(start, start + into.length));
    return into;
  }

  #valueOf<T>(outcome: Outcome<T>): T {
    if (outcome.ok) return outcome.value;
    this.#diagnostics.report("cannot-read", { path: this.#path, reason: FAILURE_TEXT[outcome.failure] });
    throw new LinkAborted();
  }
}

/**
 * An object that is read to where the kernel works on it, always the same memory, and from there to memory of its own, but for what
 * nobody will need: memory that is new to the process costs more than all reading and copying.
 */
class LargeFileObject implements ObjectSource {
  readonly #content: LargeContent;
  readonly #start: number;
  readonly size: number;
  /** Nobody needs anything of `[#spareStart, #spareEnd)`, which may be empty. */
  readonly #spareStart: number;
  readonly #spareEnd: number;

  constructor(content: LargeContent, start: number, end: number, spareStart: number, spareEnd: number) {
    this.#content = content;
    this.#start = start;
    this.size = end - start;
    this.#spareStart = spareStart;
    this.#spareEnd = spareEnd;
  }

  whole(): Uint8Array {
    const end = this.#start + this.size;
    return this.#isWholeFile ? this.#content.whole() : this.#content.bytes(this.#start, end);
  }

  stage(kernel: Kernel): Uint8Array {
    const staged = kernel.room(this.size);
    this.#read(0, this.#spareStart, staged);
    this.#read(this.#spareEnd, this.size, staged);
    return staged;
  }

  keep(staged: Uint8Array, spareStart: number, spareEnd: number): Uint8Array {
    const kept = this.#content.memory(this.size);
    // Where the kernel's memory has grown meanwhile, nothing is staged any more.
    const from = staged.length === this.size ? staged : undefined;
    this.#copy(0, Math.min(spareStart, this.#spareStart), from, kept);
    this.#copy(Math.min(spareEnd, this.#spareEnd), Math.max(spareStart, this.#spareStart), from, kept);
    this.#copy(Math.max(spareEnd, this.#spareEnd), this.size, from, kept);
    if (this.#isWholeFile) this.#content.close();
    return kept;
  }

  get #isWholeFile(): boolean {
    return this.size === this.#content.size;
  }

  /** The bytes `[start, end)` of the object, in their places of `into`; those of `staged`, if there are any. */
  #copy(start: number, end: number, staged: Uint8Array | undefined, into: Uint8Array): void {
    if (start >= end) return;
    if (staged === undefined) this.#read(start, end, into);
    else into.set(staged.subarray(start, end), start);
  }

  #read(start: number, end: number, into: Uint8Array): void {
    if (start < end) this.#content.read(this.#start + start, into.subarray(start, end));
  }
}
