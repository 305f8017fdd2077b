/**
 * All chunks of a link as columns (LLD's `InputChunk`): the pieces of input that are kept or dropped, placed and
 * patched as a whole. A chunk's bytes stay in its file, `[start, start + size)`, until they are copied to the output.
 */
import { type ChunkId, mintId } from "../base/ids.ts";
import { type Column, growColumn, nextCapacity } from "./columns.ts";
import { NONE } from "./symbol-table.ts";

export const ChunkKind = {
  function: 0,
  segment: 1,
  customSection: 2,
  /** A function made by the linker; its body is in `bodies`. */
  syntheticFunction: 3,
  /** The strings of several mergeable chunks; its content is in `bodies`. */
  merged: 4,
} as const;
export type ChunkKind = (typeof ChunkKind)[keyof typeof ChunkKind];

/** The functions, segments or custom sections of one file; columns by their index in the file. */
export interface FileChunks {
  readonly kind: ChunkKind;
  readonly file: number;
  readonly count: number;
  readonly start: Uint32Array;
  /** Absent where each is a section. */
  readonly inputOffset?: Uint32Array;
  readonly size: Uint32Array;
  readonly comdat: Int32Array;
  readonly signature?: Uint32Array;
  /** log2. */
  readonly alignment?: Uint32Array;
  readonly segmentFlags?: Uint32Array;
  /** NameId, or `NONE`. */
  readonly name?: Uint32Array | Int32Array;
  readonly stem?: Uint32Array;
  readonly codeOffset?: Uint32Array;
  /** Of custom sections; those of the others are found by `cutRelocations`. */
  readonly relocationStart?: Uint32Array;
  readonly relocationEnd?: Uint32Array;
}

export class ChunkTable {
  kind: Uint8Array = new Uint8Array(0);
  live: Uint8Array = new Uint8Array(0);
  /** Belongs to a COMDAT group that lost. */
  discarded: Uint8Array = new Uint8Array(0);
  mergeable: Uint8Array = new Uint8Array(0);
  file: Int32Array = new Int32Array(0);
  start: Uint32Array = new Uint32Array(0);
  size: Uint32Array = new Uint32Array(0);
  inputOffset: Uint32Array = new Uint32Array(0);
  relocationStart: Uint32Array = new Uint32Array(0);
  relocationEnd: Uint32Array = new Uint32Array(0);
  signature: Int32Array = new Int32Array(0);
  comdat: Int32Array = new Int32Array(0);
  alignment: Uint8Array = new Uint8Array(0);
  segmentFlags: Uint32Array = new Uint32Array(0);
  /** NameId of a segment or custom section, or of the first symbol of the file that names a function; `NONE` where there is none. */
  name: Int32Array = new Int32Array(0);
  /** NameId of a segment's `segmentStem`. */
  stem: Int32Array = new Int32Array(0);
  /** Length of a function's size field, after which its code begins. */
  codeOffset: Uint8Array = new Uint8Array(0);
  functionIndex: Int32Array = new Int32Array(0);
  tableEntry: Int32Array = new Int32Array(0);
  /** Row of `LinkState.segmentList`, or `NONE`. */
  outputSegment: Int32Array = new Int32Array(0);
  outputSegmentOffset: Uint32Array = new Uint32Array(0);
  /** Offset in the body of the output section. */
  outputOffset: Uint32Array = new Uint32Array(0);
  /** Size in the output; differs from `size` under --compress-relocations. */
  outputSize: Uint32Array = new Uint32Array(0);
  /** The merged chunk that holds a mergeable chunk's strings. */
  parent: Int32Array = new Int32Array(0);
  /** Rows of the piece table. */
  pieceStart: Uint32Array = new Uint32Array(0);
  pieceEnd: Uint32Array = new Uint32Array(0);
  readonly bodies = new Map<ChunkId, Uint8Array>();
  readonly names = new Map<ChunkId, string>();
  /** What the name section shows instead of the demangled symbol name. */
  readonly debugNames = new Map<ChunkId, string>();
  readonly exportNames = new Map<ChunkId, string>();
  length = 0;
  readonly #initialLive: number;
  /** Rows that the kernel has: first and number of each run. */
  #inKernel: number[] = [];

  constructor(gcSections: boolean) {
    this.#initialLive = gcSections ? 0 : 1;
  }

  reserve(count: number): void {
    const needed = this.length + count;
    if (needed > this.kind.length) this.#grow(nextCapacity(this.kind.length, needed));
  }

