/** `tsld:kernel/kernel` as the component's JavaScript sees it: `wit/deps/kernel.wit`, lists of numbers as typed arrays. */
declare module "tsld:kernel/kernel@0.1.0" {
  export function start(kinds: Uint8Array): void;
  export function readMemberSymbols(
    bytes: BigUint64Array,
    size: number,
    starts: Uint32Array,
    sizes: Uint32Array,
  ): { kind: Uint8Array; firstName: Uint32Array; nameStart: Uint32Array; text: BigUint64Array };
  export function decodeRelocations(
    bytes: BigUint64Array,
    size: number,
    count: number,
    sectionSize: number,
    typeCount: number,
    symbolKinds: Uint8Array,
  ): { count: number; size: number; called: Uint8Array };
  export function repeatRelocations(startRow: number, endRow: number): void;
  export function keepRelocations(count: number): void;
  export function relocationRows(
    startRow: number,
    endRow: number,
  ): { types: Uint8Array; offsets: Uint32Array; indexes: Uint32Array; addends: Float64Array };
  export function cutRelocations(
    sections: Uint32Array,
    starts: Uint32Array,
    sizes: Uint32Array,
  ): { startRows: Uint32Array; endRows: Uint32Array };
  export function startReach(fileSymbols: Uint32Array, stubs: Uint8Array): void;
  export function findReached(chunks: Uint32Array): Uint32Array;
  export function findNeeds(
    fileSymbols: Uint32Array,
    chunks: Uint32Array,
    symbolKinds: Uint8Array,
    firstShared: number,
    isStatic: boolean,
  ): Uint32Array;
  export function setSymbols(
    live: Uint8Array,
    index: Int32Array,
    slot: Float64Array,
    got: Int32Array,
    address: Float64Array,
    hasAddress: Uint8Array,
    place: Int32Array,
  ): void;
  export function setPlaces(
    outputOffset: Uint32Array,
    mergeable: Uint8Array,
    pieceStart: Uint32Array,
    pieceEnd: Uint32Array,
    pieceInputOffset: Uint32Array,
    pieceOutputOffset: Uint32Array,
    size: Uint32Array,
  ): void;
  export function setFiles(fileSymbols: Uint32Array, typeIndexes: Int32Array, tableBase: number): void;
  export function applyRelocations(
    bytes: BigUint64Array,
    chunks: Int32Array,
    fieldBase: Float64Array,
  ): { failedRow: number; bytes: BigUint64Array };
  export function relocationValues(chunk: Int32Array, fieldBase: number): Float64Array;
  export function mergeStrings(
    bytes: BigUint64Array,
    size: number,
    memberEnds: Uint32Array,
  ): {
    content: BigUint64Array;
    size: number;
    memberStarts: Uint32Array;
    inputOffsets: Uint32Array;
    offsets: Uint32Array;
  };
}
