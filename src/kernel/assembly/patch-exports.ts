/** What `exports.ts` exports of relocating: symbols get their values, chunks their fields. */
import { collectGarbage } from "./garbage.ts";
import { bytesAt, f64At, i32At, RESULT, setList, setNumber, setWords, u32At } from "./lists.ts";
import { ChunkPlaces, SectionPlaces } from "../portable/chunk-places.ts";
import { placeRuns } from "../portable/place-runs.ts";
import { PatchTables } from "../portable/patch-tables.ts";
import { findSymbolValues, ValueTables } from "../portable/symbol-values.ts";
import { writer } from "./state.ts";

let tables = new ValueTables();

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
  parents: usize,
  parentCount: i32,
): void {
  tables.live = bytesAt(live, chunkCount);
  tables.functionIndex = i32At(functionIndexes, functionIndexCount);
  tables.tableEntry = i32At(tableEntries, tableEntryCount);
  tables.codeOffset = bytesAt(codeOffsets, codeOffsetCount);
  tables.parent = i32At(parents, parentCount);
}

export function setValues(others: usize, numbers: i32): void {
  tables.others = f64At(others, numbers);
  writer.values = findSymbolValues(tables, writer.places, writer.patches);
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

export function setPatches(
  files: usize,
  fileCount: i32,
  inputOffsets: usize,
  inputOffsetCount: i32,
  startRows: usize,
  startRowCount: i32,
  endRows: usize,
  endRowCount: i32,
  segments: usize,
  segmentCount: i32,
  segmentOffsets: usize,
  segmentOffsetCount: i32,
  segmentAddresses: usize,
  segmentAddressCount: i32,
): void {
  const patches = new PatchTables();
  patches.file = i32At(files, fileCount);
  patches.inputOffset = u32At(inputOffsets, inputOffsetCount);
  patches.relocationStart = u32At(startRows, startRowCount);
  patches.relocationEnd = u32At(endRows, endRowCount);
  patches.outputSegment = i32At(segments, segmentCount);
  patches.outputSegmentOffset = u32At(segmentOffsets, segmentOffsetCount);
  patches.segmentAddress = f64At(segmentAddresses, segmentAddressCount);
  writer.patches = patches;
  collectGarbage();
}

export function setFiles(
  fileSymbols: usize,
  fileSymbolCount: i32,
  typeIndexes: usize,
  typeIndexCount: i32,
  symbolStarts: usize,
  fileCount: i32,
  typeStarts: usize,
  typeStartCount: i32,
  tableBase: f64,
): void {
  writer.fileSymbols = u32At(fileSymbols, fileSymbolCount);
  writer.typeIndexes = i32At(typeIndexes, typeIndexCount);
  writer.symbolStarts = u32At(symbolStarts, fileCount);
  writer.typeStarts = u32At(typeStarts, typeStartCount);
  writer.tableBase = tableBase;
  collectGarbage();
}

export function relocated(chunks: usize, chunkCount: i32): usize {
  const found = writer.relocated(u32At(chunks, chunkCount));
  setList(0, found, found.length);
  return RESULT;
}

export function applyRelocations(
  bytes: usize,
  words: i32,
  size: i32,
  runs: usize,
  runNumbers: i32,
  chunks: usize,
  chunkCount: i32,
  position: i32,
  tombstone: i32,
): usize {
  const out = bytesAt(bytes, words * 8);
  placeRuns(out, u32At(runs, runNumbers), size);
  setNumber(0, writer.applyAll(out, u32At(chunks, chunkCount), position, tombstone));
  setWords(1, out, (size + 7) / 8);
  return RESULT;
}

export function relocationValues(chunk: i32, tombstone: i32): usize {
  const values = writer.valuesOf(chunk, tombstone);
  setList(0, values, values.length);
  return RESULT;
}
