/** `--compress-relocations`: the padded LEB128 fields of a function shrink to what their values need. */
import type { ChunkId } from "../base/ids.ts";
import { slebSize, ulebSize } from "../binary/leb.ts";
import { ByteReader } from "../binary/reader.ts";
import { ByteWriter } from "../binary/writer.ts";
import { Encoding, ENCODING_OF, FIELD_SIZE, RELOCATION_TYPES } from "../format/relocation-types.ts";
import { type RelocationContext, relocationValue } from "../kernel/relocation-values.ts";
import type { LinkState } from "../model/link-state.ts";
import { chunkContext } from "../model/symbol-values.ts";

/** The pieces of a function: runs of bytes to copy, and fields to write anew. */
function forEachPart(
  link: LinkState,
  context: RelocationContext,
  chunk: ChunkId,
  copy: (start: number, end: number) => void,
  field: (encoding: Encoding, value: number) => void,
): void {
  const { chunks, relocations } = link;
  const { bytes } = link.content(chunks.file[chunk]).module;
  const where = chunkContext(link, chunk, 0);
  const start = chunks.start[chunk];
  const end = start + chunks.size[chunk];
  const size = new ByteReader(bytes, start, end);
  size.uleb64();
  let at = size.at;
  const rowEnd = chunks.relocationEnd[chunk];
  for (let row = chunks.relocationStart[chunk]; row < rowEnd; row++) {
    const type = relocations.type[row];
    const encoding = ENCODING_OF[type] as Encoding;
    if (encoding === Encoding.u32 || encoding === Encoding.u64) {
      const relocation = (RELOCATION_TYPES[type] as { name: string }).name;
      link.diagnostics.report("relocation-not-compressible", { relocation });
    }
    const place = start + relocations.offset[row] - chunks.inputOffset[chunk];
    copy(at, place);
    field(encoding, relocationValue(context, where, row));
    at = place + FIELD_SIZE[encoding];
  }
  copy(at, end);
}

function isSigned(encoding: Encoding): boolean {
  return encoding === Encoding.sleb5 || encoding === Encoding.sleb10;
}

/** Bytes of the function without its size field. */
function contentSize(link: LinkState, context: RelocationContext, chunk: ChunkId): number {
  let size = 0;
  forEachPart(
    link,
    context,
    chunk,
    (start, end) => {
      size += end - start;
    },
    (encoding, value) => {
      size += isSigned(encoding) ? slebSize(value) : ulebSize(value);
    },
  );
  return size;
}

/** Bytes of the function in the output, its size field included. */
export function compressedSize(link: LinkState, context: RelocationContext, chunk: ChunkId): number {
  const size = contentSize(link, context, chunk);
  return size + ulebSize(size);
}

export function writeCompressed(
  link: LinkState,
  context: RelocationContext,
  chunk: ChunkId,
  out: Uint8Array,
  at: number,
): void {
  const writer = new ByteWriter(link.host.encodeText.bind(link.host));
  const { bytes } = link.content(link.chunks.file[chunk]).module;
  writer.uleb(contentSize(link, context, chunk));
  forEachPart(
    link,
    context,
    chunk,
    (start, end) => {
      writer.bytes(bytes.subarray(start, end));
    },
    (encoding, value) => {
      if (isSigned(encoding)) writer.sleb(value);
      else writer.uleb(value);
    },
  );
  out.set(writer.finish(), at);
}
