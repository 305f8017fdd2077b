/**
 * `tsld:kernel/kernel` (`wit/deps/kernel.wit`) beside jco's transpilation of the component, in Node and browsers: the module
 * by itself, because jco would copy the lists of a nested component byte by byte (ADR 11). Like the component, it serves one
 * link at a time.
 */
/// <reference path="./webassembly.d.ts" />
import { byteResults } from "../kernel/byte-results.ts";
import { CoreKernel } from "../kernel/core-kernel.ts";
import type { WitKernel } from "../kernel/wit-kernel.ts";
import { compileKernel } from "./native-kernel.ts";

/** Whether the component's engine wants the lists of results as bytes (QuickJS), put in by `build/transpile.mjs`. */
declare const BYTE_RESULTS: boolean;

const { functions } = new CoreKernel(new WebAssembly.Instance(compileKernel()).exports);

export const {
  start,
  internName,
  nameTexts,
  readArchive,
  readObject,
  objectColumns,
  putSymbols,
  takeSymbols,
  joinObject,
  addObjectSymbols,
  offerNames,
  takeChunks,
  claimComdats,
  selectSymbols,
  symbolsWithoutChunk,
  decodeRelocations,
  repeatRelocations,
  keepRelocations,
  relocationRows,
  cutRelocations,
  setReachSymbols,
  setReachChunks,
  startReach,
  findReached,
  reachedChunks,
  findNeeds,
  setPlaces,
  setValueSymbols,
  setValueChunks,
  setValues,
  setPatches,
  setFiles,
  relocated,
  applyRelocations,
  relocationValues,
  mergeStrings,
  mergeableSegments,
  gatherSegments,
  nameEntries,
}: Record<keyof WitKernel, unknown> = BYTE_RESULTS ? byteResults(functions) : functions;
