/** The functions, segments and custom sections of an object become chunks. */
import { type ChunkId, mintId } from "../base/ids.ts";
import type { ObjectModule } from "../format/object-module.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";

/** Those of an object that the kernel does not have; returns the first. */
export function addChunks(link: LinkState, file: number, module: ObjectModule): ChunkId {
  const { chunks } = link;
  const { functions, segments, customSections } = module;
  // The first file that has a COMDAT group keeps it.
  const kept = link.kernel.claimComdats(Uint32Array.from(module.comdats));
  const start = mintId<"chunk">(chunks.length);
  if (module.code !== undefined) chunks.addAll({ ...functions, kind: ChunkKind.function, file });
  for (const [i, name] of functions.debugNames) chunks.debugNames.set(mintId(start + i), name);
  if (module.data !== undefined) {
    chunks.addAll({ ...segments, kind: ChunkKind.segment, file, segmentFlags: segments.flags });
  }
  chunks.addAll({ ...customSections, kind: ChunkKind.customSection, file });
  for (let chunk: number = start; chunk < chunks.length; chunk++) {
    const comdat = chunks.comdat[chunk];
    if (comdat !== NONE && kept[comdat] === 0) chunks.discarded[chunk] = 1;
  }
  return start;
}
