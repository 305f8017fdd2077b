/** The kernel as JavaScript, for where WebAssembly is turned off, and for tests to step through. */
import { ArchiveReader } from "./portable/archive-reader.ts";
import type {
  CutChunks,
  FileTables,
  GatheredSegments,
  JoinStop,
  Kernel,
  MergedStrings,
  NameEntries,
  NameTexts,
  Patch,
  RelocationRows,
} from "./kernel.ts";
import { ChunkPlaces, type SectionPlaces } from "./portable/chunk-places.ts";
import { RelocationDecoder } from "./portable/decode-relocations.ts";
import { type RelocationSource } from "./portable/relocation-source.ts";
import { GatheredSegments as PortableSegments, type SegmentChunks } from "./portable/gather-segments.ts";
import { placeRuns } from "./portable/place-runs.ts";
import { StringMerger } from "./portable/merge-strings.ts";
import { mergeableSegments } from "./portable/mergeable-segments.ts";
import { NameEntryWriter } from "./portable/name-entries.ts";
import { NameStore } from "./portable/name-store.ts";
import { Namespace } from "./portable/namespace.ts";
import { NeedSearch, type NeedTables } from "./portable/need-search.ts";
import { ObjectJoiner } from "./portable/object-joiner.ts";
import { ObjectReader } from "./portable/object-reader.ts";
import { ObjectStore } from "./portable/object-store.ts";
import { columnsTable } from "./portable/object-table.ts";
import { RelocationKinds } from "./portable/relocation-kinds.ts";
import { RelocationStore } from "./portable/relocation-store.ts";
import type { PatchTables } from "./portable/patch-tables.ts";
import { RelocationWriter } from "./portable/relocation-values.ts";
import { selectSymbols, symbolsWithoutChunk, type SelectionColumns } from "./portable/select-symbols.ts";
import { findSymbolValues, type ValueTables } from "./portable/symbol-values.ts";
import { cutRelocations } from "./portable/cut-relocations.ts";
import { LiveMarker, ReachTables } from "./portable/live-marker.ts";

export class PlainKernel implements Kernel {
  readonly #names = new NameStore();
  readonly #store = new RelocationStore();
  readonly #objects = new ObjectStore();
  readonly #space = new Namespace();
  readonly #joiner = new ObjectJoiner(this.#objects, this.#space);
  readonly #kinds: RelocationKinds;
  readonly #archiveReader = new ArchiveReader(this.#names);
  readonly #reader: ObjectReader;
  readonly #decoder: RelocationDecoder;
  readonly #marker: LiveMarker;
  readonly #writer: RelocationWriter;

  /** `table`: of relocation types, see `RelocationKinds`. */
  constructor(table: Uint8Array) {
    const kinds = new RelocationKinds(table);
    this.#kinds = kinds;
    this.#decoder = new RelocationDecoder(this.#store, kinds);
    this.#marker = new LiveMarker(this.#store, kinds);
    this.#writer = new RelocationWriter(this.#store, kinds);
    this.#reader = new ObjectReader(this.#names, this.#store, this.#decoder, this.#objects);
  }

  internName(bytes: Uint8Array): number {
    return this.#names.intern(bytes, 0, bytes.length);
  }

