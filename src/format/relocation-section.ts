/**
 * A `reloc.*` section (tool-conventions, Linking.md "Relocation Sections") appended to the relocations of the link.
 * There are millions of rows: the loop takes those of the usual shape, and hands any other to `readRelocation`, which
 * knows every rule.
 */
import { type ByteReader, FormatError } from "../binary/reader.ts";
import type { ModuleDraft } from "./module-draft.ts";
import type { RelocationTable } from "./relocation-table.ts";
import { Encoding, FIELD_SIZE, R_WASM_TYPE_INDEX_LEB, RELOCATION_TYPES, Target } from "./relocation-types.ts";
import { finish } from "./standard-sections.ts";
import { ExternalKind, SymbolKind } from "./wasm.ts";

const SMALLEST_RELOCATION = 3;

/** By target: a bit per symbol kind that it may refer to, and what LLVM calls a relocation with another. */
const KINDS_OF_TARGET: readonly number[] = tableByTarget({
  functionIndex: 1 << SymbolKind.function,
  tableSlot: 1 << SymbolKind.function,
  address: 1 << SymbolKind.data,
  typeIndex: 0,
  globalIndex: 1 << SymbolKind.global,
  functionOffset: 1 << SymbolKind.function,
  sectionOffset: 1 << SymbolKind.section,
  tagIndex: 1 << SymbolKind.tag,
  tableNumber: 1 << SymbolKind.table,
});
const PROBLEM_OF_TARGET: readonly string[] = tableByTarget({
  functionIndex: "invalid function relocation",
  tableSlot: "invalid function relocation",
  address: "invalid data relocation",
  typeIndex: "invalid relocation type index",
  globalIndex: "invalid global relocation",
  functionOffset: "invalid function relocation",
  sectionOffset: "invalid section relocation",
  tagIndex: "invalid tag relocation",
  tableNumber: "invalid table relocation",
});
/** A GOT entry: the one relocation that takes three kinds. */
const GLOBAL_INDEX_LEB = RELOCATION_TYPES.findIndex((type) => type.name === "R_WASM_GLOBAL_INDEX_LEB");
const KINDS_OF = Uint8Array.from(RELOCATION_TYPES, (type, number) =>
  number === GLOBAL_INDEX_LEB
    ? (1 << SymbolKind.global) | (1 << SymbolKind.data) | (1 << SymbolKind.function)
    : KINDS_OF_TARGET[type.target],
);
const SIZE_OF = Uint8Array.from(RELOCATION_TYPES, (type) => FIELD_SIZE[type.encoding]);
const HAS_ADDEND_OF = Uint8Array.from(RELOCATION_TYPES, (type) => Number(type.hasAddend));

function tableByTarget<Value>(rows: Record<keyof typeof Target, Value>): Value[] {
  const table: Value[] = [];
  for (const name of Object.keys(rows) as (keyof typeof Target)[]) table[Target[name]] = rows[name];
  return table;
}

/** Where the rows of one section go, and what they are checked against. */
interface Rows {
  readonly table: RelocationTable;
  readonly sectionSize: number;
  readonly symbolKinds: Uint8Array;
  readonly typeCount: number;
}

export function readRelocationSection(reader: ByteReader, draft: ModuleDraft, table: RelocationTable): void {
  const target = reader.uleb32();
  if (target >= draft.sections.length) reader.fail("invalid section index");
  const section = draft.sections[target];
  const count = reader.uleb32();
  const previous = section.relocationEnd - section.relocationStart;
  table.reserve(previous + Math.min(count, Math.ceil((reader.end - reader.at) / SMALLEST_RELOCATION)));
  const first = table.length;
  if (previous > 0) copyRows(table, section.relocationStart, section.relocationEnd);
  const start = first + previous;
  const rows: Rows = {
    table,
    sectionSize: section.size,
    symbolKinds: draft.symbols === undefined ? exportedKinds(draft) : draft.symbols.kind,
    typeCount: draft.types.length,
  };
  readRelocations(reader, draft, rows, start, start + count);
  finish(reader, "reloc section");
  // Relocations of a file without symbols of its own refer to nothing that a link knows.
  if (draft.symbols === undefined) return;
  if (previous > 0 && count > 0 && table.offset[start] < table.offset[start - 1]) {
    throw new FormatError("relocations not in offset order", reader.end);
  }
  section.relocationStart = first;
  section.relocationEnd = table.length = start + count;
}

/** Rows of a section that is relocated twice are moved, so that all of its rows are one range. */
function copyRows(table: RelocationTable, start: number, end: number): void {
  table.type.copyWithin(table.length, start, end);
  table.offset.copyWithin(table.length, start, end);
  table.index.copyWithin(table.length, start, end);
  table.addend.copyWithin(table.length, start, end);
}

