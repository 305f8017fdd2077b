/** Where the function bodies and data segments are. Their content stays in the file. */
import type { ByteReader } from "../binary/reader.ts";
import { createSegmentColumns, type ModuleDraft, type SectionRow } from "./module-draft.ts";
import { finish } from "./standard-sections.ts";
import { readInitExpression } from "./value-types.ts";
import { DataSegmentFlag } from "./wasm.ts";

export function readCodeSection(reader: ByteReader, draft: ModuleDraft, section: SectionRow): void {
  draft.code = section;
  const { bytes, end } = reader;
  const { count, start, inputOffset, size, codeOffset } = draft.functions;
  if (reader.uleb32() !== count) reader.fail("invalid function count");
  let at = reader.at;
  for (let row = 0; row < count; row++) {
    const first = at;
    let byte = bytes[at++];
    let bodySize = byte & 0x7f;
    for (let shift = 7; byte > 0x7f && shift < 28; shift += 7) {
      byte = bytes[at++];
      bodySize |= (byte & 0x7f) << shift;
    }
    // Without locals, which is frequent, the body needs no look.
    if (byte > 0x7f || at > end || bytes[at] !== 0 || bodySize === 0 || bodySize > end - at) {
      reader.at = first;
      bodySize = readBodyStart(reader);
      at = reader.at;
    }
    start[row] = first;
    inputOffset[row] = first - section.start;
    codeOffset[row] = at - first;
    at += bodySize;
    size[row] = at - first;
  }
  reader.at = at;
  finish(reader, "code section");
}

/** Checks a body up to its instructions. Returns its size and leaves the reader at its start. */
function readBodyStart(reader: ByteReader): number {
  const size = reader.uleb32();
  const body = reader.at;
  for (let groups = reader.uleb32(); groups > 0; groups--) {
    reader.uleb32();
    reader.u8();
  }
  if (size > reader.end - body || reader.at - body > size) reader.fail("Function extends beyond buffer");
  reader.at = body;
  return size;
}

export function readDataCountSection(reader: ByteReader, draft: ModuleDraft): void {
  draft.declaredSegmentCount = reader.uleb32();
}

export function readDataSection(reader: ByteReader, draft: ModuleDraft, section: SectionRow): void {
  draft.data = section;
  const count = reader.uleb32();
  if (draft.declaredSegmentCount !== undefined && draft.declaredSegmentCount !== count) {
    reader.fail("number of data segments does not match DataCount section");
  }
  // A segment takes two bytes at least: a larger count ends in an error before the columns are full.
  const rows = Math.min(count, reader.end - reader.at);
  const columns = createSegmentColumns(rows);
  for (let row = 0; row < count; row++) {
    const flags = reader.uleb32();
    if (flags & DataSegmentFlag.hasMemoryIndex) reader.uleb32();
    if ((flags & DataSegmentFlag.passive) === 0) readInitExpression(reader);
    const size = reader.uleb32();
    if (size > reader.end - reader.at) reader.fail("invalid segment size");
    columns.start[row] = reader.at;
    columns.inputOffset[row] = reader.at - section.start;
    columns.size[row] = size;
    reader.at += size;
  }
  columns.name.fill(draft.names.intern(""));
  columns.stem.set(columns.name);
  draft.segments = columns;
  finish(reader, "data section");
}