  nameTexts(first: number, end: number): NameTexts {
    const last = Math.min(end, this.#names.count);
    return { starts: this.#names.startsOf(first, last), text: this.#names.textOf(first, last).slice() };
  }

  room(size: number): Uint8Array {
    return new Uint8Array(size);
  }

  readArchive(bytes: Uint8Array, longNames: Uint8Array, isBsd: boolean, goesOn: boolean): Uint32Array {
    return this.#archiveReader.read(bytes, bytes.length, longNames, isBsd, goesOn);
  }

  readObject(bytes: Uint8Array): Uint32Array {
    return this.#reader.read(bytes, bytes.length);
  }

  objectColumns(object: number): Uint32Array {
    return columnsTable(this.#objects, object);
  }

  putSymbols(table: Uint32Array): void {
    this.#space.put(table);
  }

  takeSymbols(): Uint32Array {
    return this.#space.take();
  }

  joinObject(object: number, file: number, chunkStart: number, symbolStart: number): JoinStop {
    this.#joiner.join(object, file, chunkStart, symbolStart);
    return this.addObjectSymbols(object, 0);
  }

  addObjectSymbols(object: number, index: number): JoinStop {
    return { index: this.#joiner.addSymbols(object, index), wanted: this.#joiner.wanted };
  }

  offerNames(names: Uint32Array, files: Uint32Array): JoinStop {
    return { index: this.#joiner.offer(names, files), wanted: this.#joiner.wanted };
  }

  takeChunks(): Uint32Array {
    return this.#joiner.takeChunks();
  }

  claimComdats(names: Uint32Array): Uint8Array {
    return this.#joiner.claimComdats(names);
  }

  selectSymbols(
    columns: SelectionColumns,
    firstKind: number,
    traits: number,
    flags: number,
    needed: number,
  ): Uint32Array {
    return selectSymbols(columns, firstKind, traits, flags, needed);
  }

  symbolsWithoutChunk(kind: Uint8Array, target: Int32Array, traits: Uint8Array): Uint32Array {
    return symbolsWithoutChunk(kind, target, traits);
  }

  get relocationCount(): number {
    return this.#store.length;
  }

  decodeRelocations(source: RelocationSource, count: number): number {
    return this.#decoder.decode(source, count);
  }

  repeatRelocations(start: number, end: number): void {
    this.#store.repeat(start, end);
  }

  keepRelocations(count: number): void {
    this.#store.keep(count);
  }

  relocationRows(start: number, end: number): RelocationRows {
    const { type, offset, index } = this.#store;
    return {
      type: type.subarray(start, end),
      offset: offset.subarray(start, end),
      index: index.subarray(start, end),
      addend: this.#store.addends(start, end),
    };
  }

  cutRelocations(sections: Uint32Array, chunks: CutChunks): void {
    const { inputOffset, size, relocationStart, relocationEnd } = chunks;
    cutRelocations(this.#store, this.#kinds, sections, inputOffset, size, relocationStart, relocationEnd);
  }

  startReach(tables: ReachTables): void {
    const { live, fileLive } = tables;
    // They are written to, as the compiled kernel writes to its copies.
    this.#marker.startReach(
      Object.assign(new ReachTables(), tables, { live: live.slice(), fileLive: fileLive.slice() }),
    );
  }

  findReached(chunks: Uint32Array): Uint32Array {
    return this.#marker.findReached(chunks);
  }

  reachedChunks(): Uint8Array {
    return this.#marker.reach.live;
  }

  findNeeds(files: Uint32Array, tables: NeedTables, isStatic: boolean): Uint32Array {
    return new NeedSearch(this.#store, this.#kinds, tables, isStatic).search(files);
  }

  setValues(tables: ValueTables): void {
    this.#writer.values = findSymbolValues(tables, this.#writer.places, this.#writer.patches);
  }

  setPlaces(sections: SectionPlaces): void {
    this.#writer.places = new ChunkPlaces(sections);
  }

  setPatches(tables: PatchTables): void {
    this.#writer.patches = tables;
  }

  setFiles({ fileSymbols, typeIndexes, symbolStarts, typeStarts, tableBase }: FileTables): void {
    this.#writer.fileSymbols = fileSymbols;
    this.#writer.typeIndexes = typeIndexes;
    this.#writer.symbolStarts = symbolStarts;
    this.#writer.typeStarts = typeStarts;
    this.#writer.tableBase = tableBase;
  }

  relocated(chunks: Uint32Array): Uint32Array {
    return this.#writer.relocated(chunks);
  }

  applyRelocations({ bytes, runs, chunks, position, tombstone }: Patch, out: Uint8Array): number {
    placeRuns(bytes, runs, out.length);
    const failedRow = this.#writer.applyAll(bytes, chunks, position, tombstone);
    out.set(bytes.subarray(0, out.length));
    return failedRow;
  }

  relocationValues(chunk: number, tombstone: number): Float64Array {
    return this.#writer.valuesOf(chunk, tombstone);
  }

  mergeStrings(bytes: Uint8Array, members: Uint32Array): MergedStrings {
    const merger = new StringMerger(bytes, members);
    merger.merge();
    return merger;
  }

  nameEntries(names: Uint32Array, firstIndex: number, marks: Uint8Array): NameEntries {
    const { content, leftOut, places } = new NameEntryWriter(this.#names, names, firstIndex, marks);
    return { content, leftOut: leftOut.view(), places: places.view() };
  }

  mergeableSegments(segmentFlags: Uint32Array, alignment: Uint8Array, size: Uint32Array): Uint8Array {
    return mergeableSegments(segmentFlags, alignment, size);
  }

  gatherSegments(chunks: SegmentChunks, ranges: Uint32Array, tlsName: number): GatheredSegments {
    const { segments, sizes, lists, rows, offsets, groups, members } = new PortableSegments(chunks, ranges, tlsName);
    return { segments: segments.view(), sizes, lists, rows, offsets, groups: groups.view(), members };
  }
}
