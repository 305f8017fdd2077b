/**
 * The symbol table of a relocatable object (tool-conventions, Linking.md "WASM_SYMBOL_TABLE"). Symbols come by the hundred
 * thousand: the loop below takes those of the usual shape with local variables, and hands any other, wrong ones included,
 * to `readSymbol`, which knows every rule.
 */
import { ByteReader, FormatError } from "../binary/reader.ts";
import { ImportRows, type ModuleDraft } from "./module-draft.ts";
import type { SymbolColumns } from "./object-module.ts";
import { nameSymbols } from "./symbol-names.ts";
import { SectionId, SymbolFlag, SymbolKind } from "./wasm.ts";

/** A symbol has at least kind, flags and an index or a name. */
const SMALLEST_SYMBOL = 3;

/** What the index of a symbol of one kind may be: imports come first. Rows by `SymbolKind`. */
export interface IndexSpace {
  readonly imports: readonly number[];
  readonly end: number;
}

type WritableColumns = { -readonly [Field in keyof SymbolColumns]: SymbolColumns[Field] };

export function readSymbolTable(reader: ByteReader, draft: ModuleDraft): SymbolColumns {
  const count = reader.uleb32();
  const columns = createColumns(Math.min(count, Math.ceil((reader.end - reader.at) / SMALLEST_SYMBOL)));
  const spaces = indexSpaces(draft);
  const progress = { read: 0 };
  try {
    readSymbols(reader, draft, columns, spaces, count, progress);
  } catch (error) {
    // LLVM looks for duplicates symbol by symbol: one before the malformed symbol is what it reports.
    if (error instanceof FormatError) nameSymbols({ ...columns, count: progress.read }, draft, spaces, reader.end);
    throw error;
  }
  return nameSymbols(columns, draft, spaces, reader.end);
}

