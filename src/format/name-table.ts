/**
 * The names of a link by number (ADR 14). The kernel numbers them while it reads, and here is where the bytes of each are: in
 * an object, or, where only an archive's table of symbols has mentioned it, in the kernel. The few that are compared with words or
 * printed become strings, once.
 */
import { mintId, type NameId } from "../base/ids.ts";
import type { DecodeText } from "../binary/reader.ts";
import type { Kernel } from "../kernel/kernel.ts";

const INITIAL_CAPACITY = 1024;
/** Names that are fetched from the kernel at once: a file's names have numbers in a row. */
const BLOCK = 1024;

/** What the table needs of a host. */
export interface TextCoding {
  readonly decodeText: DecodeText;
  encodeText(text: string): Uint8Array;
}

export class NameTable {
  readonly #kernel: Kernel;
  readonly #coding: TextCoding;
  /** Objects that have been the first to mention a name, and blocks of names; 0 stands for none. */
  readonly #sources: Uint8Array[] = [new Uint8Array(0)];
  /** By name: row of `#sources`, and where in it the name is. */
  #source = new Uint32Array(INITIAL_CAPACITY);
  #start = new Uint32Array(INITIAL_CAPACITY);
  #length = new Uint32Array(INITIAL_CAPACITY);
  readonly #texts: (string | undefined)[] = [];
  readonly #ids = new Map<string, NameId>();

  constructor(kernel: Kernel, coding: TextCoding) {
    this.#kernel = kernel;
    this.#coding = coding;
  }

  /** The number of `text`. */
  intern(text: string): NameId {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = mintId<"name">(this.#kernel.internName(this.#coding.encodeText(text)));
      this.#ids.set(text, id);
      this.#texts[id] = text;
    }
    return id;
  }

  internBytes(bytes: Uint8Array): NameId {
    return mintId<"name">(this.#kernel.internName(bytes));
  }

  /** Takes note of the names that `bytes` was the first to mention: `first` and those after it. */
  learn(bytes: Uint8Array, first: number, starts: Uint32Array, lengths: Uint32Array): void {
    const count = starts.length;
    if (count === 0) return;
    if (first + count > this.#start.length) this.#grow(first + count);
    this.#source.fill(this.#sources.push(bytes) - 1, first, first + count);
    this.#start.set(starts, first);
    this.#length.set(lengths, first);
  }

  text(id: NameId): string {
    let text = this.#texts[id];
    if (text === undefined) {
      const source = this.#sourceOf(id);
      const start = this.#start[id];
      text = this.#coding.decodeText(source, start, start + this.#length[id]);
      this.#texts[id] = text;
    }
    return text;
  }

  bytes(id: NameId): Uint8Array {
    const source = this.#sourceOf(id);
    const start = this.#start[id];
    return source.subarray(start, start + this.#length[id]);
  }

  #sourceOf(id: NameId): Uint8Array {
    if (id >= this.#source.length || this.#source[id] === 0) this.#fetchBlock(id - (id % BLOCK));
    return this.#sources[this.#source[id]];
  }

  #fetchBlock(first: number): void {
    const { starts, text } = this.#kernel.nameTexts(first, first + BLOCK);
    const lengths = starts.subarray(1).map((end, i) => end - starts[i]);
    this.learn(text, first, starts.subarray(0, -1), lengths);
  }

  #grow(needed: number): void {
    const capacity = Math.max(needed, this.#start.length * 2);
    this.#source = grown(this.#source, capacity);
    this.#start = grown(this.#start, capacity);
    this.#length = grown(this.#length, capacity);
  }
}

function grown(column: Uint32Array<ArrayBuffer>, capacity: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(capacity);
  longer.set(column);
  return longer;
}
