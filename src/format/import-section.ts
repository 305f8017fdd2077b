/**
 * The import section: one row per import, and the index spaces that imports begin. Functions, which are many, are read
 * with local variables; the rest goes through the reader.
 */
import { type ByteReader } from "../binary/reader.ts";
import type { ImportRows, ModuleDraft } from "./module-draft.ts";
import { finish } from "./standard-sections.ts";
import { readLimits, readTableType } from "./value-types.ts";
import { DEFAULT_MODULE, ExternalKind, LimitsFlag } from "./wasm.ts";

export function readImportSection(reader: ByteReader, draft: ModuleDraft): void {
  const { bytes, end } = reader;
  const rows = draft.imports;
  const { fieldStart, fieldLength, type, modules, functions } = rows;
  const typeCount = draft.types.length;
  const count = reader.uleb32();
  let at = reader.at;
  for (let row = 0; row < count; row++) {
    const start = at;
    // Almost every import is a function of "env" with short lengths; anything else is read by the checking reader.
    if (bytes[at] === 3 && bytes[at + 1] === 0x65 && bytes[at + 2] === 0x6e && bytes[at + 3] === 0x76) {
      let byte = bytes[at + 4];
      let length = byte & 0x7f;
      at += 5;
      if (byte > 0x7f) {
        byte = bytes[at++];
        length |= (byte & 0x7f) << 7;
      }
      if (byte <= 0x7f && bytes[at + length] === ExternalKind.function) {
        const nameStart = at;
        at += length + 1;
        byte = bytes[at++];
        let typeIndex = byte & 0x7f;
        if (byte > 0x7f) {
          byte = bytes[at++];
          typeIndex |= (byte & 0x7f) << 7;
        }
        if (byte <= 0x7f && at <= end && typeIndex < typeCount) {
          functions.push(row);
          modules.push(DEFAULT_MODULE);
          fieldStart.push(nameStart);
          fieldLength.push(length);
          type.push(typeIndex);
          continue;
        }
      }
    }
    reader.at = start;
    readImport(reader, draft, row);
    at = reader.at;
  }
  reader.at = at;
  finish(reader, "import section");
}

function readImport(reader: ByteReader, draft: ModuleDraft, row: number): void {
  const rows = draft.imports;
  rows.modules.push(reader.text(draft.decodeText));
  const start = reader.skipText();
  rows.fieldStart.push(start);
  rows.fieldLength.push(reader.at - start);
  const kind = reader.u8();
  rows.type.push(readImportType(reader, draft, rows, row, kind));
}

/** Reads what follows the kind; returns the type index of a function or tag. */
function readImportType(reader: ByteReader, draft: ModuleDraft, rows: ImportRows, row: number, kind: number): number {
  switch (kind) {
    case ExternalKind.function: {
      const type = reader.uleb32();
      if (type >= draft.types.length) reader.fail("invalid function type");
      rows.functions.push(row);
      return type;
    }
    case ExternalKind.global: {
      const type = reader.u8();
      rows.globalTypes.set(row, { type, mutable: reader.bit() === 1 });
      rows.globals.push(row);
      return 0;
    }
    case ExternalKind.memory:
      if (readLimits(reader).flags & LimitsFlag.is64) draft.is64 = true;
      return 0;
    case ExternalKind.table:
      rows.tableTypes.set(row, readTableType(reader));
      rows.tables.push(row);
      return 0;
    case ExternalKind.tag: {
      if (reader.u8() !== 0) reader.fail("invalid attribute");
      const type = reader.uleb32();
      if (type >= draft.types.length) reader.fail("invalid tag type");
      rows.tags.push(row);
      return type;
    }
    default:
      return reader.fail("unexpected import kind");
  }
}
