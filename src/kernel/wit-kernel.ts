/** `tsld:kernel/kernel` as JavaScript sees it: `wit/deps/kernel.wit` with lists of numbers as typed arrays. */
import type { GatheredSegments, JoinStop } from "./kernel.ts";

export interface WitKernel {
  readonly start: (kinds: Uint8Array) => void;
  readonly internName: (bytes: BigUint64Array, size: number) => number;
  readonly nameTexts: (first: number, end: number) => { starts: Uint32Array; text: BigUint64Array };
  readonly readArchive: (
    bytes: BigUint64Array,
    size: number,
    longNames: Uint8Array,
    isBsd: boolean,
    goesOn: boolean,
  ) => Uint32Array;
  readonly readObject: (bytes: BigUint64Array, size: number) => Uint32Array;
  readonly objectColumns: (object: number) => Uint32Array;
  readonly claimComdats: (names: Uint32Array) => Uint8Array;
  readonly putSymbols: (table: Uint32Array) => void;
  readonly takeSymbols: () => Uint32Array;
  readonly joinObject: (object: number, file: number, chunkStart: number, symbolStart: number) => JoinStop;
  readonly addObjectSymbols: (object: number, index: number) => JoinStop;
  readonly offerNames: (names: Uint32Array, files: Uint32Array) => JoinStop;
  readonly takeChunks: () => Uint32Array;
  readonly selectSymbols: (
    order: Int32Array,
    kinds: Uint8Array,
    traits: Uint8Array,
    flags: Uint32Array,
    firstKind: number,
    wantedTraits: number,
    wantedFlags: number,
    neededTraits: number,
  ) => Uint32Array;
  readonly symbolsWithoutChunk: (kinds: Uint8Array, targets: Int32Array, traits: Uint8Array) => Uint32Array;
  readonly decodeRelocations: (
    bytes: BigUint64Array,
    size: number,
    count: number,
    sectionSize: number,
    typeCount: number,
    symbolKinds: Uint8Array,
  ) => { count: number; size: number; called: Uint8Array };
  readonly repeatRelocations: (startRow: number, endRow: number) => void;
  readonly keepRelocations: (count: number) => void;
  readonly relocationRows: (
    startRow: number,
    endRow: number,
  ) => { types: Uint8Array; offsets: Uint32Array; indexes: Uint32Array; addends: Float64Array };
  readonly cutRelocations: (
    sections: Uint32Array,
    starts: Uint32Array,
    sizes: Uint32Array,
  ) => { startRows: Uint32Array; endRows: Uint32Array };
  readonly setReachSymbols: (
    kinds: Uint8Array,
    targets: Int32Array,
    offsets: Float64Array,
    traits: Uint8Array,
    stubTrait: number,
  ) => void;
  readonly setReachChunks: (
    live: Uint8Array,
    mergeable: Uint8Array,
    sizes: Uint32Array,
    files: Int32Array,
    startRows: Uint32Array,
    endRows: Uint32Array,
  ) => void;
  readonly startReach: (fileSymbols: Uint32Array, symbolStarts: Uint32Array, fileLive: Uint8Array) => void;
  readonly reachedChunks: () => Uint8Array;
  readonly findReached: (chunks: Uint32Array) => Uint32Array;
  readonly findNeeds: (
    fileSymbols: Uint32Array,
    files: Uint32Array,
    symbolKinds: Uint8Array,
    live: Uint8Array,
    startRows: Uint32Array,
    endRows: Uint32Array,
    firstShared: number,
    isStatic: boolean,
  ) => Uint32Array;
  readonly setValueSymbols: (
    kinds: Uint8Array,
    targets: Int32Array,
    flags: Uint32Array,
    gotIndexes: Int32Array,
    importIndexes: Int32Array,
    offsets: Float64Array,
    tlsFlag: number,
  ) => void;
  readonly setValueChunks: (
    live: Uint8Array,
    functionIndexes: Int32Array,
    tableEntries: Int32Array,
    codeOffsets: Uint8Array,
    parents: Int32Array,
  ) => void;
  readonly setValues: (others: Float64Array) => void;
  readonly setPlaces: (
    outputOffset: Uint32Array,
    mergeable: Uint8Array,
    pieceStart: Uint32Array,
    pieceEnd: Uint32Array,
    pieceInputOffset: Uint32Array,
    pieceOutputOffset: Uint32Array,
    size: Uint32Array,
  ) => void;
  readonly setPatches: (
    files: Int32Array,
    inputOffsets: Uint32Array,
    startRows: Uint32Array,
    endRows: Uint32Array,
    segments: Int32Array,
    segmentOffsets: Uint32Array,
    segmentAddresses: Float64Array,
  ) => void;
  readonly setFiles: (
    fileSymbols: Uint32Array,
    typeIndexes: Int32Array,
    symbolStarts: Uint32Array,
    typeStarts: Uint32Array,
    tableBase: number,
  ) => void;
  readonly relocated: (chunks: Uint32Array) => Uint32Array;
  readonly applyRelocations: (
    bytes: BigUint64Array,
    size: number,
    runs: Uint32Array,
    chunks: Uint32Array,
    position: number,
    tombstone: number,
  ) => { failedRow: number; bytes: BigUint64Array };
  readonly relocationValues: (chunk: number, tombstone: number) => Float64Array;
  readonly mergeStrings: (
    bytes: BigUint64Array,
    size: number,
    members: Uint32Array,
  ) => {
    content: BigUint64Array;
    size: number;
    memberStarts: Uint32Array;
    inputOffsets: Uint32Array;
    offsets: Uint32Array;
  };
  readonly mergeableSegments: (segmentFlags: Uint32Array, alignments: Uint8Array, sizes: Uint32Array) => Uint8Array;
  readonly gatherSegments: (
    names: Int32Array,
    segmentFlags: Uint32Array,
    alignments: Uint8Array,
    sizes: Uint32Array,
    live: Uint8Array,
    mergeable: Uint8Array,
    ranges: Uint32Array,
    tlsName: number,
  ) => GatheredSegments;
  readonly nameEntries: (
    names: Uint32Array,
    firstIndex: number,
    marks: Uint8Array,
  ) => { content: BigUint64Array; size: number; leftOut: Uint32Array; places: Uint32Array };
}
