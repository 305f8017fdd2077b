// The kernel as a WebAssembly component's core module: what `wit/deps/kernel.wit` exports, in the canonical ABI, on top of
// the portable files. AssemblyScript, not TypeScript: it works on addresses. `build/kernel.mjs` gives the functions their
// names in the interface.
//
// Lists that come in are array buffers of the runtime, so that typed arrays can be laid over them, and be kept. Garbage is
// collected when a call is over, the only moment at which nothing of it is on the stack.
import { collectGarbage, noteMade } from "./garbage.ts";
import { bytesAt, f64At, i32At, RESULT, setList, setNumber, setWords, u32At } from "./lists.ts";
import { ChunkPlaces, SectionPlaces } from "../portable/chunk-places.ts";
import { DECODE_SLACK, RelocationSource } from "../portable/decode-relocations.ts";
import { StringMerger } from "../portable/merge-strings.ts";
import { PATCH_FIELDS } from "../portable/relocation-values.ts";
import { findSymbolValues, ValueTables } from "../portable/symbol-values.ts";
import { cutRelocations as cut, ReachTables } from "../portable/relocation-walk.ts";
import { decoder, kinds, startLink, store, walk, writer } from "./state.ts";

export {
  internName,
  nameTexts,
  readArchive,
  readObject,
  objectColumns,
  claimComdats,
  putSymbols,
  takeSymbols,
  joinObject,
  addObjectSymbols,
  offerNames,
  takeChunks,
} from "./object-exports";

let reach = new ReachTables();
let tables = new ValueTables();

export function cabi_realloc(old: usize, oldSize: usize, _align: usize, size: usize): usize {
  noteMade(size as i32);
  const block = __new(size + DECODE_SLACK, idof<ArrayBuffer>());
  if (oldSize != 0) memory.copy(block, old, oldSize);
  return block;
}

/** After each call that returns lists. */
export function release(_result: usize): void {
  collectGarbage();
}

export function start(table: usize, size: i32): void {
  startLink(bytesAt(table, size));
  reach = new ReachTables();
  __collect();
}

export function decodeRelocations(
  bytes: usize,
  words: i32,
  size: i32,
  count: i32,
  sectionSize: i32,
  typeCount: i32,
  symbolKinds: usize,
  symbolCount: i32,
): usize {
  const source = new RelocationSource();
  source.bytes = words == 0 ? new Uint8Array(DECODE_SLACK) : bytesAt(bytes, size + DECODE_SLACK);
  source.end = size;
  source.sectionSize = sectionSize;
  source.typeCount = typeCount;
  source.symbolKinds = bytesAt(symbolKinds, symbolCount);
  source.called = new Uint8Array(symbolCount);
  setNumber(0, decoder.decode(source, count));
  setNumber(1, source.at);
  setList(2, source.called, source.hasCalls ? symbolCount : 0);
  return RESULT;
}

export function repeatRelocations(startRow: i32, endRow: i32): void {
  store.repeat(startRow, endRow);
  collectGarbage();
}

export function keepRelocations(count: i32): void {
  store.length = count;
}

export function relocationRows(startRow: i32, endRow: i32): usize {
  const count = endRow - startRow;
  setList(0, store.type.subarray(startRow, endRow), count);
  setList(2, store.offset.subarray(startRow, endRow), count);
  setList(4, store.index.subarray(startRow, endRow), count);
  setList(6, store.addend.subarray(startRow, endRow), count);
  return RESULT;
}

export function cutRelocations(
  sections: usize,
  sectionNumbers: i32,
  starts: usize,
  chunkCount: i32,
  sizes: usize,
  sizeCount: i32,
): usize {
  const rowStart = new Uint32Array(chunkCount);
  const rowEnd = new Uint32Array(chunkCount);
  const numbers = u32At(sections, sectionNumbers);
  cut(store, kinds, numbers, u32At(starts, chunkCount), u32At(sizes, sizeCount), rowStart, rowEnd);
  setList(0, rowStart, chunkCount);
  setList(2, rowEnd, chunkCount);
  return RESULT;
}

export function setReachSymbols(
  kinds: usize,
  symbolCount: i32,
  targets: usize,
  targetCount: i32,
  offsets: usize,
  offsetCount: i32,
  traits: usize,
  traitCount: i32,
  stubTrait: i32,
): void {
  reach = new ReachTables();
  reach.kind = bytesAt(kinds, symbolCount);
  reach.target = i32At(targets, targetCount);
  reach.offset = f64At(offsets, offsetCount);
  reach.traits = bytesAt(traits, traitCount);
  reach.stubTrait = stubTrait;
}

export function setReachChunks(
  live: usize,
  liveCount: i32,
  mergeable: usize,
  mergeableCount: i32,
  sizes: usize,
  sizeCount: i32,
  files: usize,
  fileCount: i32,
  startRows: usize,
  startRowCount: i32,
  endRows: usize,
  endRowCount: i32,
): void {
  reach.live = bytesAt(live, liveCount);
  reach.mergeable = bytesAt(mergeable, mergeableCount);
  reach.size = u32At(sizes, sizeCount);
  reach.file = i32At(files, fileCount);
  reach.relocationStart = u32At(startRows, startRowCount);
  reach.relocationEnd = u32At(endRows, endRowCount);
}

export function startReach(
  fileSymbols: usize,
  fileSymbolCount: i32,
  symbolStarts: usize,
  symbolStartCount: i32,
  fileLive: usize,
  fileCount: i32,
): void {
  reach.fileSymbols = u32At(fileSymbols, fileSymbolCount);
  reach.symbolStart = u32At(symbolStarts, symbolStartCount);
  reach.fileLive = bytesAt(fileLive, fileCount);
  walk.startReach(reach);
}

