import type { ChunkId } from "../../base/ids.ts";
import type { LinkState } from "../../model/link-state.ts";

/** Gives a live function the next index. */
export function addFunction(link: LinkState, chunk: ChunkId): void {
  const { chunks, out } = link;
  if (chunks.live[chunk] === 0) return;
  chunks.functionIndex[chunk] = out.importedFunctionCount + out.functions.length;
  out.functions.push(chunk);
}
