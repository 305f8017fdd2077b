/**
 * Copying chunks into the output and patching their relocations (LLD: `InputChunk::writeTo`): many chunks at a time,
 * because a call of the kernel and a copy each have their price.
 */
import type { ChunkId, IdList, SymbolId } from "../base/ids.ts";
import type { Output } from "../host/host.ts";
import type { Kernel, Patch, RelocationRows } from "../kernel/kernel.ts";
import { mergedOffset } from "../model/chunk-places.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { LinkState } from "../model/link-state.ts";
import { tellValues } from "../model/symbol-values.ts";
import { Runs } from "./runs.ts";

/**
 * Bytes of the output that are patched together: enough to make calls few, and so little that a processor's cache still has the
 * bytes that were copied when they are patched, and when they are copied to the output.
 */
const BATCH_SIZE = 1 << 19;

export class Relocator {
  readonly #link: LinkState;
  #isTold = false;

  constructor(link: LinkState) {
    this.#link = link;
  }

  /** Addresses, indexes or offsets have changed since relocations were last asked for. */
  forget(): void {
    this.#isTold = false;
  }

  /** Writes the chunks' bytes, relocated, each at `at` plus its offset in the section. The offsets ascend. */
  writeChunks(ids: IdList<ChunkId>, out: Output, at: number): void {
    if (ids.length === 0) return;
    const { outputOffset, size } = this.#link.chunks;
    const relocated = this.#kernel.relocated(new Uint32Array(ids));
    const tombstone = tombstoneOf(this.#link, ids[0]);
    for (let first = 0, end = 0, done = 0; first < ids.length; first = end) {
      const start = outputOffset[ids[first]];
      end = this.#positionAt(ids, first + 1, start + BATCH_SIZE);
      const last = ids[end - 1];
      const place = out.place(at + start, outputOffset[last] + size[last] - start);
      const next = end === ids.length ? relocated.length : this.#positionAt(relocated, done, outputOffset[ids[end]]);
      const runs = new Runs(this.#link, ids, first, end, start);
      if (next === done) {
        runs.copy(place);
      } else {
        const staged = runs.stage(place.length);
        this.#patch({ ...staged, chunks: relocated.subarray(done, next), position: -start, tombstone }, place);
      }
      done = next;
    }
  }

  /** The values of a chunk's relocations, for those who write the fields themselves; `useValue` takes one of them. */
  values(chunk: ChunkId): Float64Array {
    return this.#kernel.relocationValues(chunk, tombstoneOf(this.#link, chunk));
  }

  /** It knows the values of symbols, as of now. */
  get #kernel(): Kernel {
    if (!this.#isTold) tellValues(this.#link);
    this.#isTold = true;
    return this.#link.kernel;
  }

  /** `value` of the relocation `row` of `chunk`. @throws LinkAborted if it refers to a place beyond the end of its strings. */
  useValue(chunk: ChunkId, row: number, value: number): number {
    const { chunks } = this.#link;
    if (Number.isNaN(value)) {
      const { symbolStart } = this.#link.content(chunks.file[chunk]);
      this.#reportUnusable(symbolStart, chunks.relocationStart[chunk] + row);
    }
    return value;
  }

  /** The first position from `from` on whose chunk is at `offset` in the section or behind. */
  #positionAt(chunks: ArrayLike<number>, from: number, offset: number): number {
    const { outputOffset } = this.#link.chunks;
    let low = from;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (outputOffset[chunks[middle]] >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #patch(patch: Patch, out: Uint8Array): void {
    const failed = this.#kernel.applyRelocations(patch, out);
    if (failed < 0) return;
    const { file, relocationStart, relocationEnd } = this.#link.chunks;
    const chunk = patch.chunks.find((id) => failed >= relocationStart[id] && failed < relocationEnd[id]) as ChunkId;
    this.#reportUnusable(this.#link.content(file[chunk]).symbolStart, failed);
  }

  /** The relocation of row `row` refers to a place beyond the end of its strings. */
  #reportUnusable(symbolStart: number, row: number): void {
    const { symbols, chunks, kernel, fileSymbols } = this.#link;
    const { index, addend } = kernel.relocationRows(row, row + 1);
    const symbol = fileSymbols[symbolStart + index[0]] as SymbolId;
    const chunk = symbols.target[symbol] as ChunkId;
    const isSection = chunks.kind[chunk] === ChunkKind.customSection;
    mergedOffset(this.#link, chunk, isSection ? addend[0] : symbols.offset[symbol]);
  }
}

/** A chunk's relocations, for those who go through them. */
export function relocationsOf({ chunks, kernel }: LinkState, chunk: ChunkId): RelocationRows {
  return kernel.relocationRows(chunks.relocationStart[chunk], chunks.relocationEnd[chunk]);
}

/** What a relocation against something dropped leaves in the chunk's section; in strings it leaves nothing. */
function tombstoneOf(link: LinkState, chunk: ChunkId): number {
  const { chunks } = link;
  if (chunks.kind[chunk] !== ChunkKind.customSection) return 0;
  return link.sectionRules.of(chunks.name[chunk]).tombstone;
}
