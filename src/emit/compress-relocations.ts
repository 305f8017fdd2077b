/** `--compress-relocations`: the padded LEB128 fields of a function shrink to what their values need. */
import type { ChunkId } from "../base/ids.ts";
import { slebSize, ulebSize } from "../binary/leb.ts";
import { ByteReader } from "../binary/reader.ts";
import { ByteWriter } from "../binary/writer.ts";
import { ENCODING_OF, Encoding, FIELD_SIZE, RELOCATION_TYPES, Target, TARGET_OF } from "../format/relocation-types.ts";
import type { Output } from "../host/host.ts";
import { writeUleb10 } from "../kernel/portable/fields.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { type Relocator, relocationsOf } from "../relocation/relocator.ts";

/** The pieces of a function: runs of bytes to copy, and fields to write anew. */
function forEachPart(
  link: LinkState,
  relocator: Relocator,
  chunk: ChunkId,
  copy: (start: number, end: number) => void,
  field: (encoding: Encoding, value: number) => void,
): void {
  const { chunks } = link;
  const { bytes } = link.content(chunks.file[chunk]).module;
  const relocations = relocationsOf(link, chunk);
  const values = relocator.values(chunk);
  const start = chunks.start[chunk];
  const end = start + chunks.size[chunk];
  const size = new ByteReader(bytes, start, end);
  size.uleb64();
  let at = size.at;
  for (let row = 0; row < values.length; row++) {
    const type = relocations.type[row];
    const encoding = ENCODING_OF[type] as Encoding;
    const value = relocator.useValue(chunk, row, values[row]);
    if (encoding === Encoding.u32 || encoding === Encoding.u64) {
      link.diagnostics.report("relocation-not-compressible", { relocation: RELOCATION_TYPES[type].name });
    }
    const place = start + relocations.offset[row] - chunks.inputOffset[chunk];
    if (place < at) refuseOverlap(link, chunk, place);
    copy(at, place);
    field(encoding, TARGET_OF[type] === Target.address ? value : indexOf(value));
    at = place + FIELD_SIZE[encoding];
  }
  copy(at, end);
}

/** wasm-ld copies what is between two fields, however long it takes that to be. */
function refuseOverlap(link: LinkState, chunk: ChunkId, place: number): void {
  link.diagnostics.report("damaged-object", {
    file: fileName(link.file(link.chunks.file[chunk])),
    problem: "relocation overlaps another, or the size of its function",
    offset: `0x${place.toString(16)}`,
  });
}

/** An index that was never given out (-1) has 32 bits, as in LLD; table slots are not negative. */
function indexOf(value: number): number {
  return value < 0 ? value >>> 0 : value;
}

/** A negative address has 64 bits. */
function fieldSize(encoding: Encoding, value: number): number {
  if (isSigned(encoding)) return slebSize(value);
  return value < 0 ? FIELD_SIZE[Encoding.uleb10] : ulebSize(value);
}

function uleb10(value: number): Uint8Array {
  const bytes = new Uint8Array(FIELD_SIZE[Encoding.uleb10]);
  writeUleb10(bytes, 0, value);
  return bytes;
}

function isSigned(encoding: Encoding): boolean {
  return encoding === Encoding.sleb5 || encoding === Encoding.sleb10;
}

/** Bytes of the function without its size field. */
function contentSize(link: LinkState, relocator: Relocator, chunk: ChunkId): number {
  let size = 0;
  forEachPart(
    link,
    relocator,
    chunk,
    (start, end) => {
      size += end - start;
    },
    (encoding, value) => {
      size += fieldSize(encoding, value);
    },
  );
  return size;
}

/** Bytes of the function in the output, its size field included. */
export function compressedSize(link: LinkState, relocator: Relocator, chunk: ChunkId): number {
  const size = contentSize(link, relocator, chunk);
  return size + ulebSize(size);
}

export function writeCompressed(link: LinkState, relocator: Relocator, chunk: ChunkId, out: Output, at: number): void {
  const writer = new ByteWriter(link.host.encodeText.bind(link.host));
  const { bytes } = link.content(link.chunks.file[chunk]).module;
  writer.uleb(contentSize(link, relocator, chunk));
  forEachPart(
    link,
    relocator,
    chunk,
    (start, end) => {
      writer.bytes(bytes.subarray(start, end));
    },
    (encoding, value) => {
      if (isSigned(encoding)) writer.sleb(value);
      else if (value < 0) writer.bytes(uleb10(value));
      else writer.uleb(value);
    },
  );
  out.put(at, writer.finish());
}
