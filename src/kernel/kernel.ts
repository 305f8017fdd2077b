/**
 * The loops that run once per byte, relocation or symbol, behind one seam. `ComponentKernel` calls them compiled to WebAssembly:
 * in Node, browsers and the library a module by itself, in `tsld.wasm` and `tsld-small.wasm` a part of the engine's module.
 * `PlainKernel` has them as JavaScript, for where WebAssembly is turned off, and for tests to step through. Both are made from
 * the files of `portable/`, and give the same results.
 *
 * A kernel serves one link. It keeps names, objects and relocations, and the symbols while objects join the link; callers know
 * them by number or row. Everything goes in and out in bulk, as typed arrays, which the kernel may keep or copy. What the
 * caller changes it gives again before it asks; `startReach` has its own rule.
 */
import type { RelocationSource } from "./portable/relocation-source.ts";
import type { SectionPlaces } from "./portable/chunk-places.ts";
import type { SegmentChunks } from "./portable/gather-segments.ts";
import type { NeedTables } from "./portable/need-search.ts";
import type { PatchTables } from "./portable/patch-tables.ts";
import type { SelectionColumns } from "./portable/select-symbols.ts";
import type { ReachTables } from "./portable/live-marker.ts";
import type { ValueTables } from "./portable/symbol-values.ts";

/** Bytes that `room` may be asked for: the compiled kernel has 32-bit addresses. */
export const LARGEST_ROOM = 1 << 29;

export interface Kernel {
  /** The number of a name: the same for the same bytes, the next one for a name that is new. */
  internName(bytes: Uint8Array): number;
  /** The bytes of the names `[first, end)`, or of as many of them as there are. */
  nameTexts(first: number, end: number): NameTexts;
  /**
   * Room for what a call is given, which then need not be copied. Valid until the next call after that one, unless that says
   * otherwise; without any bytes sooner, if the kernel's memory has grown.
   */
  room(size: number): Uint8Array;
  /**
   * Walks a part of an archive, if it has the usual shape, and finds the names that its members define. A first part begins with a
   * member's header, and brings `longNames`, the table of a GNU archive; one that `goesOn` begins where the last has ended, and need
   * not bring it again. The result is described in `portable/archive-reader.ts`.
   */
  readArchive(bytes: Uint8Array, longNames: Uint8Array, isBsd: boolean, goesOn: boolean): Uint32Array;
  /**
   * Reads an object of the usual shape, keeps it, and appends its relocations. The result is the header of
   * `portable/object-table.ts`.
   */
  readObject(bytes: Uint8Array): Uint32Array;
  /** The rest of an object that has been read, as that file describes it. */
  objectColumns(object: number): Uint32Array;

  /** The symbols of the link (`portable/namespace.ts`) are the kernel's from here ... */
  putSymbols(table: Uint32Array): void;
  /** ... to here. The table is good until the next call. */
  takeSymbols(): Uint32Array;
  /**
   * Adds an object that has been read to the link: its chunks from ChunkId `chunkStart` on, its symbols where `symbolStart` is
   * its first file symbol. Stops at the first symbol that is the caller's, or before which a file is to be extracted;
   * `addObjectSymbols` goes on.
   */
  joinObject(object: number, file: number, chunkStart: number, symbolStart: number): JoinStop;
  addObjectSymbols(object: number, index: number): JoinStop;
  /** Offers `names`, each by the lazy object in `files`, up to the first that is the caller's or makes its file extracted. */
  offerNames(names: Uint32Array, files: Uint32Array): JoinStop;
  /** The chunks of the objects that have joined since the last call; see `ObjectJoiner.takeChunks`. Good until the next call. */
  takeChunks(): Uint32Array;
  /** By name: 1 for the COMDAT groups that no file has had so far. */
  claimComdats(names: Uint32Array): Uint8Array;

  /** Symbols that have one of `traits`, one of `flags`, or a kind of `firstKind` or above, and all of `needed`; in their order. */
  selectSymbols(
    columns: SelectionColumns,
    firstKind: number,
    traits: number,
    flags: number,
    needed: number,
  ): Uint32Array;
  /** All that are not functions or data in a chunk, sections, or lazy ones that nothing refers to, by their numbers. */
  symbolsWithoutChunk(kind: Uint8Array, target: Int32Array, traits: Uint8Array): Uint32Array;

  /** Rows of the relocation table. */
  readonly relocationCount: number;
  /**
   * Appends up to `count` rows and returns how many there are: fewer where the next entry is malformed. Moves
   * `source.at` behind what was read and marks `source.called`.
   */
  decodeRelocations(source: RelocationSource, count: number): number;
  /** Appends a copy of rows `[start, end)`. */
  repeatRelocations(start: number, end: number): void;
  /** Forgets all rows but the first `count`. */
  keepRelocations(count: number): void;
  /** Rows `[start, end)`, for passes that go through relocations themselves. Position 0 is row `start`. */
  relocationRows(start: number, end: number): RelocationRows;

  /**
   * Cuts sections' rows into those of their chunks, which are in offset order. `sections` has `CUT_FIELDS` numbers for
   * each: first row, row after the last, first chunk, number of chunks. The other columns are by chunk; where a field ends
   * behind its chunk, `relocationEnd` is `FIELD_BEYOND_CHUNK`.
   */
  cutRelocations(sections: Uint32Array, chunks: CutChunks): void;

