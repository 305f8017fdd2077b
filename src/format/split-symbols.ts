/** A symbol table as a link wants it: the local definitions, which nothing can change, and the rest. */
import { type ImportRows, type ModuleDraft, type SymbolRows } from "./module-draft.ts";
import { DEFINED_DATA, DEFINED_FUNCTION, DEFINED_SECTION } from "../kernel/portable/symbol-fields.ts";
import {
  type GlobalType,
  type LocalColumns,
  type NameRange,
  type ObjectModule,
  type SymbolColumns,
  type TableType,
} from "./object-module.ts";
import { SectionId, SegmentFlag, SymbolFlag, SymbolKind } from "./wasm.ts";

export type SplitSymbols = Pick<ObjectModule, "symbolCount" | "tableSymbolCount" | "locals" | "symbols">;

export function splitSymbols(draft: ModuleDraft, rows: SymbolRows): SplitSymbols {
  const localIndexes: number[] = [];
  const otherIndexes: number[] = [];
  for (let i = 0; i < rows.count; i++) (isLocalDefinition(rows, i) ? localIndexes : otherIndexes).push(i);
  return {
    symbolCount: rows.count,
    tableSymbolCount: rows.kind.filter((kind) => kind === SymbolKind.table).length,
    locals: gatherLocals(draft, rows, Uint32Array.from(localIndexes)),
    symbols: gatherOthers(draft, rows, Uint32Array.from(otherIndexes)),
  };
}

function isLocalDefinition({ kind, flags }: SymbolRows, i: number): boolean {
  if ((flags[i] & SymbolFlag.bindingMask) !== SymbolFlag.bindingLocal || (flags[i] & SymbolFlag.undefined) !== 0) {
    return false;
  }
  return kind[i] === SymbolKind.function || kind[i] === SymbolKind.data || kind[i] === SymbolKind.section;
}

/** With that of a thread-local segment. */
function flagsOf({ segments }: ModuleDraft, { kind, flags, index }: SymbolRows, i: number): number {
  const isDefinedData = kind[i] === SymbolKind.data && (flags[i] & SymbolFlag.undefined) === 0;
  // An absolute symbol names segment 0, which need not exist.
  const isTls = isDefinedData && index[i] < segments.count && (segments.flags[index[i]] & SegmentFlag.tls) !== 0;
  return isTls ? flags[i] | SymbolFlag.tls : flags[i];
}

function gatherLocals(draft: ModuleDraft, rows: SymbolRows, symbolIndex: Uint32Array): LocalColumns {
  const count = symbolIndex.length;
  const kind = new Uint32Array(count);
  const target = new Int32Array(count);
  const flags = symbolIndex.map((i) => flagsOf(draft, rows, i));
  const segmentStart = draft.functions.count;
  const sectionStart = segmentStart + draft.segments.count;
  symbolIndex.forEach((i, row) => {
    const index = rows.index[i];
    if (rows.kind[i] === SymbolKind.function) {
      kind[row] = DEFINED_FUNCTION;
      target[row] = index - draft.imports.functions.length;
    } else if (rows.kind[i] === SymbolKind.section) {
      kind[row] = DEFINED_SECTION;
      target[row] = sectionStart + customSectionsBefore(draft, index);
    } else {
      kind[row] = DEFINED_DATA;
      target[row] = index < draft.segments.count ? segmentStart + index : -1;
    }
  });
  return {
    count,
    symbolIndex,
    kind,
    flags,
    target,
    signature: Int32Array.from(symbolIndex, (i) => rows.signature[i]),
    offset: Float64Array.from(symbolIndex, (i) => rows.offset[i]),
    size: Float64Array.from(symbolIndex, (i) => rows.size[i]),
    nameStart: symbolIndex.map((i) => rows.nameStart[i]),
    nameLength: symbolIndex.map((i) => rows.nameLength[i]),
  };
}

function customSectionsBefore(draft: ModuleDraft, index: number): number {
  let count = 0;
  for (let i = 0; i < index; i++) if (draft.sections[i].id === SectionId.custom) count++;
  return count;
}

function gatherOthers(draft: ModuleDraft, rows: SymbolRows, symbolIndex: Uint32Array): SymbolColumns {
  const localNames = new Map<number, NameRange>();
  const name = Int32Array.from(symbolIndex, (i, row) => {
    const text = rows.names[i];
    if (text !== undefined) return draft.names.intern(text);
    localNames.set(row, { start: rows.nameStart[i], length: rows.nameLength[i] });
    return -1;
  });
  return {
    count: symbolIndex.length,
    symbolIndex,
    kind: symbolIndex.map((i) => rows.kind[i]),
    flags: symbolIndex.map((i) => flagsOf(draft, rows, i)),
    name,
    localNames,
    index: symbolIndex.map((i) => rows.index[i]),
    offset: Float64Array.from(symbolIndex, (i) => rows.offset[i]),
    size: Float64Array.from(symbolIndex, (i) => rows.size[i]),
    signature: Int32Array.from(symbolIndex, (i) => rows.signature[i]),
    called: symbolIndex.map((i) => draft.called?.[i] ?? 0),
    ...gatherImports(draft, rows, symbolIndex),
  };
}

type SymbolImports = Pick<SymbolColumns, "importModule" | "importName" | "globalTypes" | "tableTypes">;

/** What the undefined symbols say about the imports that they stand for. */
function gatherImports(draft: ModuleDraft, rows: SymbolRows, symbolIndex: Uint32Array): SymbolImports {
  const { imports, names, bytes, decodeText } = draft;
  const importModule = new Int32Array(symbolIndex.length).fill(-1);
  const importName = new Int32Array(symbolIndex.length).fill(-1);
  const globalTypes = new Map<number, GlobalType>();
  const tableTypes = new Map<number, TableType>();
  symbolIndex.forEach((i, row) => {
    const space = importSpace(imports, rows.kind[i]);
    if (space === undefined || (rows.flags[i] & SymbolFlag.undefined) === 0) return;
    const importRow = space[rows.index[i]];
    importModule[row] = names.intern(imports.modules[importRow]);
    if ((rows.flags[i] & SymbolFlag.explicitName) !== 0) {
      const start = imports.fieldStart[importRow];
      importName[row] = names.intern(decodeText(bytes, start, start + imports.fieldLength[importRow]));
    }
    const globalType = imports.globalTypes.get(importRow);
    if (globalType !== undefined) globalTypes.set(row, globalType);
    const tableType = imports.tableTypes.get(importRow);
    if (tableType !== undefined) tableTypes.set(row, tableType);
  });
  return { importModule, importName, globalTypes, tableTypes };
}

function importSpace(imports: ImportRows, kind: number): readonly number[] | undefined {
  switch (kind) {
    case SymbolKind.function:
      return imports.functions;
    case SymbolKind.global:
      return imports.globals;
    case SymbolKind.tag:
      return imports.tags;
    case SymbolKind.table:
      return imports.tables;
    default:
      return undefined;
  }
}
