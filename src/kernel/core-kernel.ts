/**
 * `WitKernel` over an instance of the module of `kernel/assembly` in the same engine, without a component around it: lists
 * go into its memory and come out of it as the canonical ABI has it.
 *
 * V8 compiles such a module at once and its code is fast from the first call, while the same loops as JavaScript are
 * interpreted until they are hot: most links are over before that.
 */
import { type List, type ListMaker, type Results, RESULTS } from "./wit-results.ts";
import type { WitKernel } from "./wit-kernel.ts";
import type { WordMemory } from "./word-buffer.ts";

/** Results that are megabytes, and copied by those who ask for them before they ask for anything else. */
const VIEWED: ReadonlySet<string> = new Set(["takeSymbols", "takeChunks", "cutRelocations", "mergeStrings"]);

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly cabi_realloc: (old: number, oldSize: number, align: number, size: number) => number;
  release(result: number): void;
  [name: string]: unknown;
}

/** The functions of an instance of the module, and a place in its memory for what they are given. */
export class CoreKernel {
  readonly functions: WitKernel;
  readonly #exports: Exports;
  readonly #views: MemoryViews;
  readonly #results: ResultReader;
  /** The last result with lists, which is given up when the next call begins. */
  #result = 0;
  /** A call has not come back; or never will, because it trapped. */
  isBusy = false;

  /** `exports`: of an instance, which imports nothing. */
  constructor(exports: object) {
    this.#exports = exports as Exports;
    this.#views = new MemoryViews(this.#exports.memory);
    this.#results = new ResultReader(this.#views);
    const entries = Object.entries(RESULTS).map(([name, read]) => [name, this.#function(name, read)]);
    this.functions = Object.fromEntries(entries) as WitKernel;
  }

  /** Bytes. */
  get memorySize(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Words in the module's memory, for the next call, whose first list they have to be. */
  readonly memory: WordMemory = {
    words: (bytes) => {
      const count = Math.ceil(bytes.length / 8);
      if (count === 0) return new BigUint64Array(0);
      // The memory may grow, and is another buffer then.
      const at = this.#placed(bytes, 8 * count);
      return new BigUint64Array(this.#exports.memory.buffer, at, count);
    },
    room: (size) => {
      const at = this.#allocate(Math.ceil(size / 8) * 8);
      return new Uint8Array(this.#exports.memory.buffer, at, size);
    },
  };

  #function(name: string, read: ((results: Results) => unknown) | null): (...args: readonly unknown[]) => unknown {
    const call = this.#exports[name] as (...args: readonly number[]) => number;
    const isViewed = VIEWED.has(name);
    // As many in every call.
    const lowered: number[] = [];
    return (...args) => {
      this.#lower(args, lowered);
      this.#giveUpResult();
      const returned = this.#call(call, lowered);
      if (read === null) return returned;
      const results = this.#results;
      results.begin(returned, isViewed);
      const result = read(results);
      if (results.hasLists) this.#result = returned;
      return result;
    };
  }

  /** @throws RangeError where the module has trapped because it got no more memory. */
  #call<Args extends readonly number[]>(call: (...args: Args) => number, args: Args): number {
    this.isBusy = true;
    try {
      const returned = call(...args);
      this.isBusy = false;
      return returned;
    } catch (error) {
      throw this.#isExhausted() ? new RangeError("out of memory") : error;
    }
  }

  #isExhausted(): boolean {
    try {
      this.#exports.memory.grow(1);
      return false;
    } catch {
      return true;
    }
  }

  /** Into `lowered`: a list as address and length; anything else as a number. */
  #lower(args: readonly unknown[], lowered: number[]): void {
    let count = 0;
    // Thousands of times a link: an iterator would make an object for each argument.
    for (let i = 0; i < args.length; i++) {
      const arg = args[i];
      if (ArrayBuffer.isView(arg)) {
        lowered[count++] = this.#addressOf(arg as List);
        lowered[count++] = (arg as List).length;
      } else {
        lowered[count++] = Number(arg);
      }
    }
  }

  #addressOf(list: List): number {
    return list.length === 0 ? 0 : this.#placed(list, list.byteLength);
  }

  /** Address of the list, or of a copy of it in the module's memory with room for `size` bytes. */
  #placed(list: List, size: number): number {
    if (list.buffer === this.#exports.memory.buffer) return list.byteOffset;
    const at = this.#allocate(size);
    this.#views.put(list, at);
    return at;
  }

  #allocate(size: number): number {
    // What is not referred to from within the module goes as well, so that this comes before anything is allocated.
    this.#giveUpResult();
    return this.#call(this.#exports.cabi_realloc, [0, 0, 8, size]) >>> 0;
  }

  #giveUpResult(): void {
    if (this.#result === 0) return;
    this.#exports.release(this.#result);
    this.#result = 0;
  }
}

/** The module's memory. To make a view for each list would take longer than to copy most of them. */
class MemoryViews {
  readonly #memory: Exports["memory"];
  #words: Uint32Array<ArrayBuffer>;
  #bytes: Uint8Array<ArrayBuffer>;

  constructor(memory: Exports["memory"]) {
    this.#memory = memory;
    this.#words = new Uint32Array(memory.buffer);
    this.#bytes = new Uint8Array(memory.buffer);
  }

  get words(): Uint32Array<ArrayBuffer> {
    this.#follow();
    return this.#words;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    this.#follow();
    return this.#bytes;
  }

  put(list: List, at: number): void {
    if (list instanceof Uint32Array || list instanceof Int32Array) this.words.set(list, at >>> 2);
    else if (list instanceof Uint8Array) this.bytes.set(list, at);
    else this.bytes.set(new Uint8Array(list.buffer, list.byteOffset, list.byteLength), at);
  }

  /** Memory that has grown is another buffer. */
  #follow(): void {
    const { buffer } = this.#memory;
    if (buffer === this.#words.buffer) return;
    this.#words = new Uint32Array(buffer);
    this.#bytes = new Uint8Array(buffer);
  }
}

/** The fields of a result, one after the other. There is one reader, as there are thousands of results. */
class ResultReader implements Results {
  /** One of those that have been read. */
  hasLists = false;
  readonly #views: MemoryViews;
  #words: Uint32Array<ArrayBuffer>;
  #isViewed = false;
  /** Word. */
  #at = 0;

  constructor(views: MemoryViews) {
    this.#views = views;
    this.#words = views.words;
  }

  /** Of the result at `address`. `isViewed`: no list is copied. */
  begin(address: number, isViewed: boolean): void {
    this.#words = this.#views.words;
    this.#at = address >>> 2;
    this.#isViewed = isViewed;
    this.hasLists = false;
  }

  number(): number {
    return this.#words[this.#at++] | 0;
  }

  /** A copy; but words, which are megabytes, stay where they are until the next call. */
  list<L extends List>(_field: string, List: ListMaker<L>): L {
    const address = this.#words[this.#at++];
    const count = this.#words[this.#at++];
    this.hasLists = true;
    const isCopied = !this.#isViewed;
    if (isCopied && (List as ListMaker) === Uint32Array) {
      return this.#words.slice(address >>> 2, (address >>> 2) + count) as List as L;
    }
    if (isCopied && (List as ListMaker) === Uint8Array) {
      return this.#views.bytes.slice(address, address + count) as List as L;
    }
    const list = new List(this.#words.buffer, address, count);
    return this.#isViewed || list instanceof BigUint64Array ? list : (list.slice() as L);
  }
}