function createColumns(count: number): WritableColumns {
  return {
    count,
    kind: new Uint8Array(count),
    flags: new Uint32Array(count),
    nameStart: new Uint32Array(count),
    nameLength: new Uint32Array(count),
    index: new Uint32Array(count),
    offset: new Float64Array(count),
    size: new Float64Array(count),
    names: [],
    signature: new Uint32Array(count),
    imports: new Map(),
  };
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

/** The hot loop. Length and index fields of up to two bytes, and addresses of up to four, are of the usual shape. */
function readSymbols(
  reader: ByteReader,
  draft: ModuleDraft,
  columns: SymbolColumns,
  spaces: readonly IndexSpace[],
  count: number,
  progress: { read: number },
): void {
  const { bytes, end } = reader;
  const { kind, flags, nameStart, nameLength, index, offset, size } = columns;
  const { fieldStart, fieldLength } = draft.imports;
  const segmentCount = draft.segments.count;
  const segmentSize = draft.segments.size;
  const functionImports = draft.imports.functions;
  const importCount = functionImports.length;
  const functionEnd = draft.functionCount;
  let at = reader.at;
  for (let i = 0; i < count; i++) {
    const first = at;
    const symbolKind = bytes[at++]!;
    let byte = bytes[at++]!;
    let symbolFlags = byte & 0x7f;
    let isUsual = symbolKind <= SymbolKind.data;
    if (byte > 0x7f) {
      byte = bytes[at++]!;
      symbolFlags |= (byte & 0x7f) << 7;
      if (byte > 0x7f) isUsual = false;
    }
    const isDefined = (symbolFlags & SymbolFlag.undefined) === 0;
    let entity = 0;
    if (symbolKind === SymbolKind.function) {
      entity = byte = bytes[at++]!;
      if (byte > 0x7f) {
        byte = bytes[at++]!;
        entity = (entity & 0x7f) | ((byte & 0x7f) << 7);
        if (byte > 0x7f) {
          byte = bytes[at++]!;
          entity |= (byte & 0x7f) << 14;
          if (byte > 0x7f) isUsual = false;
        }
      }
      if (isDefined ? entity < importCount || entity >= functionEnd : entity >= importCount) isUsual = false;
    }
    let start = 0;
    let length = 0;
    if (!isUsual) {
      // Not worth going on.
    } else if (isDefined || symbolKind === SymbolKind.data || (symbolFlags & SymbolFlag.explicitName) !== 0) {
      length = byte = bytes[at++]!;
      if (byte > 0x7f) {
        byte = bytes[at++]!;
        length = (length & 0x7f) | ((byte & 0x7f) << 7);
        if (byte > 0x7f) isUsual = false;
      }
      start = at;
      at += length;
    } else {
      const row = functionImports[entity]!;
      start = fieldStart[row]!;
      length = fieldLength[row]!;
    }
    if (symbolKind === SymbolKind.data && isDefined && isUsual) {
      let shift = 7;
      entity = byte = bytes[at++]!;
      if (byte > 0x7f) {
        for (entity &= 0x7f; byte > 0x7f && shift < 28; shift += 7) entity |= ((byte = bytes[at++]!) & 0x7f) << shift;
        if (byte > 0x7f) isUsual = false;
      }
      let symbolOffset = (byte = bytes[at++]!);
      if (byte > 0x7f) {
        symbolOffset &= 0x7f;
        for (shift = 7; byte > 0x7f && shift < 28; shift += 7) symbolOffset |= ((byte = bytes[at++]!) & 0x7f) << shift;
        if (byte > 0x7f) isUsual = false;
      }
      let symbolSize = (byte = bytes[at++]!);
      if (byte > 0x7f) {
        symbolSize &= 0x7f;
        for (shift = 7; byte > 0x7f && shift < 28; shift += 7) symbolSize |= ((byte = bytes[at++]!) & 0x7f) << shift;
        if (byte > 0x7f) isUsual = false;
      }
      if (entity >= segmentCount || symbolOffset > segmentSize[entity]!) isUsual = false;
      offset[i] = symbolOffset;
      size[i] = symbolSize;
    }
    if (isUsual && at <= end) {
      kind[i] = symbolKind;
      flags[i] = symbolFlags;
      index[i] = entity;
      nameStart[i] = start;
      nameLength[i] = length;
    } else {
      progress.read = i;
      reader.at = first;
      readSymbol(reader, draft, columns, spaces, i);
      at = reader.at;
    }
  }
  reader.at = at;
}

function readSymbol(
  reader: ByteReader,
  draft: ModuleDraft,
  columns: SymbolColumns,
  spaces: readonly IndexSpace[],
  i: number,
): void {
  const kind = reader.u8();
  const flags = reader.uleb32();
  columns.kind[i] = kind;
  columns.flags[i] = flags;
  switch (kind) {
    case SymbolKind.function:
    case SymbolKind.global:
    case SymbolKind.tag:
    case SymbolKind.table:
      readIndexedSymbol(reader, draft.imports, columns, spaces[kind]!, i);
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
  columns: SymbolColumns,
  space: IndexSpace,
  i: number,
): void {
  const kind = columns.kind[i]!;
  const flags = columns.flags[i]!;
  const isDefined = (flags & SymbolFlag.undefined) === 0;
  const index = reader.uleb32();
  const importCount = space.imports.length;
  if (isDefined ? index < importCount || index >= space.end : index >= importCount) {
    reader.fail(`invalid ${KIND_NAMES[kind]!} symbol index`);
  }
  const isWeak = (flags & SymbolFlag.bindingMask) === SymbolFlag.bindingWeak;
  if (!isDefined && isWeak && kind !== SymbolKind.function) {
    reader.fail(`undefined weak ${kind === SymbolKind.table ? "table" : "global"} symbol`);
  }
  columns.index[i] = index;
  if (isDefined || (flags & SymbolFlag.explicitName) !== 0) {
    columns.nameStart[i] = reader.skipText();
    columns.nameLength[i] = reader.at - columns.nameStart[i]!;
  } else {
    const row = space.imports[index]!;
    columns.nameStart[i] = imports.fieldStart[row]!;
    columns.nameLength[i] = imports.fieldLength[row]!;
  }
}

function readDataSymbol(reader: ByteReader, draft: ModuleDraft, columns: SymbolColumns, i: number): void {
  const start = reader.skipText();
  const length = reader.at - start;
  columns.nameStart[i] = start;
  columns.nameLength[i] = length;
  const flags = columns.flags[i]!;
  columns.index[i] = columns.offset[i] = columns.size[i] = 0;
  if ((flags & SymbolFlag.undefined) !== 0) return;
  const index = reader.uleb32();
  const offset = reader.uleb64Exact();
  columns.size[i] = reader.uleb64();
  columns.offset[i] = Number(offset);
  columns.index[i] = index;
  // LLVM asks this only of what is not absolute; wasm-ld then needs the segment all the same.
  if (index >= draft.segments.count) reader.fail(`invalid data segment index: ${index}`);
  if ((flags & SymbolFlag.absolute) !== 0) return;
  const segmentSize = draft.segments.size[index]!;
  if (offset > segmentSize) {
    const name = draft.decodeText(reader.bytes, start, start + length);
    reader.fail(`invalid data symbol offset: \`${name}\` (offset: ${offset} segment size: ${segmentSize})`);
  }
}

function readSectionSymbol(reader: ByteReader, draft: ModuleDraft, columns: SymbolColumns, i: number): void {
  const flags = columns.flags[i]!;
  if ((flags & SymbolFlag.bindingMask) !== SymbolFlag.bindingLocal) {
    reader.fail("section symbols must have local binding");
  }
  const index = reader.uleb32();
  const section = draft.sections[index];
  if (section === undefined || section.id !== SectionId.custom) return reader.fail("invalid section symbol index");
  if ((flags & SymbolFlag.undefined) !== 0) reader.fail("section symbols cannot be undefined");
  columns.index[i] = index;
  columns.nameStart[i] = section.nameStart;
  columns.nameLength[i] = section.start - section.nameStart;
}
