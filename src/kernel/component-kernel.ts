/**
 * The compiled kernel (`wit/deps/kernel.wit`): behind the bindings of an engine in a component, or the module by itself
 * (`core-kernel.ts`). There a call costs some microseconds and a list may cost time per element, so that bytes go as 64-bit words.
 */
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
import { FIELD_RELOCATIONS, FIELD_STATUS, OBJECT_USUAL } from "./portable/object-fields.ts";
import type { SectionPlaces } from "./portable/chunk-places.ts";
import type { SegmentChunks } from "./portable/gather-segments.ts";
import type { NeedTables } from "./portable/need-search.ts";
import type { PatchTables } from "./portable/patch-tables.ts";
import type { SelectionColumns } from "./portable/select-symbols.ts";
import { CUT_FIELDS } from "./portable/cut-relocations.ts";
import type { ReachTables } from "./portable/live-marker.ts";
import type { ValueTables } from "./portable/symbol-values.ts";
import type { WitKernel } from "./wit-kernel.ts";
import { wordBuffer, type WordMemory } from "./word-buffer.ts";
import type { RelocationSource } from "./portable/relocation-source.ts";

export class ComponentKernel implements Kernel {
  relocationCount = 0;
  readonly #component: WitKernel;
  readonly #words: (bytes: Uint8Array) => BigUint64Array;
  readonly room: (size: number) => Uint8Array;

  /**
   * `words`: bytes as words, the last one filled up with anything; good until the next call. `room`: bytes that it takes
   * without copying them.
   */
  constructor(component: WitKernel, table: Uint8Array, { words, room }: WordMemory = wordBuffer()) {
    this.#component = component;
    this.#words = words;
    this.room = room;
    component.start(table);
  }

  internName(bytes: Uint8Array): number {
    return this.#component.internName(this.#words(bytes), bytes.length);
  }

  nameTexts(first: number, end: number): NameTexts {
    const { starts, text } = this.#component.nameTexts(first, end);
    return { starts, text: unpacked(text, starts[starts.length - 1]).slice() };
  }

  readArchive(bytes: Uint8Array, longNames: Uint8Array, isBsd: boolean, goesOn: boolean): Uint32Array {
    return this.#component.readArchive(this.#words(bytes), bytes.length, longNames, isBsd, goesOn);
  }

  readObject(bytes: Uint8Array): Uint32Array {
    const table = this.#component.readObject(this.#words(bytes), bytes.length);
    if (table[FIELD_STATUS] === OBJECT_USUAL) this.relocationCount = table[FIELD_RELOCATIONS];
    return table;
  }

  objectColumns(object: number): Uint32Array {
    return this.#component.objectColumns(object);
  }

  putSymbols(table: Uint32Array): void {
    this.#component.putSymbols(table);
  }

  takeSymbols(): Uint32Array {
    return this.#component.takeSymbols();
  }

  joinObject(object: number, file: number, chunkStart: number, symbolStart: number): JoinStop {
    return this.#component.joinObject(object, file, chunkStart, symbolStart);
  }

  addObjectSymbols(object: number, index: number): JoinStop {
    return this.#component.addObjectSymbols(object, index);
  }

  offerNames(names: Uint32Array, files: Uint32Array): JoinStop {
    return this.#component.offerNames(names, files);
  }

  takeChunks(): Uint32Array {
    return this.#component.takeChunks();
  }

  claimComdats(names: Uint32Array): Uint8Array {
    return this.#component.claimComdats(names);
  }

