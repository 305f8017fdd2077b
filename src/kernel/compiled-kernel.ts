/**
 * The kernel as a WebAssembly module in the same engine. V8 compiles such a module at once and its code is fast from the
 * first call, while the same loops as JavaScript are interpreted until they are hot: most links are over before that.
 *
 * Lists go into the module's memory and come out of it as the canonical ABI has it, as it is the module that
 * `kernel/assembly` is compiled to for components.
 */
import type {
  CutChunks,
  FileTables,
  FoundSymbols,
  Kernel,
  MergedStrings,
  NeedSymbols,
  RelocationRows,
} from "./kernel.ts";
import type { RelocationSource } from "./portable/decode-relocations.ts";
import { FIELD_RELOCATIONS, FIELD_STATUS, OBJECT_USUAL } from "./portable/object-table.ts";
import type { SectionPlaces } from "./portable/chunk-places.ts";
import { CUT_FIELDS, type ReachTables } from "./portable/relocation-walk.ts";
import type { ValueTables } from "./portable/symbol-values.ts";

type List = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** What the module exports: each takes lists as address and length, and returns the address of its results. */
interface Core {
  readonly memory: { readonly buffer: ArrayBuffer };
  cabi_realloc(old: number, oldSize: number, align: number, size: number): number;
  release(result: number): void;
}

type CoreFunction = (...args: number[]) => number;

export class CompiledKernel implements Kernel {
  relocationCount = 0;
  readonly #core: Core & Record<string, CoreFunction>;

  /** `exports`: of a new instance of the module, which imports nothing. */
  constructor(exports: object, table: Uint8Array) {
    this.#core = exports as Core & Record<string, CoreFunction>;
    this.#call("start", ...this.#lower(table));
  }

  internName(bytes: Uint8Array): number {
    return this.#call("internName", ...this.#lowerBytes(bytes), bytes.length);
  }