  /**
   * Begins the marking of what is live. The kernel marks in copies of `live` and `fileLive`: the caller goes on in its own, and
   * gives the chunks to `findReached`.
   */
  startReach(tables: ReachTables): void;
  /**
   * Marks `chunks`, their files, and whatever relocations lead to from there. Returns symbols that are not merely in a
   * chunk of a live file, each once: what follows from those, the caller decides.
   */
  findReached(chunks: Uint32Array): Uint32Array;
  /** By ChunkId: what has been marked. */
  reachedChunks(): Uint8Array;
  /**
   * Relocations of live chunks that may need something of the output, in order: position in `files`, type, SymbolId or type
   * index for each. `NEED_FIELDS` numbers per file: first chunk, the one after its last, first row in `fileSymbols`. In static
   * output only the first uses of defined symbols and types are among them.
   */
  findNeeds(files: Uint32Array, tables: NeedTables, isStatic: boolean): Uint32Array;

  /**
   * Tells what the next three work with: of chunks, of symbols, and of files. `setValues` comes after `setPlaces` and
   * `setPatches`, as the kernel works out the symbols' values at once, from what those have told.
   */
  setPlaces(sections: SectionPlaces): void;
  setPatches(tables: PatchTables): void;
  setValues(tables: ValueTables): void;
  setFiles(tables: FileTables): void;
  /** Those of `chunks` that have relocations. */
  relocated(chunks: Uint32Array): Uint32Array;
  /**
   * Writes the bytes of `patch` with relocated fields to their places in `out`. Returns the first row whose value must not be
   * used, or -1.
   */
  applyRelocations(patch: Patch, out: Uint8Array): number;
  /** The values of one chunk's relocations. */
  relocationValues(chunk: number, tombstone: number): Float64Array;

  /**
   * Merges NUL-terminated strings: those of members in `bytes`, of which each ends with a NUL. `members` are start and end of each,
   * ascending; what is between them does not count. `bytes`, best in `room`, is no longer good after the call. The lists are
   * good until the next one, but not the content.
   */
  mergeStrings(bytes: Uint8Array, members: Uint32Array): MergedStrings;
  /** By chunk: 1 for segments whose strings are merged with those of others. */
  mergeableSegments(segmentFlags: Uint32Array, alignment: Uint8Array, size: Uint32Array): Uint8Array;
  /**
   * Gathers live data segments into output segments. `ranges` are first chunk and end of each object's, `tlsName` is the NameId of the
   * one that all thread-local ones join.
   */
  gatherSegments(chunks: SegmentChunks, ranges: Uint32Array, tlsName: number): GatheredSegments;
  /**
   * Entries of a name map for the functions from `firstIndex` on, whose NameIds are `names`. Those without one, and those whose name
   * begins with one of the bytes `marks`, are the caller's.
   */
  nameEntries(names: Uint32Array, firstIndex: number, marks: Uint8Array): NameEntries;
}

/** Bytes in runs, on the way to their places. */
export interface StagedBytes {
  /** Best in `room`; no longer good after the call. */
  readonly bytes: Uint8Array;
  /** Where each run is in `bytes`, its place, which is not behind that, and its length. Ascending; what is between places are zeros. */
  readonly runs: Uint32Array;
}

/** Chunks of one section that are relocated together. */
export interface Patch extends StagedBytes {
  readonly chunks: Uint32Array;
  /** Where the section begins among the places; it may be before their start. */
  readonly position: number;
  /** Stands for what was dropped. */
  readonly tombstone: number;
}

export interface JoinStop {
  /** Of the symbol or name; the number of all where none is left. */
  readonly index: number;
  /** FileId of what is to be extracted, or -1. */
  readonly wanted: number;
}

export interface NameTexts {
  /** Where each name is in `text`, and last the end of all. */
  readonly starts: Uint32Array;
  readonly text: Uint8Array;
}

export interface RelocationRows {
  /** `R_WASM_*` number. */
  readonly type: Uint8Array;
  /** Byte offset from the start of the target section's content. */
  readonly offset: Uint32Array;
  /** Symbol index within the object file; a type index for R_WASM_TYPE_INDEX_LEB. */
  readonly index: Uint32Array;
  /** Signed; exact up to 2^53. */
  readonly addend: Float64Array;
}

export interface CutChunks {
  readonly inputOffset: Uint32Array;
  readonly size: Uint32Array;
  readonly relocationStart: Uint32Array;
  readonly relocationEnd: Uint32Array;
}

export interface FileTables {
  /** SymbolId by file and symbol index. */
  readonly fileSymbols: Uint32Array;
  /** Output type index by file and input type index. */
  readonly typeIndexes: Int32Array;
  /** By FileId: first rows of the file in those two. */
  readonly symbolStarts: Uint32Array;
  readonly typeStarts: Uint32Array;
  /** Slot of the first function; below 2^32. */
  readonly tableBase: number;
}

export interface MergedStrings {
  readonly content: Uint8Array;
  /** First string by member, and last the number of all. */
  readonly memberStarts: Uint32Array;
  /** Offset in its member by string. */
  readonly inputOffsets: Uint32Array;
  /** Offset in `content` by string. */
  readonly offsets: Uint32Array;
}

/** See `portable/gather-segments.ts`. */
export interface GatheredSegments {
  readonly segments: Uint32Array;
  readonly sizes: Float64Array;
  readonly lists: Uint32Array;
  readonly rows: Int32Array;
  readonly offsets: Uint32Array;
  readonly groups: Uint32Array;
  readonly members: Uint32Array;
}

export interface NameEntries {
  readonly content: Uint8Array;
  /** Positions in `names` of the functions that are left out, ascending. */
  readonly leftOut: Uint32Array;
  /** Where in `content` their entries belong. */
  readonly places: Uint32Array;
}