/** LLVM makes symbols of the exports when there is no symbol table. */
function exportedKinds(draft: ModuleDraft): Uint8Array {
  const kinds: number[] = [];
  for (const { kind } of draft.exports) {
    if (kind === ExternalKind.function) kinds.push(SymbolKind.function);
    else if (kind === ExternalKind.global) kinds.push(SymbolKind.data);
    else if (kind === ExternalKind.tag) kinds.push(SymbolKind.tag);
    else if (kind === ExternalKind.table) kinds.push(SymbolKind.table);
  }
  return Uint8Array.from(kinds);
}

/** The hot loop: fills the rows from `row` to `endRow`. Integers of up to four bytes are of the usual shape. */
// eslint-disable-next-line complexity -- a call per field costs more than reading it
function readRelocations(reader: ByteReader, draft: ModuleDraft, rows: Rows, startRow: number, endRow: number): void {
  const { bytes, end } = reader;
  const { type: types, offset: offsets, index: indexes, addend: addends } = rows.table;
  const { symbolKinds, typeCount, sectionSize } = rows;
  const symbolCount = symbolKinds.length;
  const kindsOf = KINDS_OF;
  const sizeOf = SIZE_OF;
  const hasAddendOf = HAS_ADDEND_OF;
  let previous = 0;
  let at = reader.at;
  for (let row = startRow; row < endRow; row++) {
    const first = at;
    const type = bytes[at++];
    let byte = bytes[at++];
    let offset = byte & 0x7f;
    let shift = 7;
    for (; byte > 0x7f && shift < 28; shift += 7) offset |= ((byte = bytes[at++]) & 0x7f) << shift;
    let isUsual = byte <= 0x7f;
    byte = bytes[at++];
    let index = byte & 0x7f;
    for (shift = 7; byte > 0x7f && shift < 28; shift += 7) index |= ((byte = bytes[at++]) & 0x7f) << shift;
    if (byte > 0x7f) isUsual = false;
    let addend = 0;
    if (hasAddendOf[type] === 1) {
      byte = bytes[at++];
      addend = byte & 0x7f;
      for (shift = 7; byte > 0x7f && shift < 28; shift += 7) addend |= ((byte = bytes[at++]) & 0x7f) << shift;
      if (byte > 0x7f) isUsual = false;
      else if (byte > 0x3f) addend |= -1 << shift;
    }
    if (type === R_WASM_TYPE_INDEX_LEB) {
      if (index >= typeCount) isUsual = false;
    } else if (index >= symbolCount || ((kindsOf[type] >> symbolKinds[index]) & 1) === 0) {
      isUsual = false;
    }
    if (isUsual && at <= end && offset >= previous && offset + sizeOf[type] <= sectionSize) {
      types[row] = type;
      offsets[row] = offset;
      indexes[row] = index;
      addends[row] = addend;
      previous = offset;
    } else {
      reader.at = first;
      previous = readRelocation(reader, draft, rows, row, previous);
      at = reader.at;
    }
  }
  reader.at = at;
}

/** Reads any relocation; returns its offset. */
function readRelocation(reader: ByteReader, draft: ModuleDraft, rows: Rows, row: number, previous: number): number {
  const { table, symbolKinds } = rows;
  const number = reader.uleb32();
  const offset = reader.uleb32();
  if (offset < previous) reader.fail("relocations not in offset order");
  const index = reader.uleb32();
  if (number >= RELOCATION_TYPES.length) reader.fail(`invalid relocation type: ${number}`);
  const type = RELOCATION_TYPES[number];
  const isValid =
    type.target === Target.typeIndex
      ? index < rows.typeCount
      : index < symbolKinds.length && ((KINDS_OF[number] >> symbolKinds[index]) & 1) !== 0;
  if (!isValid) reader.fail(`${PROBLEM_OF_TARGET[type.target]}: ${nameOf(draft, index)}`);
  let addend = 0;
  if (type.hasAddend) addend = type.encoding >= Encoding.uleb10 ? reader.sleb64() : reader.sleb32();
  if (offset + SIZE_OF[number] > rows.sectionSize) reader.fail("invalid relocation offset");
  table.type[row] = number;
  table.offset[row] = offset;
  table.index[row] = index;
  table.addend[row] = addend;
  return offset;
}

/** The symbol's name for a message; its number if there is no such symbol. */
function nameOf(draft: ModuleDraft, index: number): string {
  const { symbols } = draft;
  if (symbols === undefined || index >= symbols.count) return String(index);
  const start = symbols.nameStart[index];
  return draft.decodeText(draft.bytes, start, start + symbols.nameLength[index]);
}
