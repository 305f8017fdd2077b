/** What the functions of `wit/deps/kernel.wit` return, for whoever has to make it of bytes. */
import type { JoinStop } from "./kernel.ts";
import type { WitKernel } from "./wit-kernel.ts";

export type List = Uint8Array | Uint32Array | Int32Array | Float64Array | BigUint64Array;
export interface ListMaker<L extends List = List> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, at: number, length: number): L;
}

/** What a call has returned: fields of a record in the order of the interface, by name; `WHOLE` is a list that is no field. */
export interface Results {
  number(field: string): number;
  list<L extends List>(field: string, List: ListMaker<L>): L;
}

export const WHOLE = "";

type ResultReaders = {
  readonly [Name in keyof WitKernel]: ((results: Results) => ReturnType<WitKernel[Name]>) | null;
};

const joinStop = (results: Results): JoinStop => ({
  index: results.number("index"),
  wanted: results.number("wanted"),
});
const numbers = (results: Results): Uint32Array => results.list(WHOLE, Uint32Array);
const bytes = (results: Results): Uint8Array => results.list(WHOLE, Uint8Array);
const reals = (results: Results): Float64Array => results.list(WHOLE, Float64Array);

/** How to read what each function returns beside a number or nothing. A literal each: engines are slow with fields by their names. */
export const RESULTS: ResultReaders = {
  start: null,
  internName: null,
  nameTexts: (results) => ({
    starts: results.list("starts", Uint32Array),
    text: results.list("text", BigUint64Array),
  }),
  readArchive: numbers,
  readObject: numbers,
  objectColumns: numbers,
  claimComdats: bytes,
  putSymbols: null,
  takeSymbols: numbers,
  joinObject: joinStop,
  addObjectSymbols: joinStop,
  offerNames: joinStop,
  takeChunks: numbers,
  selectSymbols: numbers,
  symbolsWithoutChunk: numbers,
  decodeRelocations: (results) => ({
    count: results.number("count"),
    size: results.number("size"),
    called: results.list("called", Uint8Array),
  }),
  repeatRelocations: null,
  keepRelocations: null,
  relocationRows: (results) => ({
    types: results.list("types", Uint8Array),
    offsets: results.list("offsets", Uint32Array),
    indexes: results.list("indexes", Uint32Array),
    addends: results.list("addends", Float64Array),
  }),
  cutRelocations: (results) => ({
    startRows: results.list("startRows", Uint32Array),
    endRows: results.list("endRows", Uint32Array),
  }),
  setReachSymbols: null,
  setReachChunks: null,
  startReach: null,
  findReached: numbers,
  reachedChunks: bytes,
  findNeeds: numbers,
  setPlaces: null,
  setValueSymbols: null,
  setValueChunks: null,
  setValues: null,
  setPatches: null,
  setFiles: null,
  relocated: numbers,
  applyRelocations: (results) => ({
    failedRow: results.number("failedRow"),
    bytes: results.list("bytes", BigUint64Array),
  }),
  relocationValues: reals,
  mergeStrings: (results) => ({
    content: results.list("content", BigUint64Array),
    size: results.number("size"),
    memberStarts: results.list("memberStarts", Uint32Array),
    inputOffsets: results.list("inputOffsets", Uint32Array),
    offsets: results.list("offsets", Uint32Array),
  }),
  mergeableSegments: bytes,
  gatherSegments: (results) => ({
    segments: results.list("segments", Uint32Array),
    sizes: results.list("sizes", Float64Array),
    lists: results.list("lists", Uint32Array),
    rows: results.list("rows", Int32Array),
    offsets: results.list("offsets", Uint32Array),
    groups: results.list("groups", Uint32Array),
    members: results.list("members", Uint32Array),
  }),
  nameEntries: (results) => ({
    content: results.list("content", BigUint64Array),
    size: results.number("size"),
    leftOut: results.list("leftOut", Uint32Array),
    places: results.list("places", Uint32Array),
  }),
};
