/**
 * One WebAssembly file as a linker sees it. Accepts and refuses what LLVM 22.1.8 does, in its words, and besides
 * refuses whatever LLVM trusts blindly. Any malformed input ends in a `FormatError`; memory stays within a small
 * multiple of the file.
 */
import { ByteReader } from "../binary/reader.ts";
import { readCodeSection, readDataCountSection, readDataSection } from "./code-and-data-sections.ts";
import { readDylink0Section, readDylinkSection } from "./dylink.ts";
import { readElementSection } from "./element-section.ts";
import { symbolsOfExports } from "./export-symbols.ts";
import { readFeaturesSection } from "./features.ts";
import { readImportSection } from "./import-section.ts";
import { isFunctionSymbol, readLinkingSection } from "./linking-section.ts";
import { createSymbolRows, ModuleDraft, producersOf, type SectionRow } from "./module-draft.ts";
import { readNameSection } from "./name-section.ts";
import type { ModuleKind, ObjectModule, SectionColumns, TableImport } from "./object-module.ts";
import { readProducersSection } from "./producers.ts";
import type { ObjectSource } from "./object-source.ts";
import type { ReadContext } from "./read-context.ts";
import { readModuleHeader, readSectionHeader } from "./read-section.ts";
import { readUsualObject } from "./read-usual-object.ts";
import { readRelocationSection } from "./relocation-section.ts";
import { isRelocationSection, SectionOrder } from "./section-order.ts";
import { readSharedSymbols } from "./shared-symbols.ts";
import { splitSymbols } from "./split-symbols.ts";
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
import { SectionId, SymbolFlag, SymbolKind } from "./wasm.ts";

export type { ReadContext } from "./read-context.ts";

/** Relocations are appended to the kernel's. Throws `FormatError`, and nothing else. */
export function readObject(source: ObjectSource, context: ReadContext): ObjectModule {
  return readUsualObject(source, context) ?? readAnyObject(source.whole(), context);
}

/** Knows every rule, and what to say of a file that keeps none. */
export function readAnyObject(bytes: Uint8Array, context: ReadContext): ObjectModule {
  const draft = new ModuleDraft(bytes, context);
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

type ReadPart = (reader: ByteReader, draft: ModuleDraft, section: SectionRow) => void;

const STANDARD_SECTIONS: ReadonlyMap<number, ReadPart> = new Map<number, ReadPart>([
  [SectionId.import, readImportSection],
  [SectionId.function, readFunctionSection],
  [SectionId.table, readTableSection],
  [SectionId.memory, readMemorySection],
  [SectionId.tag, readTagSection],
  [SectionId.global, readGlobalSection],
  [SectionId.export, readExportSection],
  [SectionId.start, readStartSection],
  [SectionId.element, readElementSection],
  [SectionId.dataCount, readDataCountSection],
  [SectionId.code, readCodeSection],
  [SectionId.data, readDataSection],
]);

const CUSTOM_SECTIONS: ReadonlyMap<string, ReadPart> = new Map<string, ReadPart>([
  ["dylink", readDylinkSection],
  ["dylink.0", readDylink0Section],
  ["linking", readLinkingSection],
  ["name", readNameSection],
  ["producers", readProducersSection],
  ["target_features", readFeaturesSection],
]);

function readSection(section: SectionRow, draft: ModuleDraft, context: ReadContext): void {
  const { id, name, start, size } = section;
  const reader = new ByteReader(draft.bytes, start, start + size);
  if (id === SectionId.custom) {
    if (isRelocationSection(name)) readRelocationSection(reader, draft, context.kernel);
    else CUSTOM_SECTIONS.get(name)?.(reader, draft, section);
    return;
  }
  if (id === SectionId.type) {
    readTypeSection(reader, draft, context.signatures);
    return;
  }
  const readPart = STANDARD_SECTIONS.get(id);
  if (readPart !== undefined) readPart(reader, draft, section);
  else reader.fail(`invalid section type: ${id}`);
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
  nameFunctions(draft);
  const customSections = describeCustomSections(draft);
  return {
    bytes: draft.bytes,
    kernelObject: undefined,
    kind: kindOf(draft),
    is64: draft.is64,
    hasUnmodeledTypes: draft.hasUnmodeledTypes,
    types: draft.types,
    typeCount: draft.types.length,
    importedFunctionCount: imports.functions.length,
    importedGlobalCount: imports.globals.length,
    importedTableCount: imports.tables.length,
    importedTagCount: imports.tags.length,
    tableImports: describeTableImports(draft),
    functions: draft.functions,
    exportNames: draft.functionExportNames,
    globals: draft.globals,
    tables: draft.tables,
    tags: draft.tags,
    segments: draft.segments,
    segmentFlags: draft.segments.flags.reduce((all, flags) => all | flags, 0),
    code: draft.code,
    data: draft.data,
    customSections,
    chunkCounts: {
      functions: draft.code === undefined ? 0 : draft.functions.count,
      segments: draft.data === undefined ? 0 : draft.segments.count,
      sections: customSections.count,
    },
    ...splitSymbols(draft, draft.symbols ?? (draft.hasLinkingSection ? symbolsOfExports(draft) : createSymbolRows(0))),
    initFunctions: draft.initFunctions,
    comdats: draft.comdats.map((name) => draft.names.intern(name)),
    producers: producersOf(draft),
    features: draft.features,
    sharedSymbols: readSharedSymbols(draft),
    elementProblem: draft.elementProblem,
  };
}

function describeCustomSections({ sections, names }: ModuleDraft): SectionColumns {
  const rows = sections.filter((section) => section.id === SectionId.custom);
  return {
    count: rows.length,
    index: Uint32Array.from(rows, ({ index }) => index),
    start: Uint32Array.from(rows, ({ start }) => start),
    size: Uint32Array.from(rows, ({ size }) => size),
    name: Uint32Array.from(rows, ({ name }) => names.intern(name)),
    comdat: Int32Array.from(rows, ({ comdat }) => comdat),
    relocationStart: Uint32Array.from(rows, ({ relocationStart }) => relocationStart),
    relocationEnd: Uint32Array.from(rows, ({ relocationEnd }) => relocationEnd),
  };
}

/** A function is called as in the first symbol that defines it and has a name. */
function nameFunctions({ symbols, functions, imports, bytes, decodeText, names }: ModuleDraft): void {
  if (symbols === undefined) return;
  for (let i = 0; i < symbols.count; i++) {
    if (symbols.kind[i] !== SymbolKind.function || (symbols.flags[i] & SymbolFlag.undefined) !== 0) continue;
    const row = symbols.index[i] - imports.functions.length;
    const start = symbols.nameStart[i];
    const length = symbols.nameLength[i];
    if (functions.name[row] !== -1 || length === 0) continue;
    functions.name[row] = names.intern(decodeText(bytes, start, start + length));
  }
}

function describeTableImports({ imports, bytes, decodeText }: ModuleDraft): TableImport[] {
  return Array.from(imports.tableTypes, ([row, type]) => {
    const start = imports.fieldStart[row];
    return { module: imports.modules[row], name: decodeText(bytes, start, start + imports.fieldLength[row]), type };
  });
}

/** A shared library may have a `linking` section as well. */
function kindOf(draft: ModuleDraft): ModuleKind {
  if (draft.hasDylinkSection) return "shared";
  return draft.hasLinkingSection ? "relocatable" : "plain";
}
