/**
 * Marks once more, in wasm-ld's own order, for links where a symbol stands at the end of its strings: wasm-ld ends there if
 * nothing of the same strings was marked before (LLD: `Symbol::markLive` asks for the string only of a symbol that is not
 * live yet). It walks depth first, where `markLive` goes level by level. Changes nothing.
 */
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import { BASE_OF, Base, TARGET_OF, Target } from "../../format/relocation-types.ts";
import { SegmentFlag } from "../../format/wasm.ts";
import { mergedOffset } from "../../model/chunk-places.ts";
import type { ObjectContent, ObjectFile } from "../../model/input-file.ts";
import type { LinkState } from "../../model/link-state.ts";
import { Kind, Trait } from "../../model/symbol-kind.ts";
import { chunkOf, elementOf, isDiscarded } from "../../model/symbol-queries.ts";
import { NONE } from "../../model/symbol-table.ts";
import { relocationsOf } from "../../relocation/relocator.ts";

/** Where marking starts: `symbols` in order, then what `files` keep. */
export interface Roots {
  readonly symbols: readonly SymbolId[];
  /** Objects that are live without any symbol of theirs. */
  readonly files: readonly ObjectFile[];
}

/** Whether the symbol is of a string section, and of none of its strings. */
export function isBehindStrings({ symbols, chunks }: LinkState, symbol: SymbolId): boolean {
  if (symbols.kind[symbol] !== Kind.definedData) return false;
  const chunk = symbols.target[symbol];
  return chunk !== NONE && chunks.mergeable[chunk] !== 0 && symbols.offset[symbol] >= chunks.size[chunk];
}

/** @throws LinkAborted where wasm-ld ends. */
export function checkMarkingOrder(link: LinkState, roots: Roots): void {
  const walk = new OrderedWalk(link, roots.files);
  for (const symbol of roots.symbols) walk.enqueue(symbol);
  // Those that a root has made live among them, whose retained segments come a second time.
  for (const file of link.objects) if (walk.isLive(file)) walk.enqueueImplicit(link.content(file.id));
  walk.follow();
}

class OrderedWalk {
  readonly #link: LinkState;
  readonly #live = new Set<unknown>();
  readonly #liveFiles: Set<unknown>;
  readonly #queue: ChunkId[] = [];

  constructor(link: LinkState, files: readonly ObjectFile[]) {
    this.#link = link;
    this.#liveFiles = new Set(files);
  }

  isLive(file: ObjectFile): boolean {
    return this.#liveFiles.has(file);
  }

  enqueue(symbol: SymbolId): void {
    const link = this.#link;
    const { symbols } = link;
    const chunk = chunkOf(link, symbol);
    const subject = elementOf(link, symbol) ?? (chunk === undefined ? `symbol ${symbol}` : chunk);
    if (this.#live.has(subject)) return;
    const file = link.file(symbols.file[symbol]);
    const isFirstOfFile = file?.kind === "object" && !this.#liveFiles.has(file) && symbols.isDefined(symbol);
    if (chunk !== undefined && isBehindStrings(link, symbol)) mergedOffset(link, chunk, symbols.offset[symbol]);
    this.#live.add(subject);
    if (isFirstOfFile) {
      this.#liveFiles.add(file);
      this.enqueueImplicit(link.content(file.id));
    }
    if (chunk !== undefined) this.#queue.push(chunk);
  }

  enqueueImplicit(content: ObjectContent): void {
    const link = this.#link;
    for (const { symbol } of content.module.initFunctions) {
      const id = link.symbolOf(content, symbol);
      if (!isDiscarded(link, id)) this.enqueue(id);
    }
    for (let chunk = content.segmentStart; chunk < content.sectionStart; chunk++) {
      if ((link.chunks.segmentFlags[chunk] & SegmentFlag.retain) === 0) continue;
      this.#live.add(chunk);
      this.#queue.push(chunk as ChunkId);
    }
  }

  follow(): void {
    const link = this.#link;
    for (let chunk = this.#queue.pop(); chunk !== undefined; chunk = this.#queue.pop()) {
      const { type, index } = relocationsOf(link, chunk);
      for (let row = 0; row < type.length; row++) {
        const target = TARGET_OF[type[row]];
        const base = BASE_OF[type[row]];
        if (target === Target.typeIndex) continue;
        const symbol = link.symbolOf(link.content(link.chunks.file[chunk]), index[row]);
        // A trap stub has no slot, so its address alone does not keep it.
        if (target === Target.tableSlot && base === Base.absolute && link.symbols.has(symbol, Trait.stub)) continue;
        this.enqueue(symbol);
      }
    }
  }
}
