/**
 * The standard sections that are short or few per object: types, functions, tables, memories, tags, globals, exports,
 * start.
 */
import { type ByteReader } from "../binary/reader.ts";
import { createFunctionColumns, type ModuleDraft } from "./module-draft.ts";
import type { SignatureTable } from "./signature.ts";
import { readInitExpression, readLimits, readTableType, readValueType } from "./value-types.ts";
import { ExternalKind, LimitsFlag } from "./wasm.ts";

const TypeForm = { function: 0x60, struct: 0x5f, array: 0x5e, sub: 0x50, subFinal: 0x4f, rec: 0x4e } as const;

export function readTypeSection(reader: ByteReader, draft: ModuleDraft, signatures: SignatureTable): void {
  let count = reader.uleb32();
  for (; count > 0; count--) {
    const form = reader.u8();
    if (form === TypeForm.function) {
      const params = readTypes(reader);
      draft.types.push(signatures.intern(params, readTypes(reader)));
      continue;
    }
    if (form === TypeForm.rec) {
      // A group takes an index of its own besides those of its members.
      const size = reader.uleb32();
      if (size === 0) reader.fail("Rec group size cannot be 0");
      count = (count + size) % 2 ** 32;
    } else {
      skipCompositeType(reader, form);
    }
    draft.hasUnmodeledTypes = true;
    draft.types.push(signatures.intern([], []));
  }
  finish(reader, "type section");
}

export function readTypes(reader: ByteReader): number[] {
  const types: number[] = [];
  for (let count = reader.uleb32(); count > 0; count--) types.push(readValueType(reader, reader.u8()));
  return types;
}

function skipCompositeType(reader: ByteReader, firstForm: number): void {
  let form = firstForm;
  if (form === TypeForm.sub || form === TypeForm.subFinal) {
    const supertypes = reader.uleb32();
    if (supertypes > 1) reader.fail("Invalid number of supertypes");
    if (supertypes === 1) reader.uleb32();
    form = reader.uleb32() & 0xff;
  }
  if (form !== TypeForm.struct && form !== TypeForm.array) reader.fail("bad form");
  for (let count = form === TypeForm.struct ? reader.uleb32() : 1; count > 0; count--) {
    readValueType(reader, reader.uleb32());
    reader.uleb32();
  }
}

export function readFunctionSection(reader: ByteReader, draft: ModuleDraft): void {
  const count = reader.uleb32();
  // Each type index takes a byte at least, so that a larger count ends in an error before the columns are full.
  const rows = Math.min(count, reader.end - reader.at);
  const columns = createFunctionColumns(rows);
  const { types } = draft;
  for (let i = 0; i < count; i++) {
    const type = reader.uleb32();
    if (type >= types.length) reader.fail("invalid function type");
    columns.signature[i] = types[type];
  }
  draft.functions = { ...columns, debugNames: draft.functionDebugNames };
  finish(reader, "function section");
}

export function readTableSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let count = reader.uleb32(); count > 0; count--) draft.tables.push(readTableType(reader));
  finish(reader, "table section");
}

export function readMemorySection(reader: ByteReader, draft: ModuleDraft): void {
  for (let count = reader.uleb32(); count > 0; count--) {
    if (readLimits(reader).flags & LimitsFlag.is64) draft.is64 = true;
  }
  finish(reader, "memory section");
}

export function readTagSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let count = reader.uleb32(); count > 0; count--) {
    if (reader.u8() !== 0) reader.fail("invalid attribute");
    const type = reader.uleb32();
    if (type >= draft.types.length) reader.fail("invalid tag type");
    draft.tags.push(draft.types[type]);
  }
  finish(reader, "tag section");
}

export function readGlobalSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let count = reader.uleb32(); count > 0; count--) {
    const type = readValueType(reader, reader.uleb32());
    const mutable = reader.bit() === 1;
    const init = readInitExpression(reader);
    draft.globals.push({
      type,
      mutable,
      initStart: init.start,
      initEnd: init.end,
      isInitExtended: init.isExtended,
    });
  }
  finish(reader, "global section");
}

export function readExportSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let count = reader.uleb32(); count > 0; count--) {
    const name = reader.text(draft.decodeText);
    const kind = reader.u8();
    const index = reader.uleb32();
    switch (kind) {
      case ExternalKind.function: {
        if (index >= draft.functionCount) reader.fail("invalid function export");
        const row = draft.definedFunction(index);
        if (row >= 0) draft.functionExportNames.set(row, name);
        break;
      }
      case ExternalKind.global:
        if (index >= draft.globalCount) reader.fail("invalid global export");
        break;
      case ExternalKind.tag:
        if (index >= draft.tagCount) reader.fail("invalid tag export");
        break;
      case ExternalKind.memory:
      case ExternalKind.table:
        break;
      default:
        reader.fail("unexpected export kind");
    }
    draft.exports.push({ name, kind, index });
  }
  finish(reader, "export section");
}

export function readStartSection(reader: ByteReader, draft: ModuleDraft): void {
  if (reader.uleb32() >= draft.functionCount) reader.fail("invalid start function");
}

/** Every section ends where its content does. */
export function finish(reader: ByteReader, section: string): void {
  if (reader.at !== reader.end) reader.fail(`${section} ended prematurely`);
}
