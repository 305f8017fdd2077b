/**
 * Copying chunks into the output and patching their relocations (LLD: `InputChunk::writeTo`): many chunks at a time,
 * because a call of the kernel and a copy each have their price.
 */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import type { Kernel, RelocationRows } from "../kernel/kernel.ts";
import { mergedOffset } from "../model/chunk-places.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";
import { tellValues } from "../model/symbol-values.ts";

/** Bytes of the output that are patched together: enough to make calls few, and little beside the output itself. */
const BATCH_SIZE = 4 << 20;

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
  writeChunks(ids: readonly ChunkId[], out: Uint8Array, at: number): void {
    if (ids.length === 0) return;
    this.#copy(ids, out, at);
    const { outputOffset, size } = this.#link.chunks;
    const relocated = this.#kernel.relocated(new Uint32Array(ids));
    const tombstone = tombstoneOf(this.#link, ids[0]);
    for (let first = 0, end = 0; first < relocated.length; first = end) {
      end = this.#endOfBatch(relocated, first);
      const last = relocated[end - 1];
      const start = at + outputOffset[relocated[first]];
      const bytes = out.subarray(start, at + outputOffset[last] + size[last]);
      this.#patch(bytes, relocated.subarray(first, end), at - start, tombstone);
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

  /** Chunks that follow each other both in their file and in the output are copied together. */
  #copy(ids: readonly ChunkId[], out: Uint8Array, at: number): void {
    const { chunks } = this.#link;
    const { start: starts, outputOffset, size, file: files } = chunks;
    let file = NONE;
    let from = 0;
    let to = 0;
    let place = 0;
    const flush = (): void => {
      if (to > from) out.set(this.#link.content(file).module.bytes.subarray(from, to), place);
      from = to;
    };
    for (let i = 0; i < ids.length; i++) {
      const chunk = ids[i];
      const start = starts[chunk];
      const target = at + outputOffset[chunk];
      if (files[chunk] !== file || start !== to || target - place !== to - from) {
        flush();
        file = files[chunk];
        from = start;
        to = start;
        place = target;
        if (file === NONE) {
          const body = chunks.bodies.get(chunk);
          if (body !== undefined) out.set(body, target);
          continue;
        }
      }
      to += size[chunk];
    }
    flush();
  }

  /** Position behind the last of the chunks from `first` on that are patched together. */
  #endOfBatch(chunks: Uint32Array, first: number): number {
    const { outputOffset } = this.#link.chunks;
    const limit = outputOffset[chunks[first]] + BATCH_SIZE;
    let low = first + 1;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (outputOffset[chunks[middle]] > limit) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #patch(bytes: Uint8Array, chunks: Uint32Array, position: number, tombstone: number): void {
    const failed = this.#kernel.applyRelocations(bytes, chunks, position, tombstone);
    if (failed < 0) return;
    const { file, relocationStart, relocationEnd } = this.#link.chunks;
    const chunk = chunks.find((id) => failed >= relocationStart[id] && failed < relocationEnd[id]) as ChunkId;
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
