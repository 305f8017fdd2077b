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
import { WALK_FIELDS } from "../kernel/portable/relocation-walk.ts";
import type { ObjectContent } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { chunkOf, exportedSymbols, isDiscarded, isLive, markSymbolLive } from "../model/symbol-queries.ts";

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
  const exported = new Set(exportedSymbols(link));
  const { order, flags } = symbols;
  for (let i = 0; i < order.length; i++) {
    const id = order[i];
    if ((flags[id] & SymbolFlag.noStrip) !== 0 || exported.has(id)) enqueueSymbol(link, id, queue);
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

/**
 * Alternates with the kernel: it follows the relocations of the chunks that have become live to symbols not met before;
 * what is live because of those is decided here.
 */
function followRelocations(link: LinkState, queue: ChunkId[]): void {
  const { kernel, fileSymbols, symbols } = link;
  kernel.startReach(fileSymbols, symbols.traits, Trait.stub);
  while (queue.length > 0) {
    const chunks = relocatedChunks(link, queue);
    queue.length = 0;
    if (chunks.length === 0) return;
    enqueueReached(link, kernel.findReached(chunks), queue);
  }
}

/** `enqueueSymbol` for many: most are functions and data, and many of those are in chunks that are live already. */
function enqueueReached(link: LinkState, reached: Uint32Array, queue: ChunkId[]): void {
  const { kind, target, traits, file } = link.symbols;
  const { live, mergeable } = link.chunks;
  for (let i = 0; i < reached.length; i++) {
    const symbol = reached[i] as SymbolId;
    const chunk = target[symbol] as ChunkId;
    if (kind[symbol] > Kind.definedData || target[symbol] === NONE || mergeable[chunk] !== 0) {
      enqueueSymbol(link, symbol, queue);
      continue;
    }
    if (live[chunk] !== 0) continue;
    live[chunk] = 1;
    traits[symbol] = traits[symbol] | Trait.referenced;
    queue.push(chunk);
    const from = link.file(file[symbol]);
    if (from?.kind !== "object" || from.isLive) continue;
    from.isLive = true;
    enqueueImplicit(link, link.content(from.id), queue);
  }
}

/** The chunks of the queue that have relocations, as `Kernel.findReached` takes them. */
function relocatedChunks(link: LinkState, queue: readonly ChunkId[]): Uint32Array {
  const { relocationStart, relocationEnd, file } = link.chunks;
  const rows = new Uint32Array(queue.length * WALK_FIELDS);
  let at = 0;
  for (let i = 0; i < queue.length; i++) {
    const chunk = queue[i];
    if (relocationStart[chunk] === relocationEnd[chunk]) continue;
    rows[at] = relocationStart[chunk];
    rows[at + 1] = relocationEnd[chunk];
    rows[at + 2] = link.content(file[chunk]).symbolStart;
    at += WALK_FIELDS;
  }
  return rows.subarray(0, at);
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