  /** Adds all functions or segments of a file and returns the first: column by column, which is native code everywhere. */
  addAll(chunks: FileChunks): ChunkId {
    const { count } = chunks;
    this.reserve(count);
    const first = mintId<"chunk">(this.length);
    const end = first + count;
    this.length = end;
    this.kind.fill(chunks.kind, first, end);
    this.live.fill(this.#initialLive, first, end);
    this.file.fill(chunks.file, first, end);
    this.start.set(chunks.start, first);
    this.size.set(chunks.size, first);
    this.outputSize.set(chunks.size, first);
    if (chunks.inputOffset !== undefined) this.inputOffset.set(chunks.inputOffset, first);
    this.comdat.set(chunks.comdat, first);
    if (chunks.signature !== undefined) this.signature.set(chunks.signature, first);
    if (chunks.alignment !== undefined) this.alignment.set(chunks.alignment, first);
    if (chunks.segmentFlags !== undefined) this.segmentFlags.set(chunks.segmentFlags, first);
    if (chunks.codeOffset !== undefined) this.codeOffset.set(chunks.codeOffset, first);
    if (chunks.name !== undefined) this.name.set(chunks.name, first);
    if (chunks.stem !== undefined) this.stem.set(chunks.stem, first);
    if (chunks.relocationStart !== undefined) this.relocationStart.set(chunks.relocationStart, first);
    if (chunks.relocationEnd !== undefined) this.relocationEnd.set(chunks.relocationEnd, first);
    return first;
  }

  /** Rows for chunks that the kernel has, until `takeFromKernel` brings them and makes room for all at once; returns the first. */
  reserveForKernel(count: number): ChunkId {
    const first = mintId<"chunk">(this.length);
    this.length += count;
    const last = this.#inKernel.length - 1;
    if (last >= 0 && this.#inKernel[last - 1] + this.#inKernel[last] === first) this.#inKernel[last] += count;
    else this.#inKernel.push(first, count);
    return first;
  }

  /** What the kernel has for those rows (`Kernel.takeChunks`): column by column, which is native code everywhere. */
  takeFromKernel(table: Uint32Array): void {
    this.reserve(0);
    const count = table[0];
    const signed = new Int32Array(table.buffer, table.byteOffset, table.length);
    let done = 1;
    for (let run = 0; run < this.#inKernel.length; run += 2) {
      const first = this.#inKernel[run];
      const end = first + this.#inKernel[run + 1];
      let at = done;
      for (const column of this.#columnsOfKernel()) {
        // Of the same type where there is one: that is copied as it is.
        column.set((column instanceof Int32Array ? signed : table).subarray(at, at + end - first), first);
        at += count;
      }
      this.outputSize.set(this.size.subarray(first, end), first);
      this.live.fill(this.#initialLive, first, end);
      done += end - first;
    }
    this.#inKernel = [];
  }

  /** In the order of `Kernel.takeChunks`. */
  #columnsOfKernel(): readonly Column[] {
    return [
      this.kind,
      this.file,
      this.start,
      this.inputOffset,
      this.size,
      this.signature,
      this.comdat,
      this.alignment,
      this.segmentFlags,
      this.codeOffset,
      this.name,
      this.stem,
      this.relocationStart,
      this.relocationEnd,
      this.discarded,
    ];
  }

  /** A chunk of the linker's own, without a file. */
  addSynthetic(kind: ChunkKind, name: string, signature: number = NONE): ChunkId {
    this.reserve(1);
    const id = mintId<"chunk">(this.length++);
    this.kind[id] = kind;
    this.live[id] = this.#initialLive;
    this.file[id] = NONE;
    this.signature[id] = signature;
    this.names.set(id, name);
    return id;
  }

  setBody(id: ChunkId, body: Uint8Array): void {
    this.bodies.set(id, body);
    this.size[id] = body.length;
    this.outputSize[id] = body.length;
  }

  #grow(capacity: number): void {
    this.kind = growColumn(this.kind, capacity);
    this.live = growColumn(this.live, capacity);
    this.discarded = growColumn(this.discarded, capacity);
    this.mergeable = growColumn(this.mergeable, capacity);
    this.file = growColumn(this.file, capacity, NONE);
    this.start = growColumn(this.start, capacity);
    this.size = growColumn(this.size, capacity);
    this.inputOffset = growColumn(this.inputOffset, capacity);
    this.relocationStart = growColumn(this.relocationStart, capacity);
    this.relocationEnd = growColumn(this.relocationEnd, capacity);
    this.signature = growColumn(this.signature, capacity, NONE);
    this.comdat = growColumn(this.comdat, capacity, NONE);
    this.alignment = growColumn(this.alignment, capacity);
    this.segmentFlags = growColumn(this.segmentFlags, capacity);
    this.name = growColumn(this.name, capacity, NONE);
    this.stem = growColumn(this.stem, capacity, NONE);
    this.codeOffset = growColumn(this.codeOffset, capacity);
    this.functionIndex = growColumn(this.functionIndex, capacity, NONE);
    this.tableEntry = growColumn(this.tableEntry, capacity, NONE);
    this.outputSegment = growColumn(this.outputSegment, capacity, NONE);
    this.outputSegmentOffset = growColumn(this.outputSegmentOffset, capacity);
    this.outputOffset = growColumn(this.outputOffset, capacity);
    this.outputSize = growColumn(this.outputSize, capacity);
    this.parent = growColumn(this.parent, capacity, NONE);
    this.pieceStart = growColumn(this.pieceStart, capacity);
    this.pieceEnd = growColumn(this.pieceEnd, capacity);
  }
}
