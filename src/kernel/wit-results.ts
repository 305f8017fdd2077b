/** What the functions of `wit/deps/kernel.wit` return, for whoever has to make it of bytes. */
import type { WitKernel } from "./wit-kernel.ts";

export type List = Uint8Array | Uint32Array | Int32Array | Float64Array | BigUint64Array;
export interface ListMaker {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, at: number, length: number): List;
}
/** Fields of a record in the order of the interface; `null` is a number. */
export type Fields = Readonly<Record<string, ListMaker | null>>;

/** What each function returns beside a number or nothing: a list, or a record. */
export const RESULTS: Readonly<Record<keyof WitKernel, ListMaker | Fields | null>> = {
  start: null,
  internName: null,
  nameTexts: { starts: Uint32Array, text: BigUint64Array },
  readArchive: Uint32Array,
  readObject: Uint32Array,
  objectColumns: Uint32Array,
  claimComdats: Uint8Array,
  putSymbols: null,
  takeSymbols: Uint32Array,
  joinObject: { index: null, wanted: null },
  addObjectSymbols: { index: null, wanted: null },
  offerNames: { index: null, wanted: null },
  takeChunks: Uint32Array,
  selectSymbols: Uint32Array,
  symbolsWithoutChunk: Uint32Array,
  decodeRelocations: { count: null, size: null, called: Uint8Array },
  repeatRelocations: null,
  keepRelocations: null,
  relocationRows: { types: Uint8Array, offsets: Uint32Array, indexes: Uint32Array, addends: Float64Array },
  cutRelocations: { startRows: Uint32Array, endRows: Uint32Array },
  setReachSymbols: null,
  setReachChunks: null,
  startReach: null,
  findReached: Uint32Array,
  reachedChunks: Uint8Array,
  findNeeds: Uint32Array,
  setPlaces: null,
  setValueSymbols: null,
  setValueChunks: null,
  setValues: null,
  setPatches: null,
  setFiles: null,
  relocated: Uint32Array,
  applyRelocations: { failedRow: null, bytes: BigUint64Array },
  relocationValues: Float64Array,
  mergeStrings: {
    content: BigUint64Array,
    size: null,
    memberStarts: Uint32Array,
    inputOffsets: Uint32Array,
    offsets: Uint32Array,
  },
  mergeableSegments: Uint8Array,
  gatherSegments: {
    segments: Uint32Array,
    sizes: Float64Array,
    lists: Uint32Array,
    rows: Int32Array,
    offsets: Uint32Array,
    groups: Uint32Array,
    members: Uint32Array,
  },
  nameEntries: { content: BigUint64Array, size: null, leftOut: Uint32Array, places: Uint32Array },
};
