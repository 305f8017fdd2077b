/**
 * Garbage collection: marks what is reachable from the roots along relocations (LLD: MarkLive.cpp).
 *
 * Roots are the entry, exported and no-strip symbols, `__wasm_call_dtors`, and the init functions and retained segments
 * of objects that were named on the command line; an archive member's count once one of its symbols is live.
 *
 * Reads: symbols, chunks, relocations, fileSymbols.
 * Writes: live columns, `isLive` of files and elements.
 */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import { BASE_OF, Base, R_WASM_TYPE_INDEX_LEB, Target, TARGET_OF } from "../format/relocation-types.ts";
import { SegmentFlag, SymbolFlag } from "../format/wasm.ts";
import type { ObjectContent } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Trait } from "../model/symbol-kind.ts";
import { chunkOf, isDiscarded, isExported, isLive, markSymbolLive } from "../model/symbol-queries.ts";

export function markLive(link: LinkState): void {
  const queue: ChunkId[] = [];
  enqueueRoots(link, queue);
  followRelocations(link, queue);
  const { callCtors } = link.known;
  if (callCtors !== undefined && areConstructorsCalled(link)) markSymbolLive(link, callCtors);
}

function enqueueRoots(link: LinkState, queue: ChunkId[]): void {
  const { symbols, config, known } = link;
  const entry = config.entry === "" ? undefined : symbols.find(config.entry);
  if (entry !== undefined) enqueueSymbol(link, entry, queue);
  for (const id of symbols.order) {
    const isKept = (symbols.flags[id] & SymbolFlag.noStrip) !== 0;
    if (isKept || isExported(link, id)) enqueueSymbol(link, id, queue);
  }
  if (known.callDtors !== undefined) enqueueSymbol(link, known.callDtors, queue);
  for (const file of link.objects) if (file.isLive) enqueueImplicit(link, link.content(file.id), queue);
}

function enqueueSymbol(link: LinkState, symbol: SymbolId, queue: ChunkId[]): void {
  if (isLive(link, symbol)) return;
  const file = link.file(link.symbols.file[symbol]);
  const isFirstOfFile = file?.kind === "object" && !file.isLive && link.symbols.isDefined(symbol);
  markSymbolLive(link, symbol);
  if (isFirstOfFile) enqueueImplicit(link, link.content(file.id), queue);
  const chunk = chunkOf(link, symbol);
  if (chunk !== undefined) queue.push(chunk);
}

/** What a live object keeps without anything referring to it. */
function enqueueImplicit(link: LinkState, content: ObjectContent, queue: ChunkId[]): void {
  for (const { symbol } of content.module.initFunctions) {
    const id = link.symbolOf(content, symbol);
    if (!isDiscarded(link, id)) enqueueSymbol(link, id, queue);
  }
  const { live, segmentFlags } = link.chunks;
  for (let chunk = content.segmentStart; chunk < content.sectionStart; chunk++) {
    if ((segmentFlags[chunk] & SegmentFlag.retain) === 0) continue;
    live[chunk] = 1;
    queue.push(chunk as ChunkId);
  }
}

/** 1 for relocations that only take an address: they do not keep a trap stub, which has none. */
const TAKES_SLOT: Uint8Array = TARGET_OF.map((target, type) =>
  Number(target === Target.tableSlot && BASE_OF[type] === Base.absolute),
);

/** The hot loop of the pass: every relocation of every live chunk once. */
function followRelocations(link: LinkState, queue: ChunkId[]): void {
  const { type, index } = link.relocations;
  const { relocationStart, relocationEnd, file } = link.chunks;
  const { fileSymbols, symbols } = link;
  // A symbol that has been looked at once is live, or cannot be made so; most relocations end at this test.
  const isSeen = new Uint8Array(symbols.length);
  for (let chunk = queue.pop(); chunk !== undefined; chunk = queue.pop()) {
    const end = relocationEnd[chunk];
    let row = relocationStart[chunk];
    if (row === end) continue;
    const first = link.content(file[chunk]).symbolStart;
    for (; row < end; row++) {
      const t = type[row];
      if (t === R_WASM_TYPE_INDEX_LEB) continue;
      const symbol = fileSymbols[first + index[row]] as SymbolId;
      if (isSeen[symbol] !== 0) continue;
      if (TAKES_SLOT[t] !== 0 && symbols.has(symbol, Trait.stub)) continue;
      isSeen[symbol] = 1;
      enqueueSymbol(link, symbol, queue);
    }
  }
}

/** `__wasm_call_ctors` is needed where any init function is live; position-independent output always has it. */
function areConstructorsCalled(link: LinkState): boolean {
  const { config } = link;
  if (config.relocatable) return false;
  if (config.isPic) return true;
  return link.objects.some((file) => {
    const content = link.content(file.id);
    return content.module.initFunctions.some(({ symbol }) => {
      const id = link.symbolOf(content, symbol);
      return !isDiscarded(link, id) && isLive(link, id);
    });
  });
}
