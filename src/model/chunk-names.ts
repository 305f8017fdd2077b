/** What chunks and elements are called in messages, maps and the name section. */
import { type ChunkId, mintId } from "../base/ids.ts";
import { fileName, type InputElement } from "./input-file.ts";
import type { LinkState } from "./link-state.ts";
import { NONE } from "./symbol-table.ts";

/** The name a chunk has in its file: function symbol, segment or section name; empty where it has none. */
export function chunkName(link: LinkState, chunk: ChunkId): string {
  const { chunks } = link;
  const given = chunks.names.get(chunk);
  if (given !== undefined) return given;
  const name = chunks.name[chunk];
  return name === NONE ? "" : link.names.text(mintId(name));
}

/** `file:(name)`, as messages name a chunk. */
export function chunkDisplayName(link: LinkState, chunk: ChunkId): string {
  return `${fileName(link.file(link.chunks.file[chunk]))}:(${chunkName(link, chunk)})`;
}

export function elementDisplayName(link: LinkState, element: InputElement): string {
  return `${fileName(link.file(element.file))}:(${element.name})`;
}
