/** The header of the next section: id, size, and the name of a custom section. */
import type { ByteReader } from "../binary/reader.ts";
import type { SectionRow } from "./module-draft.ts";
import type { SectionOrder } from "./section-order.ts";
import { MODULE_HEADER, SectionId } from "./wasm.ts";

const MAGIC_SIZE = 4;

/** Checks magic number and version; leaves the reader at the first section. */
export function readModuleHeader(reader: ByteReader): void {
  for (let i = 0; i < MAGIC_SIZE; i++) {
    if (reader.bytes[reader.at + i] !== MODULE_HEADER[i]) reader.fail("invalid magic number");
  }
  reader.at += MAGIC_SIZE;
  if (reader.at + 4 > reader.end) reader.fail("missing version number");
  const version = reader.u32le();
  if (version !== 1) reader.fail(`invalid version number: ${version}`);
}

/** Reads a header and moves over the content. */
export function readSectionHeader(
  reader: ByteReader,
  order: SectionOrder,
  index: number,
  decodeText: (bytes: Uint8Array, start: number, end: number) => string,
): SectionRow {
  const id = reader.u8();
  const size = reader.uleb32();
  if (size === 0) reader.fail("zero length section");
  if (size > reader.end - reader.at) reader.fail("section too large");
  const end = reader.at + size;
  let name = "";
  let nameStart = reader.at;
  let start = reader.at;
  if (id === SectionId.custom) {
    nameStart = reader.skipText();
    start = reader.at;
    if (start > end) reader.refuse("EOF while reading string");
    name = decodeText(reader.bytes, nameStart, start);
  }
  if (!order.accept(id, name)) reader.fail(`out of order section type: ${id}`);
  reader.at = end;
  return { id, index, name, nameStart, start, size: end - start, comdat: -1, relocationStart: 0, relocationEnd: 0 };
}
