/**
 * Copying chunks into the output and patching their relocations (LLD: `InputChunk::writeTo`): many chunks at a time,
 * because a call of the kernel and a copy each have their price.
 */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import type { RelocationRows } from "../kernel/kernel.ts";
import { PATCH_FIELDS } from "../kernel/portable/relocation-values.ts";
import { chunkAddress, mergedOffset } from "../model/chunk-places.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";
import { type FileStarts, tellValues } from "../model/symbol-values.ts";

/**
 * Bytes of the output that are patched together: enough to make calls few, and so little that a processor's cache still has the
 * bytes that were copied when they are patched, and when they are copied to the output.
 */
const BATCH_SIZE = 1 << 19;

export class Relocator {
  readonly #link: LinkState;
  /** First rows of each file in the kernel's lists; undefined until the kernel has the values. */
  #files: FileStarts | undefined;

  constructor(link: LinkState) {
    this.#link = link;
  }

  /** Addresses, indexes or offsets have changed since relocations were last asked for. */
  forget(): void {
    this.#files = undefined;
  }

  /** Writes the chunks' bytes, relocated, each at `at` plus its offset in the section. The offsets ascend. */
  writeChunks(ids: readonly ChunkId[], out: Uint8Array, at: number): void {
    const { outputOffset, size } = this.#link.chunks;
    for (let first = 0, end = 0; first < ids.length; first = end) {
      const start = outputOffset[ids[first]];
      while (end < ids.length && (end === first || outputOffset[ids[end]] + size[ids[end]] - start <= BATCH_SIZE))
        end++;
      const last = ids[end - 1];
      const place = out.subarray(at + start, at + outputOffset[last] + size[last]);
      this.#writeBatch(ids, first, end, place, start);
    }
  }

  /** The chunks `[first, end)` to `out`, which is for the section's bytes from `base` on. */
  #writeBatch(ids: readonly ChunkId[], first: number, end: number, out: Uint8Array, base: number): void {
    const { relocationStart, relocationEnd, outputOffset, inputOffset } = this.#link.chunks;
    const batch = new Batch(end - first);
    for (let i = first; i < end; i++) {
      const chunk = ids[i];
      if (relocationStart[chunk] === relocationEnd[chunk]) continue;
      this.#describe(batch, chunk, outputOffset[chunk] - base - inputOffset[chunk]);
    }
    if (batch.count === 0) {
      this.#copy(ids, first, end, out, base);
      return;
    }
    const room = this.#link.kernel.room(out.length);
    this.#copy(ids, first, end, room, base);
    this.#patch(batch, room, out);
  }

  /** The values of a chunk's relocations, for those who write the fields themselves; `useValue` takes one of them. */
  values(chunk: ChunkId): Float64Array {
    const batch = new Batch(1);
    this.#describe(batch, chunk, 0);
    return this.#link.kernel.relocationValues(batch.numbers, batch.fieldBases[0]);
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

  /**
   * Chunks that follow each other both in their file and in the output are copied together. What is between others becomes zeros, as
   * there may be anything in `out`.
   */
  #copy(ids: readonly ChunkId[], first: number, end: number, out: Uint8Array, base: number): void {
    const { chunks } = this.#link;
    const { start: starts, outputOffset, size, file: files } = chunks;
    let file = NONE;
    let from = 0;
    let to = 0;
    let place = 0;
    let done = 0;
    const put = (bytes: Uint8Array): void => {
      if (place > done) out.fill(0, done, place);
      out.set(bytes, place);
      done = place + bytes.length;
    };
    const flush = (): void => {
      if (to > from) put(this.#link.content(file).module.bytes.subarray(from, to));
      from = to;
    };
    for (let i = first; i < end; i++) {
      const chunk = ids[i];
      const start = starts[chunk];
      const target = outputOffset[chunk] - base;
      if (file === NONE || files[chunk] !== file || start !== to || target - place !== to - from) {
        flush();
        file = files[chunk];
        from = start;
        to = start;
        place = target;
        if (file === NONE) {
          const body = chunks.bodies.get(chunk);
          if (body !== undefined) put(body);
          continue;
        }
      }
      to += size[chunk];
    }
    flush();
    if (out.length > done) out.fill(0, done);
  }

  #describe(batch: Batch, chunk: ChunkId, position: number): void {
    const { chunks } = this.#link;
    const { numbers, fieldBases, count } = batch;
    const { symbolStarts, typeStarts } = (this.#files ??= tellValues(this.#link));
    const file = chunks.file[chunk];
    const kind = chunks.kind[chunk];
    const row = count * PATCH_FIELDS;
    numbers[row] = chunks.relocationStart[chunk];
    numbers[row + 1] = chunks.relocationEnd[chunk];
    numbers[row + 2] = symbolStarts[file];
    numbers[row + 3] = typeStarts[file];
    numbers[row + 4] = kind === ChunkKind.customSection ? tombstoneOf(this.#link, chunk) : 0;
    numbers[row + 5] = position;
    const isSegment = kind === ChunkKind.segment && chunks.mergeable[chunk] === 0;
    fieldBases[count] = isSegment ? chunkAddress(this.#link, chunk, 0) - chunks.inputOffset[chunk] : 0;
    batch.count++;
  }

  #patch({ numbers, fieldBases, count }: Batch, bytes: Uint8Array, out: Uint8Array): void {
    const used = numbers.subarray(0, count * PATCH_FIELDS);
    const failed = this.#link.kernel.applyRelocations(bytes, used, fieldBases.subarray(0, count), out);
    if (failed < 0) return;
    let at = 0;
    while (failed < used[at] || failed >= used[at + 1]) at += PATCH_FIELDS;
    this.#reportUnusable(used[at + 2], failed);
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

/** Chunks to be patched together, as `Kernel.applyRelocations` takes them. */
class Batch {
  readonly numbers: Int32Array;
  readonly fieldBases: Float64Array;
  count = 0;

  constructor(capacity: number) {
    this.numbers = new Int32Array(capacity * PATCH_FIELDS);
    this.fieldBases = new Float64Array(capacity);
  }
}

/** A chunk's relocations, for those who go through them. */
export function relocationsOf({ chunks, kernel }: LinkState, chunk: ChunkId): RelocationRows {
  return kernel.relocationRows(chunks.relocationStart[chunk], chunks.relocationEnd[chunk]);
}

/** What a relocation against something dropped leaves in a custom section. */
function tombstoneOf(link: LinkState, chunk: ChunkId): number {
  const { chunks } = link;
  if (chunks.mergeable[chunk] !== 0) return 0;
  return link.sectionRules.of(chunks.name[chunk]).tombstone;
}
