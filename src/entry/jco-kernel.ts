/**
 * `tsld:kernel/kernel` (`wit/deps/kernel.wit`) on a host that compiles JavaScript: what jco's transpilation of the component
 * imports in Node and browsers, so that its loops run there at full speed. Like the component, it serves one link at a
 * time.
 */

import type { FoundSymbols } from "../kernel/kernel.ts";
import { PlainKernel } from "../kernel/plain-kernel.ts";
import { DECODE_SLACK, RelocationSource } from "../kernel/portable/decode-relocations.ts";
import { ReachTables } from "../kernel/portable/relocation-walk.ts";
import { ValueTables } from "../kernel/portable/symbol-values.ts";

let kernel = new PlainKernel(new Uint8Array(0));
let reach = new ReachTables();
let tables = new ValueTables();

export function start(kinds: Uint8Array): void {
  kernel = new PlainKernel(kinds);
}

export function internName(bytes: BigUint64Array, size: number): number {
  return kernel.internName(bytesOf(bytes, size));
}

export function readMemberSymbols(
  bytes: BigUint64Array,
  size: number,
  starts: Uint32Array,
  sizes: Uint32Array,
): FoundSymbols {
  return kernel.readMemberSymbols(bytesOf(bytes, size), starts, sizes);
}

export function readObject(bytes: BigUint64Array, size: number, newSignatures: Uint32Array): Uint32Array {
  return kernel.readObject(bytesOf(bytes, size), newSignatures);
}

export function decodeRelocations(
  words: BigUint64Array,
  size: number,
  count: number,
  sectionSize: number,
  typeCount: number,
  symbolKinds: Uint8Array,
): { count: number; size: number; called: Uint8Array } {
  const source = new RelocationSource();
  source.bytes = new Uint8Array(size + DECODE_SLACK);
  source.bytes.set(bytesOf(words, size));
  source.end = size;
  source.sectionSize = sectionSize;
  source.typeCount = typeCount;
  source.symbolKinds = symbolKinds;
  source.called = new Uint8Array(symbolKinds.length);
  const found = kernel.decodeRelocations(source, count);
  return { count: found, size: source.at, called: source.hasCalls ? source.called : new Uint8Array(0) };
}

export function repeatRelocations(startRow: number, endRow: number): void {
  kernel.repeatRelocations(startRow, endRow);
}

export function keepRelocations(count: number): void {
  kernel.keepRelocations(count);
}

export function relocationRows(
  startRow: number,
  endRow: number,
): { types: Uint8Array; offsets: Uint32Array; indexes: Uint32Array; addends: Float64Array } {
  const { type, offset, index, addend } = kernel.relocationRows(startRow, endRow);
  return { types: type, offsets: offset, indexes: index, addends: addend };
}

export function cutRelocations(
  sections: Uint32Array,
  inputOffset: Uint32Array,
  size: Uint32Array,
): { startRows: Uint32Array; endRows: Uint32Array } {
  const startRows = new Uint32Array(size.length);
  const endRows = new Uint32Array(size.length);
  kernel.cutRelocations(sections, { inputOffset, size, relocationStart: startRows, relocationEnd: endRows });
  return { startRows, endRows };
}

export function setReachSymbols(
  kind: Uint8Array,
  target: Int32Array,
  offset: Float64Array,
  traits: Uint8Array,
  stubTrait: number,
): void {
  reach = Object.assign(new ReachTables(), { kind, target, offset, traits, stubTrait });
}

export function setReachChunks(
  live: Uint8Array,
  mergeable: Uint8Array,
  size: Uint32Array,
  file: Int32Array,
  relocationStart: Uint32Array,
  relocationEnd: Uint32Array,
): void {
  Object.assign(reach, { live: live.slice(), mergeable, size, file, relocationStart, relocationEnd });
}

export function startReach(fileSymbols: Uint32Array, symbolStart: Uint32Array, fileLive: Uint8Array): void {
  kernel.startReach(Object.assign(reach, { fileSymbols, symbolStart, fileLive: fileLive.slice() }));
}

export function findReached(chunks: Uint32Array): Uint32Array {
  return kernel.findReached(chunks);
}

export function reachedChunks(): Uint8Array {
  return kernel.reachedChunks();
}

export function findNeeds(
  fileSymbols: Uint32Array,
  chunks: Uint32Array,
  kind: Uint8Array,
  firstShared: number,
  isStatic: boolean,
): Uint32Array {
  return kernel.findNeeds(chunks, { fileSymbols, kind, firstShared }, isStatic);
}

export function setValueSymbols(
  kind: Uint8Array,
  target: Int32Array,
  flags: Uint32Array,
  gotIndex: Int32Array,
  importIndex: Int32Array,
  offset: Float64Array,
  tlsFlag: number,
): void {
  tables = Object.assign(new ValueTables(), { kind, target, flags, gotIndex, importIndex, offset, tlsFlag });
}

export function setValueChunks(
  live: Uint8Array,
  functionIndex: Int32Array,
  tableSlot: Int32Array,
  codeOffset: Uint8Array,
  outputSegment: Int32Array,
  outputSegmentOffset: Uint32Array,
  parent: Int32Array,
): void {
  const columns = { live, functionIndex, tableSlot, codeOffset, outputSegment, outputSegmentOffset, parent };
  Object.assign(tables, columns);
}

export function setValues(segmentAddress: Float64Array, others: Float64Array): void {
  kernel.setValues(Object.assign(tables, { segmentAddress, others }));
}

export function setPlaces(
  outputOffset: Uint32Array,
  mergeable: Uint8Array,
  pieceStart: Uint32Array,
  pieceEnd: Uint32Array,
  pieceInputOffset: Uint32Array,
  pieceOutputOffset: Uint32Array,
  size: Uint32Array,
): void {
  kernel.setPlaces({ outputOffset, mergeable, pieceStart, pieceEnd, pieceInputOffset, pieceOutputOffset, size });
}

export function setFiles(fileSymbols: Uint32Array, typeIndexes: Int32Array, tableBase: number): void {
  kernel.setFiles({ fileSymbols, typeIndexes, tableBase });
}

export function applyRelocations(
  bytes: BigUint64Array,
  chunks: Int32Array,
  fieldBases: Float64Array,
): { failedRow: number; bytes: BigUint64Array } {
  return { failedRow: kernel.applyRelocations(bytesOf(bytes, bytes.byteLength), chunks, fieldBases), bytes };
}

export function relocationValues(chunk: Int32Array, fieldBase: number): Float64Array {
  return kernel.relocationValues(chunk, fieldBase);
}

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
} {
  const { content, memberStarts, inputOffsets, offsets } = kernel.mergeStrings(bytesOf(bytes, size), memberEnds);
  return { content: wordsOf(content), size: content.length, memberStarts, inputOffsets, offsets };
}

function bytesOf(words: BigUint64Array, size: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, size);
}

function wordsOf(bytes: Uint8Array): BigUint64Array {
  const words = new BigUint64Array(Math.ceil(bytes.length / 8));
  bytesOf(words, bytes.length).set(bytes);
  return words;
}
