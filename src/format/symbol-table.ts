/**
 * The symbol table of a relocatable object (tool-conventions, Linking.md "WASM_SYMBOL_TABLE"). Symbols come by the
 * hundred thousand: the loop below takes those of the usual shape with local variables, and hands any other, wrong ones
 * included, to `readSymbol`, which knows every rule.
 */
import { type ByteReader, FormatError } from "../binary/reader.ts";
import {
  createSymbolRows,
  type ImportRows,
  type IndexSpace,
  type ModuleDraft,
  type SymbolRows,
} from "./module-draft.ts";
import { nameSymbols } from "./symbol-names.ts";
import { SectionId, SymbolFlag, SymbolKind } from "./wasm.ts";

/** A symbol has at least kind, flags and an index or a name. */
const SMALLEST_SYMBOL = 3;

interface Rows {
  readonly columns: SymbolRows;
  readonly spaces: readonly IndexSpace[];
  /** How many came before one that is out of the ordinary. */
  read: number;
}

export function readSymbolTable(reader: ByteReader, draft: ModuleDraft): SymbolRows {
  const count = reader.uleb32();
  const columns = createSymbolRows(Math.min(count, Math.ceil((reader.end - reader.at) / SMALLEST_SYMBOL)));
  const spaces = indexSpaces(draft);
  const rows: Rows = { columns, spaces, read: 0 };
  try {
    readSymbols(reader, draft, rows, count);
  } catch (error) {
    // LLVM looks for duplicates symbol by symbol: one before the malformed symbol is what it reports.
    if (error instanceof FormatError) nameSymbols({ ...columns, count: rows.read }, draft, spaces, reader.end);
    throw error;
  }
  return nameSymbols(columns, draft, spaces, reader.end);
}

function indexSpaces(draft: ModuleDraft): IndexSpace[] {
  const { imports } = draft;
  const spaces: IndexSpace[] = [];
  spaces[SymbolKind.function] = { imports: imports.functions, end: draft.functionCount };
  spaces[SymbolKind.data] = { imports: [], end: 0 };
  spaces[SymbolKind.global] = { imports: imports.globals, end: draft.globalCount };
  spaces[SymbolKind.section] = { imports: [], end: 0 };
  spaces[SymbolKind.tag] = { imports: imports.tags, end: draft.tagCount };
  spaces[SymbolKind.table] = { imports: imports.tables, end: draft.tableCount };
  return spaces;
}

/**
 * The hot loop: functions and data whose integers take up to four bytes. `last` gathers the final byte of each of them,
 * and has its top bit set if one goes on.
 */
// eslint-disable-next-line complexity, max-lines-per-function -- a call per field costs more than reading it
function readSymbols(reader: ByteReader, draft: ModuleDraft, rows: Rows, count: number): void {
  const { bytes, end } = reader;
  const { kind, flags, nameStart, nameLength, index, offset, size } = rows.columns;
  const { fieldStart, fieldLength, functions: importRows } = draft.imports;
  const { count: segmentCount, size: segmentSize } = draft.segments;
  const importCount = importRows.length;
  const functionEnd = draft.functionCount;
  let at = reader.at;
  let shift = 0;
  for (let i = 0; i < count; i++) {
    const first = at;
    const symbolKind = bytes[at++];
    let byte = bytes[at++];
    let symbolFlags = byte & 0x7f;
    for (shift = 7; byte > 0x7f && shift < 28; shift += 7) symbolFlags |= ((byte = bytes[at++]) & 0x7f) << shift;
    let last = byte;
    const isDefined = (symbolFlags & SymbolFlag.undefined) === 0;
    const isData = symbolKind === SymbolKind.data;
    let isUsual = isData;
    let entity = 0;
    if (symbolKind === SymbolKind.function) {
      entity = (byte = bytes[at++]) & 0x7f;
      for (shift = 7; byte > 0x7f && shift < 28; shift += 7) entity |= ((byte = bytes[at++]) & 0x7f) << shift;
      last |= byte;
      isUsual = isDefined ? entity >= importCount && entity < functionEnd : entity < importCount;
    }
    if (isUsual && (isData || isDefined || (symbolFlags & SymbolFlag.explicitName) !== 0)) {
      let length = (byte = bytes[at++]) & 0x7f;
      for (shift = 7; byte > 0x7f && shift < 28; shift += 7) length |= ((byte = bytes[at++]) & 0x7f) << shift;
      last |= byte;
      nameStart[i] = at;
      nameLength[i] = length;
      at += length;
    } else if (isUsual) {
      nameStart[i] = fieldStart[importRows[entity]];
      nameLength[i] = fieldLength[importRows[entity]];
    }
    if (isData && isDefined) {
      entity = (byte = bytes[at++]) & 0x7f;
      for (shift = 7; byte > 0x7f && shift < 28; shift += 7) entity |= ((byte = bytes[at++]) & 0x7f) << shift;
      last |= byte;
      let value = (byte = bytes[at++]) & 0x7f;
      for (shift = 7; byte > 0x7f && shift < 28; shift += 7) value |= ((byte = bytes[at++]) & 0x7f) << shift;
      last |= byte;
      offset[i] = value;
      isUsual = entity < segmentCount && value <= segmentSize[entity];
      value = (byte = bytes[at++]) & 0x7f;
      for (shift = 7; byte > 0x7f && shift < 28; shift += 7) value |= ((byte = bytes[at++]) & 0x7f) << shift;
      last |= byte;
      size[i] = value;
    }
    if (isUsual && last <= 0x7f && at <= end) {
      kind[i] = symbolKind;
      flags[i] = symbolFlags;
      index[i] = entity;
    } else {
      rows.read = i;
      reader.at = first;
      readSymbol(reader, draft, rows, i);
      at = reader.at;
    }
  }
  reader.at = at;
}