  selectSymbols(
    columns: SelectionColumns,
    firstKind: number,
    traits: number,
    flags: number,
    needed: number,
  ): Uint32Array {
    return this.#component.selectSymbols(
      columns.order,
      columns.kind,
      columns.traits,
      columns.flags,
      firstKind,
      traits,
      flags,
      needed,
    );
  }

  symbolsWithoutChunk(kind: Uint8Array, target: Int32Array, traits: Uint8Array): Uint32Array {
    return this.#component.symbolsWithoutChunk(kind, target, traits);
  }

  decodeRelocations(source: RelocationSource, count: number): number {
    const { bytes, at, end, sectionSize, typeCount, symbolKinds } = source;
    const words = this.#words(bytes.subarray(at, end));
    const read = this.#component.decodeRelocations(words, end - at, count, sectionSize, typeCount, symbolKinds);
    source.at += read.size;
    if (read.called.length > 0) markCalled(source.called, read.called);
    this.relocationCount += read.count;
    return read.count;
  }

  repeatRelocations(start: number, end: number): void {
    this.#component.repeatRelocations(start, end);
    this.relocationCount += end - start;
  }

  keepRelocations(count: number): void {
    this.#component.keepRelocations(count);
    this.relocationCount = count;
  }

  relocationRows(start: number, end: number): RelocationRows {
    const { types, offsets, indexes, addends } = this.#component.relocationRows(start, end);
    return { type: types, offset: offsets, index: indexes, addend: addends };
  }

  cutRelocations(sections: Uint32Array, chunks: CutChunks): void {
    const { startRows, endRows } = this.#component.cutRelocations(sections, chunks.inputOffset, chunks.size);
    for (let i = 0; i < sections.length; ) {
      const first = sections[i + 2];
      let end = first;
      // Code and data of an object follow each other.
      for (; i < sections.length && sections[i + 2] === end; i += CUT_FIELDS) end += sections[i + 3];
      chunks.relocationStart.set(startRows.subarray(first, end), first);
      chunks.relocationEnd.set(endRows.subarray(first, end), first);
    }
  }

  startReach(tables: ReachTables): void {
    const { kind, target, offset, traits, stubTrait } = tables;
    this.#component.setReachSymbols(kind, target, offset, traits, stubTrait);
    const { live, mergeable, size, file, relocationStart, relocationEnd } = tables;
    this.#component.setReachChunks(live, mergeable, size, file, relocationStart, relocationEnd);
    this.#component.startReach(tables.fileSymbols, tables.symbolStart, tables.fileLive);
  }

  findReached(chunks: Uint32Array): Uint32Array {
    return this.#component.findReached(chunks);
  }

  reachedChunks(): Uint8Array {
    return this.#component.reachedChunks();
  }

  findNeeds(files: Uint32Array, tables: NeedTables, isStatic: boolean): Uint32Array {
    const { fileSymbols, kind, live, relocationStart, relocationEnd, firstShared } = tables;
    const chunks = [live, relocationStart, relocationEnd] as const;
    return this.#component.findNeeds(fileSymbols, files, kind, ...chunks, firstShared, isStatic);
  }

  setValues(tables: ValueTables): void {
    const { kind, target, flags, gotIndex, importIndex, offset, tlsFlag } = tables;
    this.#component.setValueSymbols(kind, target, flags, gotIndex, importIndex, offset, tlsFlag);
    const { live, functionIndex, tableEntry, codeOffset, parent, others } = tables;
    this.#component.setValueChunks(live, functionIndex, tableEntry, codeOffset, parent);
    this.#component.setValues(others);
  }

  setPlaces(sections: SectionPlaces): void {
    const { outputOffset, mergeable, pieceStart, pieceEnd, pieceInputOffset, pieceOutputOffset, size } = sections;
    this.#component.setPlaces(outputOffset, mergeable, pieceStart, pieceEnd, pieceInputOffset, pieceOutputOffset, size);
  }

  setPatches(tables: PatchTables): void {
    const { file, inputOffset, relocationStart, relocationEnd, outputSegment, outputSegmentOffset } = tables;
    const places = [outputSegment, outputSegmentOffset, tables.segmentAddress] as const;
    this.#component.setPatches(file, inputOffset, relocationStart, relocationEnd, ...places);
  }

  setFiles({ fileSymbols, typeIndexes, symbolStarts, typeStarts, tableBase }: FileTables): void {
    this.#component.setFiles(fileSymbols, typeIndexes, symbolStarts, typeStarts, tableBase);
  }

  relocated(chunks: Uint32Array): Uint32Array {
    return this.#component.relocated(chunks);
  }

  applyRelocations(patch: Patch, out: Uint8Array): number {
    const { bytes, runs, chunks, position, tombstone } = patch;
    const words = this.#words(bytes);
    const patched = this.#component.applyRelocations(words, out.length, runs, chunks, position, tombstone);
    out.set(unpacked(patched.bytes, out.length));
    return patched.failedRow;
  }

  relocationValues(chunk: number, tombstone: number): Float64Array {
    return this.#component.relocationValues(chunk, tombstone);
  }

  mergeStrings(bytes: Uint8Array, members: Uint32Array): MergedStrings {
    const { content, size, ...columns } = this.#component.mergeStrings(this.#words(bytes), bytes.length, members);
    return { content: unpacked(content, size).slice(), ...columns };
  }

  mergeableSegments(segmentFlags: Uint32Array, alignment: Uint8Array, size: Uint32Array): Uint8Array {
    return this.#component.mergeableSegments(segmentFlags, alignment, size);
  }

  gatherSegments(chunks: SegmentChunks, ranges: Uint32Array, tlsName: number): GatheredSegments {
    const { name, segmentFlags, alignment, size, live, mergeable } = chunks;
    const columns = [name, segmentFlags, alignment, size, live, mergeable] as const;
    return this.#component.gatherSegments(...columns, ranges, tlsName);
  }

  nameEntries(names: Uint32Array, firstIndex: number, marks: Uint8Array): NameEntries {
    const { content, size, ...places } = this.#component.nameEntries(names, firstIndex, marks);
    return { content: unpacked(content, size).slice(), ...places };
  }
}

function unpacked(words: BigUint64Array, size: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, size);
}

function markCalled(called: Uint8Array, found: Uint8Array): void {
  for (let symbol = found.indexOf(1); symbol >= 0; symbol = found.indexOf(1, symbol + 1)) called[symbol] = 1;
}
