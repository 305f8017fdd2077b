// The kernel as a WebAssembly component's core module: what `wit/deps/kernel.wit` exports, in the canonical ABI, on top of
// the portable files. AssemblyScript, not TypeScript: it works on addresses. `build/kernel.mjs` gives the functions their
// names in the interface.
//
// Lists that come in are array buffers of the runtime, so that typed arrays can be laid over them, and be kept. Garbage is
// collected when a call is over, the only moment at which nothing of it is on the stack.
import { collectGarbage, noteMade } from "./garbage.ts";
import { bytesAt, f64At, i32At, RESULT, setList, setNumber, u32At } from "./lists.ts";
import { DECODE_SLACK, RelocationSource } from "../portable/relocation-source.ts";
import { NeedSearch, NeedTables } from "../portable/need-search.ts";
import {
  selectSymbols as select,
  SelectionColumns,
  symbolsWithoutChunk as withoutChunk,
} from "../portable/select-symbols.ts";
import { cutRelocations as cut } from "../portable/cut-relocations.ts";
import { ReachTables } from "../portable/live-marker.ts";
import { decoder, kinds, startLink, store, marker } from "./state.ts";

export {
  internName,
  nameTexts,
  nameEntries,
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
export {
  setValueSymbols,
  setValueChunks,
  setValues,
  setPlaces,
  setPatches,
  setFiles,
  relocated,
  applyRelocations,
  relocationValues,
} from "./patch-exports";
export { gatherSegments, mergeableSegments, mergeStrings } from "./layout-exports";

let reach: ReachTables = changetype<ReachTables>(0);

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
  store.keep(count);
}

export function relocationRows(startRow: i32, endRow: i32): usize {
  const count = endRow - startRow;
  setList(0, store.type.subarray(startRow, endRow), count);
  setList(2, store.offset.subarray(startRow, endRow), count);
  setList(4, store.index.subarray(startRow, endRow), count);
  setList(6, store.addends(startRow, endRow), count);
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
  marker.startReach(reach);
}

export function findReached(chunks: usize, chunkCount: i32): usize {
  const found = marker.findReached(u32At(chunks, chunkCount));
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
  files: usize,
  numbers: i32,
  symbolKinds: usize,
  symbolCount: i32,
  live: usize,
  chunkCount: i32,
  startRows: usize,
  startRowCount: i32,
  endRows: usize,
  endRowCount: i32,
  firstShared: i32,
  isStatic: i32,
): usize {
  const asked = new NeedTables();
  asked.fileSymbols = u32At(fileSymbols, fileSymbolCount);
  asked.kind = bytesAt(symbolKinds, symbolCount);
  asked.live = bytesAt(live, chunkCount);
  asked.relocationStart = u32At(startRows, startRowCount);
  asked.relocationEnd = u32At(endRows, endRowCount);
  asked.firstShared = firstShared;
  const found = new NeedSearch(store, kinds, asked, isStatic != 0).search(u32At(files, numbers));
  setList(0, found, found.length);
  return RESULT;
}

export function selectSymbols(
  order: usize,
  orderCount: i32,
  symbolKinds: usize,
  symbolCount: i32,
  traits: usize,
  traitCount: i32,
  flags: usize,
  flagCount: i32,
  firstKind: i32,
  wantedTraits: i32,
  wantedFlags: i32,
  neededTraits: i32,
): usize {
  const columns = new SelectionColumns();
  columns.order = i32At(order, orderCount);
  columns.kind = bytesAt(symbolKinds, symbolCount);
  columns.traits = bytesAt(traits, traitCount);
  columns.flags = u32At(flags, flagCount);
  const found = select(columns, firstKind, wantedTraits, wantedFlags, neededTraits);
  setList(0, found, found.length);
  return RESULT;
}

export function symbolsWithoutChunk(
  symbolKinds: usize,
  symbolCount: i32,
  targets: usize,
  targetCount: i32,
  traits: usize,
  traitCount: i32,
): usize {
  const kindOf = bytesAt(symbolKinds, symbolCount);
  const found = withoutChunk(kindOf, i32At(targets, targetCount), bytesAt(traits, traitCount));
  setList(0, found, found.length);
  return RESULT;
}
