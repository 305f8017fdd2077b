/**
 * The names of a link by number (ADR 14). The kernel numbers them while it reads; here is where the bytes of each are, so
 * that the few that are compared with words or printed become strings, once.
 */
import { mintId, type NameId } from "../base/ids.ts";
import type { DecodeText } from "../binary/reader.ts";
import type { Kernel } from "../kernel/kernel.ts";

const INITIAL_CAPACITY = 1024;

/** What the table needs of a host. */
export interface TextCoding {
  readonly decodeText: DecodeText;
  encodeText(text: string): Uint8Array;
}

export class NameTable {
  readonly #kernel: Kernel;
  readonly #coding: TextCoding;
  /** Files that have been the first to mention a name. */
  readonly #sources: Uint8Array[] = [];
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
      const start = this.#start[id];
      text = this.#coding.decodeText(this.#sources[this.#source[id]], start, start + this.#length[id]);
      this.#texts[id] = text;
    }
    return text;
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
