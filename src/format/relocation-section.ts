/**
 * A `reloc.*` section (tool-conventions, Linking.md "Relocation Sections") appended to the relocations of the link. The
 * kernel reads the entries; one that it refuses is read again here, to say in LLVM's words what is wrong with it.
 */
import { type ByteReader, FormatError } from "../binary/reader.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { RelocationSource } from "../kernel/portable/relocation-source.ts";
import type { ModuleDraft, SectionRow } from "./module-draft.ts";
import { SYMBOL_KINDS_OF } from "./relocation-kind-table.ts";
import { Encoding, FIELD_SIZE, RELOCATION_TYPES, Target } from "./relocation-types.ts";
import { finish } from "./standard-sections.ts";
import { ExternalKind, SectionId, SymbolKind } from "./wasm.ts";

/** By target: what LLVM calls a relocation with a symbol of the wrong kind. */
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

function tableByTarget<Value>(rows: Record<keyof typeof Target, Value>): Value[] {
  const table: Value[] = [];
  for (const name of Object.keys(rows) as (keyof typeof Target)[]) table[Target[name]] = rows[name];
  return table;
}

export function readRelocationSection(reader: ByteReader, draft: ModuleDraft, kernel: Kernel): void {
  const target = reader.uleb32();
  if (target >= draft.sections.length) reader.fail("invalid section index");
  const section = draft.sections[target];
  const count = reader.uleb32();
  const first = kernel.relocationCount;
  const previous = section.relocationEnd - section.relocationStart;
  // Rows of a section that is relocated twice are repeated, so that all of its rows are one range.
  if (previous > 0) kernel.repeatRelocations(section.relocationStart, section.relocationEnd);
  try {
    readEntries(reader, draft, kernel, section, count);
    finish(reader, "reloc section");
    if (previous > 0 && count > 0) checkOrder(reader, kernel, first + previous);
  } catch (error) {
    kernel.keepRelocations(first);
    throw error;
  }
  // Relocations of a file without symbols of its own refer to nothing that a link knows.
  if (draft.symbols === undefined) {
    kernel.keepRelocations(first);
    return;
  }
  section.relocationStart = first;
  section.relocationEnd = kernel.relocationCount;
}

function readEntries(reader: ByteReader, draft: ModuleDraft, kernel: Kernel, section: SectionRow, count: number): void {
  const source = new RelocationSource();
  source.bytes = reader.bytes;
  source.at = reader.at;
  source.end = reader.end;
  source.sectionSize = section.size;
  source.typeCount = draft.types.length;
  source.symbolKinds = draft.symbols === undefined ? exportedKinds(draft) : draft.symbols.kind;
  source.called = new Uint8Array(source.symbolKinds.length);
  if (draft.symbols !== undefined && isLinked(section)) source.called = draft.called ??= source.called;
  // A larger count, which may have 32 bits, ends in an error all the same.
  const read = kernel.decodeRelocations(source, Math.min(count, source.end - source.at));
  reader.at = source.at;
  if (read < count) refuseEntry(reader, draft, source, read === 0 ? 0 : lastOffset(kernel));
}

/** Code, data and custom sections: what becomes chunks. */
function isLinked(section: SectionRow): boolean {
  return section.id === SectionId.code || section.id === SectionId.data || section.id === SectionId.custom;
}

function lastOffset(kernel: Kernel): number {
  return kernel.relocationRows(kernel.relocationCount - 1, kernel.relocationCount).offset[0];
}

/** The rows from `row` on come from another section than those before. */
function checkOrder(reader: ByteReader, kernel: Kernel, row: number): void {
  const [before, after] = kernel.relocationRows(row - 1, row + 1).offset;
  if (after < before) throw new FormatError("relocations not in offset order", reader.end);
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

/** Reads an entry that cannot be taken, in LLVM's order, up to what is wrong with it. */
function refuseEntry(reader: ByteReader, draft: ModuleDraft, source: RelocationSource, previous: number): never {
  const { symbolKinds, typeCount, sectionSize } = source;
  const number = reader.uleb32();
  const offset = reader.uleb32();
  if (offset < previous) reader.fail("relocations not in offset order");
  const index = reader.uleb32();
  if (number >= RELOCATION_TYPES.length) reader.fail(`invalid relocation type: ${number}`);
  const type = RELOCATION_TYPES[number];
  const isValid =
    type.target === Target.typeIndex
      ? index < typeCount
      : index < symbolKinds.length && ((SYMBOL_KINDS_OF[number] >> symbolKinds[index]) & 1) !== 0;
  if (!isValid) reader.fail(`${PROBLEM_OF_TARGET[type.target]}: ${nameOf(draft, index)}`);
  if (type.hasAddend) {
    if (type.encoding >= Encoding.uleb10) reader.sleb64();
    else reader.sleb32();
  }
  if (offset + FIELD_SIZE[type.encoding] > sectionSize) reader.fail("invalid relocation offset");
  return reader.fail("invalid relocation");
}

/** The symbol's name for a message; its number if there is no such symbol. */
function nameOf(draft: ModuleDraft, index: number): string {
  const { symbols } = draft;
  if (symbols === undefined || index >= symbols.count) return String(index);
  const start = symbols.nameStart[index];
  return draft.decodeText(draft.bytes, start, start + symbols.nameLength[index]);
}
