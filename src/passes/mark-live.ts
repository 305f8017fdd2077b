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
import { SegmentFlag, SymbolFlag } from "../format/wasm.ts";
import type { ReachTables } from "../kernel/portable/live-marker.ts";
import type { ObjectContent } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Trait } from "../model/symbol-kind.ts";
import { chunkOf, exportedSymbols, isDiscarded, isLive, markSymbolLive } from "../model/symbol-queries.ts";
import { checkMarkingOrder, isBehindStrings, type Roots } from "./shared/check-marking-order.ts";

export function markLive(link: LinkState): void {
  const roots = findRoots(link);
  const queue: ChunkId[] = [];
  for (const symbol of roots.symbols) enqueueSymbol(link, symbol, queue);
  for (const file of roots.files) enqueueImplicit(link, link.content(file.id), queue);
  const behindStrings = followRelocations(link, queue);
  if (behindStrings || roots.symbols.some((symbol) => isBehindStrings(link, symbol))) checkMarkingOrder(link, roots);
  const { callCtors } = link.known;
  if (callCtors !== undefined && areConstructorsCalled(link)) markSymbolLive(link, callCtors);
}

function findRoots(link: LinkState): Roots {
  const { symbols, config, known } = link;
  const entry = config.entry === "" ? undefined : symbols.find(config.entry);
  const kept = exportedSymbols(link, SymbolFlag.noStrip);
  const named = [entry, ...kept, known.callDtors].filter((id) => id !== undefined);
  return { symbols: named, files: link.objects.filter((file) => file.isLive) };
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
  if ((content.module.segmentFlags & SegmentFlag.retain) === 0) return;
  const { live, segmentFlags } = link.chunks;
  for (let chunk = content.segmentStart; chunk < content.sectionStart; chunk++) {
    if ((segmentFlags[chunk] & SegmentFlag.retain) === 0) continue;
    live[chunk] = 1;
    queue.push(chunk as ChunkId);
  }
}

/**
 * Alternates with the kernel: it follows relocations from chunk to chunk; what is live because of symbols that are not
 * merely in a chunk, or are the first of their file, is decided here. Returns whether one of them is behind its strings.
 */
function followRelocations(link: LinkState, queue: ChunkId[]): boolean {
  const { kernel } = link;
  let behindStrings = false;
  if (queue.length === 0) return behindStrings;
  kernel.startReach(reachTables(link));
  while (queue.length > 0) {
    const reached = kernel.findReached(Uint32Array.from(queue));
    queue.length = 0;
    for (let i = 0; i < reached.length; i++) {
      const symbol = reached[i] as SymbolId;
      enqueueSymbol(link, symbol, queue);
      behindStrings ||= isBehindStrings(link, symbol);
    }
  }
  const { live } = link.chunks;
  // What was marked here is among it.
  live.set(kernel.reachedChunks().subarray(0, live.length));
  return behindStrings;
}

function reachTables(link: LinkState): ReachTables {
  const { symbols, chunks, files } = link;
  const symbolStart = new Uint32Array(files.count);
  const fileLive = new Uint8Array(files.count);
  for (const { id, isLive: isFileLive } of link.objects) {
    symbolStart[id] = link.content(id).symbolStart;
    fileLive[id] = Number(isFileLive);
  }
  return {
    fileSymbols: link.fileSymbols,
    symbolStart,
    fileLive,
    kind: symbols.kind,
    target: symbols.target,
    offset: symbols.offset,
    traits: symbols.traits,
    stubTrait: Trait.stub,
    live: chunks.live,
    mergeable: chunks.mergeable,
    size: chunks.size,
    file: chunks.file,
    relocationStart: chunks.relocationStart,
    relocationEnd: chunks.relocationEnd,
  };
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