  readMemberSymbols(bytes: Uint8Array, starts: Uint32Array, sizes: Uint32Array): FoundSymbols {
    const args = [...this.#lowerBytes(bytes), bytes.length, ...this.#lower(starts), ...this.#lower(sizes)];
    return this.#lift("readMemberSymbols", args, (results) => ({
      kind: results.bytes(),
      firstName: results.unsigned(),
      names: results.unsigned(),
      firstNew: results.number(),
      newStarts: results.unsigned(),
      newLengths: results.unsigned(),
    }));
  }

  readObject(bytes: Uint8Array, newSignatures: Uint32Array): Uint32Array {
    const args = [...this.#lowerBytes(bytes), bytes.length, ...this.#lower(newSignatures)];
    const table = this.#lift("readObject", args, (results) => results.unsigned());
    if (table[FIELD_STATUS] === OBJECT_USUAL) this.relocationCount = table[FIELD_RELOCATIONS];
    return table;
  }

  decodeRelocations(source: RelocationSource, count: number): number {
    const { bytes, at, end, sectionSize, typeCount, symbolKinds } = source;
    const words = this.#lowerBytes(bytes.subarray(at, end));
    const args = [...words, end - at, count, sectionSize, typeCount, ...this.#lower(symbolKinds)];
    const read = this.#lift("decodeRelocations", args, (results) => ({
      count: results.number(),
      size: results.number(),
      called: results.bytes(),
    }));
    source.at += read.size;
    read.called.forEach((isCalled, symbol) => {
      if (isCalled === 1) source.called[symbol] = 1;
    });
    this.relocationCount += read.count;
    return read.count;
  }

  repeatRelocations(start: number, end: number): void {
    this.#call("repeatRelocations", start, end);
    this.relocationCount += end - start;
  }

  keepRelocations(count: number): void {
    this.#call("keepRelocations", count);
    this.relocationCount = count;
  }

  relocationRows(start: number, end: number): RelocationRows {
    return this.#lift("relocationRows", [start, end], (results) => ({
      type: results.bytes(),
      offset: results.unsigned(),
      index: results.unsigned(),
      addend: results.floats(),
    }));
  }

  cutRelocations(sections: Uint32Array, chunks: CutChunks): void {
    const args = [...this.#lower(sections), ...this.#lower(chunks.inputOffset), ...this.#lower(chunks.size)];
    const [starts, ends] = this.#lift("cutRelocations", args, (results) => [results.unsigned(), results.unsigned()]);
    for (let i = 0; i < sections.length; i += CUT_FIELDS) {
      const first = sections[i + 2];
      const end = first + sections[i + 3];
      chunks.relocationStart.set(starts.subarray(first, end), first);
      chunks.relocationEnd.set(ends.subarray(first, end), first);
    }
  }

  startReach(tables: ReachTables): void {
    const { kind, target, offset, traits, stubTrait } = tables;
    const symbols = [kind, target, offset, traits].flatMap((list) => this.#lower(list));
    this.#call("setReachSymbols", ...symbols, stubTrait);
    const { live, mergeable, size, file, relocationStart, relocationEnd } = tables;
    const chunks = [live, mergeable, size, file, relocationStart, relocationEnd];
    this.#call("setReachChunks", ...chunks.flatMap((list) => this.#lower(list)));
    const files = [tables.fileSymbols, tables.symbolStart, tables.fileLive];
    this.#call("startReach", ...files.flatMap((list) => this.#lower(list)));
  }

  findReached(chunks: Uint32Array): Uint32Array {
    return this.#lift("findReached", this.#lower(chunks), (results) => results.unsigned());
  }

  reachedChunks(): Uint8Array {
    return this.#lift("reachedChunks", [], (results) => results.bytes());
  }

  findNeeds(chunks: Uint32Array, { fileSymbols, kind, firstShared }: NeedSymbols, isStatic: boolean): Uint32Array {
    const lists = [...this.#lower(fileSymbols), ...this.#lower(chunks), ...this.#lower(kind)];
    return this.#lift("findNeeds", [...lists, firstShared, isStatic ? 1 : 0], (results) => results.unsigned());
  }

  setValues(tables: ValueTables): void {
    const { kind, target, flags, gotIndex, importIndex, offset, tlsFlag } = tables;
    const symbols = [kind, target, flags, gotIndex, importIndex, offset].flatMap((list) => this.#lower(list));
    this.#call("setValueSymbols", ...symbols, tlsFlag);
    const { live, functionIndex, tableSlot, codeOffset, outputSegment, outputSegmentOffset, parent } = tables;
    const chunks = [live, functionIndex, tableSlot, codeOffset, outputSegment, outputSegmentOffset, parent];
    this.#call("setValueChunks", ...chunks.flatMap((list) => this.#lower(list)));
    this.#call("setValues", ...this.#lower(tables.segmentAddress), ...this.#lower(tables.others));
  }

  setPlaces(places: SectionPlaces): void {
    const { outputOffset, mergeable, pieceStart, pieceEnd, pieceInputOffset, pieceOutputOffset, size } = places;
    const lists = [outputOffset, mergeable, pieceStart, pieceEnd, pieceInputOffset, pieceOutputOffset, size];
    this.#call("setPlaces", ...lists.flatMap((list) => this.#lower(list)));
  }

  setFiles({ fileSymbols, typeIndexes, tableBase }: FileTables): void {
    this.#call("setFiles", ...this.#lower(fileSymbols), ...this.#lower(typeIndexes), tableBase);
  }

  applyRelocations(out: Uint8Array, chunks: Int32Array, fieldBases: Float64Array): number {
    const args = [...this.#lowerBytes(out), ...this.#lower(chunks), ...this.#lower(fieldBases)];
    return this.#lift("applyRelocations", args, (results) => {
      const failedRow = results.number();
      results.copyBytes(out);
      return failedRow;
    });
  }

  relocationValues(chunk: Int32Array, fieldBase: number): Float64Array {
    return this.#lift("relocationValues", [...this.#lower(chunk), fieldBase], (results) => results.floats());
  }

  mergeStrings(bytes: Uint8Array, memberEnds: Uint32Array): MergedStrings {
    const args = [...this.#lowerBytes(bytes), bytes.length, ...this.#lower(memberEnds)];
    return this.#lift("mergeStrings", args, (results) => {
      const words = results.bytes(8);
      return {
        content: words.subarray(0, results.number()),
        memberStarts: results.unsigned(),
        inputOffsets: results.unsigned(),
        offsets: results.unsigned(),
      };
    });
  }

  #call(name: string, ...args: number[]): number {
    return this.#core[name](...args);
  }

  /** Calls a function that returns lists, and has `read` copy them out before they are given up. */
  #lift<T>(name: string, args: readonly number[], read: (results: Results) => T): T {
    const at = this.#core[name](...args);
    const results = read(new Results(this.#core.memory.buffer, at));
    this.#core.release(at);
    return results;
  }

  #lower(list: List): [address: number, length: number] {
    return [this.#copyIn(list), list.length];
  }

  /** A list of 64-bit words. */
  #lowerBytes(bytes: Uint8Array): [address: number, length: number] {
    return [this.#copyIn(bytes), Math.ceil(bytes.length / 8)];
  }

  #copyIn(list: List): number {
    if (list.length === 0) return 0;
    // Words take whole ones.
    const at = this.#core.cabi_realloc(0, 0, 8, Math.ceil(list.byteLength / 8) * 8);
    const bytes = new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
    new Uint8Array(this.#core.memory.buffer, at, bytes.length).set(bytes);
    return at;
  }
}

/** The fields of a result, one after the other. */
class Results {
  readonly #buffer: ArrayBuffer;
  readonly #words: Int32Array;
  #at = 0;

  constructor(buffer: ArrayBuffer, at: number) {
    this.#buffer = buffer;
    this.#words = new Int32Array(buffer, at);
  }

  number(): number {
    return this.#words[this.#at++];
  }

  /** A list of bytes, or of elements of that many bytes. */
  bytes(elementSize = 1): Uint8Array<ArrayBuffer> {
    const start = this.number() >>> 0;
    const size = this.number() * elementSize;
    return new Uint8Array(this.#buffer.slice(start, start + size));
  }

  /** As many of the bytes as `out` has. */
  copyBytes(out: Uint8Array): void {
    const start = this.number() >>> 0;
    this.number();
    out.set(new Uint8Array(this.#buffer, start, out.length));
  }

  unsigned(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.bytes(4).buffer);
  }

  floats(): Float64Array<ArrayBuffer> {
    return new Float64Array(this.bytes(8).buffer);
  }
}
