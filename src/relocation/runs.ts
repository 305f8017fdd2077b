/**
 * The bytes of chunks of one section of the output (LLD: `InputChunk::writeTo`, without relocating). Chunks that follow each other both in their file and in the output are
 * copied together.
 */
import type { ChunkId, IdList } from "../base/ids.ts";
import type { StagedBytes } from "../kernel/kernel.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";

export class Runs {
  readonly #link: LinkState;
  readonly #ids: IdList<ChunkId>;
  readonly #first: number;
  readonly #end: number;
  readonly #base: number;

  /** Those of the chunks `[first, end)` of `ids`, whose offsets ascend; `base` is the one that places count from. */
  constructor(link: LinkState, ids: IdList<ChunkId>, first: number, end: number, base: number) {
    this.#link = link;
    this.#ids = ids;
    this.#first = first;
    this.#end = end;
    this.#base = base;
  }

  /** Copies them to `out`. What is between others becomes zeros, as there may be anything in it. */
  copy(out: Uint8Array): void {
    let done = 0;
    this.#forEach((bytes, place) => {
      if (place > done) out.fill(0, done, place);
      out.set(bytes, place);
      done = place + bytes.length;
    });
    if (out.length > done) out.fill(0, done);
  }

  /** Copies them to the kernel's room, from where it takes them to their places among `size` bytes. */
  stage(size: number): StagedBytes {
    const most = this.#end - this.#first;
    const bytes = this.#link.kernel.room(size + 8 * most);
    const runs = new Uint32Array(3 * most);
    let count = 0;
    let end = 0;
    this.#forEach((run, place) => {
      const from = alignedLike(run.byteOffset, Math.max(end, place));
      bytes.set(run, from);
      runs[count++] = from;
      runs[count++] = place;
      runs[count++] = run.length;
      end = from + run.length;
    });
    return { bytes: bytes.subarray(0, Math.max(end, size)), runs: runs.subarray(0, count) };
  }

  #forEach(use: (bytes: Uint8Array, place: number) => void): void {
    const { chunks } = this.#link;
    const { start: starts, outputOffset, size, file: files } = chunks;
    const ids = this.#ids;
    let file = NONE;
    let from = 0;
    let to = 0;
    let place = 0;
    const finish = (): void => {
      if (to > from) use(this.#link.content(file).module.bytes.subarray(from, to), place);
      from = to;
    };
    for (let i = this.#first; i < this.#end; i++) {
      const chunk = ids[i];
      const start = starts[chunk];
      const target = outputOffset[chunk] - this.#base;
      if (file === NONE || files[chunk] !== file || start !== to || target - place !== to - from) {
        finish();
        file = files[chunk];
        from = start;
        to = start;
        place = target;
        if (file === NONE) {
          const body = chunks.bodies.get(chunk);
          if (body !== undefined) use(body, place);
          continue;
        }
      }
      to += size[chunk];
    }
    finish();
  }
}

/**
 * The first place from `at` on that is as far from a multiple of 8 as `offset`. V8 copies from shared memory, which inputs are in on
 * Node, eight bytes at a time only then.
 */
export function alignedLike(offset: number, at: number): number {
  return at + ((offset - at) & 7);
}