function readSymbol(reader: ByteReader, draft: ModuleDraft, { columns, spaces }: Rows, i: number): void {
  const kind = reader.u8();
  const flags = reader.uleb32();
  columns.kind[i] = kind;
  columns.flags[i] = flags;
  switch (kind) {
    case SymbolKind.function:
    case SymbolKind.global:
    case SymbolKind.tag:
    case SymbolKind.table:
      readIndexedSymbol(reader, draft.imports, columns, spaces[kind], i);
      break;
    case SymbolKind.data:
      readDataSymbol(reader, draft, columns, i);
      break;
    case SymbolKind.section:
      readSectionSymbol(reader, draft, columns, i);
      break;
    default:
      reader.fail(`invalid symbol type: ${kind}`);
  }
}

const KIND_NAMES: readonly string[] = ["function", "data", "global", "section", "tag", "table"];

function readIndexedSymbol(
  reader: ByteReader,
  imports: ImportRows,
  columns: SymbolRows,
  space: IndexSpace,
  i: number,
): void {
  const kind = columns.kind[i];
  const flags = columns.flags[i];
  const isDefined = (flags & SymbolFlag.undefined) === 0;
  const index = reader.uleb32();
  const importCount = space.imports.length;
  if (isDefined ? index < importCount || index >= space.end : index >= importCount) {
    reader.fail(`invalid ${KIND_NAMES[kind]} symbol index`);
  }
  const isWeak = (flags & SymbolFlag.bindingMask) === SymbolFlag.bindingWeak;
  if (!isDefined && isWeak && kind !== SymbolKind.function) {
    reader.fail(`undefined weak ${kind === SymbolKind.table ? "table" : "global"} symbol`);
  }
  columns.index[i] = index;
  if (isDefined || (flags & SymbolFlag.explicitName) !== 0) {
    columns.nameStart[i] = reader.skipText();
    columns.nameLength[i] = reader.at - columns.nameStart[i];
  } else {
    const row = space.imports[index];
    columns.nameStart[i] = imports.fieldStart[row];
    columns.nameLength[i] = imports.fieldLength[row];
  }
}

function readDataSymbol(reader: ByteReader, draft: ModuleDraft, columns: SymbolRows, i: number): void {
  const start = reader.skipText();
  const length = reader.at - start;
  columns.nameStart[i] = start;
  columns.nameLength[i] = length;
  const flags = columns.flags[i];
  columns.index[i] = columns.offset[i] = columns.size[i] = 0;
  if ((flags & SymbolFlag.undefined) !== 0) return;
  const index = reader.uleb32();
  const offset = reader.uleb64Exact();
  columns.size[i] = reader.uleb64();
  columns.offset[i] = Number(offset);
  columns.index[i] = index;
  const isAbsolute = (flags & SymbolFlag.absolute) !== 0;
  // LLVM asks this only of what is not absolute; wasm-ld then needs the segment all the same. In modules that are linked with
  // --emit-relocs, absolute symbols name segment 0 whether there is one or not.
  if (index >= draft.segments.count && !(isAbsolute && index === 0)) {
    reader.fail(`invalid data segment index: ${index}`);
  }
  if (isAbsolute) return;
  const segmentSize = draft.segments.size[index];
  if (offset > segmentSize) {
    const name = draft.decodeText(reader.bytes, start, start + length);
    reader.fail(`invalid data symbol offset: \`${name}\` (offset: ${offset} segment size: ${segmentSize})`);
  }
}

function readSectionSymbol(reader: ByteReader, draft: ModuleDraft, columns: SymbolRows, i: number): void {
  const flags = columns.flags[i];
  if ((flags & SymbolFlag.bindingMask) !== SymbolFlag.bindingLocal) {
    reader.fail("section symbols must have local binding");
  }
  const index = reader.uleb32();
  if (index >= draft.sections.length || draft.sections[index].id !== SectionId.custom) {
    reader.refuse("invalid section symbol index");
  }
  const section = draft.sections[index];
  if ((flags & SymbolFlag.undefined) !== 0) reader.refuse("section symbols cannot be undefined");
  columns.index[i] = index;
  columns.nameStart[i] = section.nameStart;
  columns.nameLength[i] = section.start - section.nameStart;
}