export function findReached(chunks: usize, chunkCount: i32): usize {
  const found = walk.findReached(u32At(chunks, chunkCount));
  setList(0, found, found.length);
  return RESULT;
}

export function reachedChunks(): usize {
  setList(0, reach.live, reach.live.length);
  return RESULT;
}

export function findNeeds(
  fileSymbols: usize,
  fileSymbolCount: i32,
  chunks: usize,
  numbers: i32,
  symbolKinds: usize,
  symbolCount: i32,
  firstShared: i32,
  isStatic: i32,
): usize {
  const found = walk.findNeeds(
    u32At(chunks, numbers),
    u32At(fileSymbols, fileSymbolCount),
    bytesAt(symbolKinds, symbolCount),
    firstShared,
    isStatic != 0,
  );
  setList(0, found, found.length);
  return RESULT;
}

export function setValueSymbols(
  kinds: usize,
  symbolCount: i32,
  targets: usize,
  targetCount: i32,
  flags: usize,
  flagCount: i32,
  gotIndexes: usize,
  gotIndexCount: i32,
  importIndexes: usize,
  importIndexCount: i32,
  offsets: usize,
  offsetCount: i32,
  tlsFlag: i32,
): void {
  tables = new ValueTables();
  tables.kind = bytesAt(kinds, symbolCount);
  tables.target = i32At(targets, targetCount);
  tables.flags = u32At(flags, flagCount);
  tables.gotIndex = i32At(gotIndexes, gotIndexCount);
  tables.importIndex = i32At(importIndexes, importIndexCount);
  tables.offset = f64At(offsets, offsetCount);
  tables.tlsFlag = tlsFlag;
}

export function setValueChunks(
  live: usize,
  chunkCount: i32,
  functionIndexes: usize,
  functionIndexCount: i32,
  tableEntries: usize,
  tableEntryCount: i32,
  codeOffsets: usize,
  codeOffsetCount: i32,
  segments: usize,
  segmentCount: i32,
  segmentOffsets: usize,
  segmentOffsetCount: i32,
  parents: usize,
  parentCount: i32,
): void {
  tables.live = bytesAt(live, chunkCount);
  tables.functionIndex = i32At(functionIndexes, functionIndexCount);
  tables.tableEntry = i32At(tableEntries, tableEntryCount);
  tables.codeOffset = bytesAt(codeOffsets, codeOffsetCount);
  tables.outputSegment = i32At(segments, segmentCount);
  tables.outputSegmentOffset = u32At(segmentOffsets, segmentOffsetCount);
  tables.parent = i32At(parents, parentCount);
}

export function setValues(segmentAddresses: usize, segmentCount: i32, others: usize, numbers: i32): void {
  tables.segmentAddress = f64At(segmentAddresses, segmentCount);
  tables.others = f64At(others, numbers);
  writer.values = findSymbolValues(tables, writer.places);
  tables = new ValueTables();
  collectGarbage();
}

export function setPlaces(
  outputOffset: usize,
  outputOffsetCount: i32,
  mergeable: usize,
  mergeableCount: i32,
  pieceStart: usize,
  pieceStartCount: i32,
  pieceEnd: usize,
  pieceEndCount: i32,
  pieceInputOffset: usize,
  pieceInputOffsetCount: i32,
  pieceOutputOffset: usize,
  pieceOutputOffsetCount: i32,
  size: usize,
  sizeCount: i32,
): void {
  const sections = new SectionPlaces();
  sections.outputOffset = u32At(outputOffset, outputOffsetCount);
  sections.mergeable = bytesAt(mergeable, mergeableCount);
  sections.pieceStart = u32At(pieceStart, pieceStartCount);
  sections.pieceEnd = u32At(pieceEnd, pieceEndCount);
  sections.pieceInputOffset = u32At(pieceInputOffset, pieceInputOffsetCount);
  sections.pieceOutputOffset = u32At(pieceOutputOffset, pieceOutputOffsetCount);
  sections.size = u32At(size, sizeCount);
  writer.places = new ChunkPlaces(sections);
  collectGarbage();
}

export function setFiles(
  fileSymbols: usize,
  fileSymbolCount: i32,
  typeIndexes: usize,
  typeIndexCount: i32,
  tableBase: f64,
): void {
  writer.fileSymbols = u32At(fileSymbols, fileSymbolCount);
  writer.typeIndexes = i32At(typeIndexes, typeIndexCount);
  writer.tableBase = tableBase;
  collectGarbage();
}

export function applyRelocations(
  bytes: usize,
  words: i32,
  chunks: usize,
  numbers: i32,
  fieldBases: usize,
  _fieldBaseCount: i32,
): usize {
  const out = bytesAt(bytes, words * 8);
  setNumber(0, writer.applyAll(out, i32At(chunks, numbers), f64At(fieldBases, numbers / PATCH_FIELDS)));
  setWords(1, out, words);
  return RESULT;
}

export function relocationValues(chunk: usize, numbers: i32, fieldBase: f64): usize {
  const fieldBases = new Float64Array(1);
  fieldBases[0] = fieldBase;
  const values = writer.valuesOf(i32At(chunk, numbers), fieldBases);
  setList(0, values, values.length);
  return RESULT;
}

export function mergeStrings(bytes: usize, _words: i32, size: i32, memberEnds: usize, memberCount: i32): usize {
  const merger = new StringMerger(bytesAt(bytes, size), u32At(memberEnds, memberCount));
  merger.merge();
  const content = merger.content;
  setWords(0, content, (content.length + 7) / 8);
  setNumber(2, content.length);
  setList(3, merger.memberStarts, merger.memberStarts.length);
  setList(5, merger.inputOffsets, merger.inputOffsets.length);
  setList(7, merger.offsets, merger.offsets.length);
  return RESULT;
}
