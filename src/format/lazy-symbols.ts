/**
 * What an archive member has to show before anyone needs it: the names that it defines. An archive has thousands of
 * members of which a link takes a few, so that nothing else of them is read; a member that is extracted goes through
 * `readObject`.
 */
import { ByteReader, type DecodeText } from "../binary/reader.ts";
import { decodeNames } from "./decode-names.ts";
import type { ModuleKind } from "./object-module.ts";
import { readModuleHeader, readSectionHeader } from "./read-section.ts";
import { SectionOrder } from "./section-order.ts";
import { readLimits, readTableType, readValueType } from "./value-types.ts";
import { ExternalKind, LimitsFlag, LinkingSubsection, SectionId, SymbolFlag, SymbolKind } from "./wasm.ts";

const FUNCTION_TYPE = 0x60;

export interface LazySymbols {
  /** Defined non-local symbols in the order of the symbol table; where there is none, what the module exports. */
  readonly names: string[];
  readonly is64: boolean;
  readonly kind: ModuleKind;
  readonly hasUnmodeledTypes: boolean;
}

/** Throws `FormatError`, and nothing else; much of what `readObject` would refuse goes unnoticed. */
export function readLazySymbols(bytes: Uint8Array, decodeText: DecodeText): LazySymbols {
  const reader = new ByteReader(bytes, 0, bytes.length);
  readModuleHeader(reader);
  const order = new SectionOrder();
  const found = { names: [] as string[], is64: false, kind: "plain" as ModuleKind, hasUnmodeledTypes: false };
  let exported: string[] = [];
  for (let index = 0; !reader.isAtEnd; index++) {
    const { id, name, start, size } = readSectionHeader(reader, order, index, decodeText);
    const content = new ByteReader(bytes, start, start + size);
    if (id > SectionId.tag) reader.fail(`invalid section type: ${id}`);
    if (id === SectionId.type) found.hasUnmodeledTypes = hasUnmodeledTypes(content);
    else if (id === SectionId.import) found.is64 = importsMemory64(content);
    else if (id === SectionId.memory && !found.is64) found.is64 = definesMemory64(content);
    else if (id === SectionId.export) exported = readExportNames(content, decodeText);
    else if (name === "dylink" || name === "dylink.0") found.kind = "shared";
    else if (name === "linking" && found.kind !== "shared") {
      found.kind = "relocatable";
      found.names = readDefinedNames(content, decodeText) ?? exported;
    }
  }
  return found.kind === "plain" ? { ...found, names: exported } : found;
}

function hasUnmodeledTypes(reader: ByteReader): boolean {
  for (let count = reader.uleb32(); count > 0; count--) {
    if (reader.u8() !== FUNCTION_TYPE) return true;
    for (let list = 0; list < 2; list++) {
      for (let types = reader.uleb32(); types > 0; types--) readValueType(reader, reader.u8());
    }
  }
  return false;
}

/** Objects have one memory at most, and LLVM puts its import first: whatever comes after it is not looked at. */
function importsMemory64(reader: ByteReader): boolean {
  for (let count = reader.uleb32(); count > 0; count--) {
    reader.skipText();
    reader.skipText();
    switch (reader.u8()) {
      case ExternalKind.memory:
        return (readLimits(reader).flags & LimitsFlag.is64) !== 0;
      case ExternalKind.global:
        reader.u8();
        reader.bit();
        break;
      case ExternalKind.table:
        readTableType(reader);
        break;
      case ExternalKind.tag:
        reader.u8();
        reader.uleb32();
        break;
      default:
        reader.uleb32();
    }
  }
  return false;
}

function definesMemory64(reader: ByteReader): boolean {
  return reader.uleb32() > 0 && (readLimits(reader).flags & LimitsFlag.is64) !== 0;
}

function readExportNames(reader: ByteReader, decodeText: DecodeText): string[] {
  const names: string[] = [];
  for (let count = reader.uleb32(); count > 0; count--) {
    const name = reader.text(decodeText);
    if (reader.u8() !== ExternalKind.memory) names.push(name);
    reader.uleb32();
  }
  return names;
}

/** Undefined where there is no symbol table. */
function readDefinedNames(reader: ByteReader, decodeText: DecodeText): string[] | undefined {
  let names: string[] | undefined;
  reader.uleb32();
  while (!reader.isAtEnd) {
    const kind = reader.u8();
    const size = reader.uleb32();
    if (size > reader.end - reader.at) reader.fail("linking section ended prematurely");
    if (kind === LinkingSubsection.symbolTable) {
      names = readTableNames(new ByteReader(reader.bytes, reader.at, reader.at + size), decodeText);
    }
    reader.at += size;
  }
  return names;
}

/**
 * Walks the symbols with local variables. Padding of any length is fine. Bits beyond the 32nd, which `readObject` refuses or
 * leaves out, may be taken for lower ones: then names are wrong, or the walk ends in an error, as it does wherever it leaves the
 * table.
 */
// eslint-disable-next-line complexity -- as in `symbol-table.ts`: one loop without calls.
function readTableNames(reader: ByteReader, decodeText: DecodeText): string[] {
  const { bytes, end } = reader;
  const starts: number[] = [];
  const lengths: number[] = [];
  const count = reader.uleb32();
  let at = reader.at;
  for (let i = 0; i < count; i++) {
    const kind = bytes[at++];
    let byte = bytes[at++];
    let flags = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) flags |= ((byte = bytes[at++]) & 0x7f) << shift;
    const isDefined = (flags & SymbolFlag.undefined) === 0;
    if (kind !== SymbolKind.data) {
      while (bytes[at++] > 0x7f);
      if (kind === SymbolKind.section || (!isDefined && (flags & SymbolFlag.explicitName) === 0)) continue;
    }
    byte = bytes[at++];
    let length = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) length |= ((byte = bytes[at++]) & 0x7f) << shift;
    if (!(length >= 0 && length <= end - at)) reader.refuse("EOF while reading string");
    if (isDefined && (flags & SymbolFlag.bindingMask) !== SymbolFlag.bindingLocal) {
      starts.push(at);
      lengths.push(length);
    }
    at += length;
    if (kind === SymbolKind.data && isDefined) {
      while (bytes[at++] > 0x7f);
      while (bytes[at++] > 0x7f);
      while (bytes[at++] > 0x7f);
    }
    if (at > end) break;
  }
  if (at > end) reader.fail("linking sub-section ended prematurely");
  return decodeNames(bytes, starts, lengths, starts.length, decodeText);
}
