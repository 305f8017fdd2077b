/**
 * One WebAssembly file as a linker sees it. Accepts and refuses what LLVM 22.1.8 does, in its words, and besides refuses
 * whatever LLVM trusts blindly. Any malformed input ends in a `FormatError`; memory stays within a small multiple of the file.
 */
import { ByteReader } from "../binary/reader.ts";
import { readCodeSection, readDataSection } from "./code-and-data-sections.ts";
import { readDylink0Section, readDylinkSection } from "./dylink.ts";
import { readElementSection } from "./element-section.ts";
import { readFeaturesSection } from "./features.ts";
import { readImportSection } from "./import-section.ts";
import { isFunctionSymbol, readLinkingSection } from "./linking-section.ts";
import { createSymbolColumns, ModuleDraft, type SectionRow } from "./module-draft.ts";
import { readNameSection } from "./name-section.ts";
import type { ModuleKind, ObjectModule, SymbolColumns } from "./object-module.ts";
import { readProducersSection } from "./producers.ts";
import type { ReadContext } from "./read-context.ts";
import { readModuleHeader, readSectionHeader } from "./read-section.ts";
import { readRelocationSection } from "./relocation-section.ts";
import { isRelocationSection, SectionOrder } from "./section-order.ts";
import { readSharedSymbols } from "./shared-symbols.ts";
import {
  readExportSection,
  readFunctionSection,
  readGlobalSection,
  readMemorySection,
  readStartSection,
  readTableSection,
  readTagSection,
  readTypeSection,
} from "./standard-sections.ts";
import { SectionId } from "./wasm.ts";

export type { ReadContext } from "./read-context.ts";

/** Relocations are appended to `context.relocations`. Throws `FormatError`, and nothing else. */
export function readObject(bytes: Uint8Array, context: ReadContext): ObjectModule {
  const draft = new ModuleDraft(bytes, context.decodeText);
  const reader = new ByteReader(bytes, 0, bytes.length);
  readModuleHeader(reader);
  const order = new SectionOrder();
  while (!reader.isAtEnd) {
    const section = readSectionHeader(reader, order, draft.sections.length, context.decodeText);
    readSection(section, draft, context);
    draft.sections.push(section);
  }
  checkWhole(reader, draft);
  return finishModule(draft);
}

function readSection(section: SectionRow, draft: ModuleDraft, context: ReadContext): void {
  const reader = new ByteReader(draft.bytes, section.start, section.start + section.size);
  switch (section.id) {
    case SectionId.custom:
      return readCustomSection(section.name, reader, draft, context);
    case SectionId.type:
      return readTypeSection(reader, draft, context.signatures);
    case SectionId.import:
      return readImportSection(reader, draft);
    case SectionId.function:
      return readFunctionSection(reader, draft);
    case SectionId.table:
      return readTableSection(reader, draft);
    case SectionId.memory:
      return readMemorySection(reader, draft);
    case SectionId.tag:
      return readTagSection(reader, draft);
    case SectionId.global:
      return readGlobalSection(reader, draft);
    case SectionId.export:
      return readExportSection(reader, draft);
    case SectionId.start:
      return readStartSection(reader, draft);
    case SectionId.element:
      return readElementSection(reader, draft);
    case SectionId.code:
      return readCodeSection(reader, draft, section);
    case SectionId.data:
      return readDataSection(reader, draft, section);
    case SectionId.dataCount:
      draft.declaredSegmentCount = reader.uleb32();
      return;
    default:
      reader.fail(`invalid section type: ${section.id}`);
  }
}

function readCustomSection(name: string, reader: ByteReader, draft: ModuleDraft, context: ReadContext): void {
  switch (name) {
    case "dylink":
      return readDylinkSection(reader, draft);
    case "dylink.0":
      return readDylink0Section(reader, draft);
    case "name":
      return readNameSection(reader, draft);
    case "linking":
      return readLinkingSection(reader, draft);
    case "producers":
      return readProducersSection(reader, draft);
    case "target_features":
      return readFeaturesSection(reader, draft);
    default:
      if (isRelocationSection(name)) readRelocationSection(reader, draft, context.relocations);
  }
}

/** What only the whole file can tell. LLVM does not ask, and reads past its tables. */
function checkWhole(reader: ByteReader, draft: ModuleDraft): void {
  if (!draft.hasLinkingSection) return;
  if (draft.code === undefined && draft.functions.count > 0) reader.fail("invalid function count");
  for (const { symbol } of draft.initFunctions) {
    if (!isFunctionSymbol(draft, symbol)) reader.fail(`invalid function symbol: ${symbol}`);
  }
}

function finishModule(draft: ModuleDraft): ObjectModule {
  const { imports } = draft;
  return {
    bytes: draft.bytes,
    kind: kindOf(draft),
    is64: draft.is64,
    hasUnmodeledTypes: draft.hasUnmodeledTypes,
    types: draft.types,
    importedFunctionCount: imports.functions.length,
    importedGlobalCount: imports.globals.length,
    importedTableCount: imports.tables.length,
    importedTagCount: imports.tags.length,
    tableImports: imports.tables.map((row) => ({
      module: imports.modules[row]!,
      name: draft.decodeText(
        draft.bytes,
        imports.fieldStart[row]!,
        imports.fieldStart[row]! + imports.fieldLength[row]!,
      ),
      type: imports.tableTypes.get(row)!,
    })),
    functions: draft.functions,
    globals: draft.globals,
    tables: draft.tables,
    tags: draft.tags,
    segments: draft.segments,
    code: draft.code,
    data: draft.data,
    customSections: draft.sections.filter((section) => section.id === SectionId.custom),
    symbols: draft.symbols ?? NO_SYMBOLS,
    initFunctions: draft.initFunctions,
    comdats: draft.comdats,
    producers: { language: draft.languages, processedBy: draft.tools, sdk: draft.sdks },
    features: draft.features,
    sharedSymbols: readSharedSymbols(draft),
    elementProblem: draft.elementProblem,
  };
}

/** A shared library may have a `linking` section as well. */
function kindOf(draft: ModuleDraft): ModuleKind {
  if (draft.hasDylinkSection) return "shared";
  return draft.hasLinkingSection ? "relocatable" : "plain";
}

const NO_SYMBOLS: SymbolColumns = createSymbolColumns(0);
