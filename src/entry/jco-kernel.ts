/**
 * `tsld:kernel/kernel` (`wit/deps/kernel.wit`) beside jco's transpilation of the component, in Node and browsers: the module
 * by itself, because jco would copy the lists of a nested component byte by byte (ADR 11). Like the component, it serves one
 * link at a time.
 */
/// <reference path="./webassembly.d.ts" />
import { CoreKernel } from "../kernel/core-kernel.ts";
import { compileKernel } from "./native-kernel.ts";

export const {
  start,
  internName,
  readMemberSymbols,
  readObject,
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
  setFiles,
  applyRelocations,
  relocationValues,
  mergeStrings,
} = new CoreKernel(new WebAssembly.Instance(compileKernel()).exports).functions;
