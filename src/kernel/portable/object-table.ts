/**
 * What `ObjectReader` returns: one column of numbers, so that it crosses to the caller in one piece. A header of
 * `OBJECT_FIELDS` numbers comes first, then columns one after the other, each as long as its count in the header says:
 *
 * - types: signature
 * - functions: signature, start, offset in the section, size, code offset, comdat, start and length of the name
 * - segments: start, offset in the section, size, name, stem of the name, alignment, flags, comdat
 * - custom sections: index, start, size, name, comdat, first relocation and the one after the last
 * - local symbols: symbol index, kind, flags, target, signature, offset, size, start and length of the name
 * - global symbols: symbol index, kind, flags, index, signature, offset, size, name, import module, import name, called
 * - comdats: name
 * - init functions: priority and symbol index of each in turn
 * - new names: start, length
 *
 * A table that says "unusual" or "new types" has new names and missing types only.
 */
import { SECTION_CODE, SECTION_CUSTOM, SECTION_DATA } from "./object-cursor.ts";
import { GrowingColumn } from "./growing-column.ts";
import { ObjectDraft, SectionTable } from "./object-draft.ts";
import {
  BINDING_LOCAL,
  BINDING_MASK,
  DEFINED_DATA,
  DEFINED_FUNCTION,
  DEFINED_SECTION,
  KIND_DATA,
  KIND_FUNCTION,
  SEGMENT_TLS,
  TLS,
  UNDEFINED,
} from "./symbol-fields.ts";

/** Values of `FIELD_STATUS`. */
export const OBJECT_UNUSUAL: i32 = 0;
export const OBJECT_USUAL: i32 = 1;
/** Types have no number yet; `missing types` has start and length of each in turn. */
export const OBJECT_NEW_TYPES: i32 = 2;

/** Places in the header. */
export const FIELD_STATUS: i32 = 0;
export const FIELD_IS_64: i32 = 1;
export const FIELD_IMPORTED_FUNCTIONS: i32 = 2;
export const FIELD_IMPORTED_GLOBALS: i32 = 3;
export const FIELD_IMPORTED_TABLES: i32 = 4;
export const FIELD_IMPORTED_TAGS: i32 = 5;
/** Name that is the content of the section, or `NO_CONTENT`. */
export const FIELD_PRODUCERS: i32 = 6;
export const FIELD_FEATURES: i32 = 7;
/** Relocations that there are now. */
export const FIELD_RELOCATIONS: i32 = 8;
export const FIELD_SYMBOLS: i32 = 9;
/** Number of the first new name. */
export const FIELD_FIRST_NAME: i32 = 10;
export const FIELD_TYPES: i32 = 11;
export const FIELD_FUNCTIONS: i32 = 12;
export const FIELD_SEGMENTS: i32 = 13;
export const FIELD_SECTIONS: i32 = 14;
export const FIELD_LOCALS: i32 = 15;
export const FIELD_GLOBALS: i32 = 16;
export const FIELD_COMDATS: i32 = 17;
export const FIELD_INIT_FUNCTIONS: i32 = 18;
export const FIELD_NEW_NAMES: i32 = 19;
export const FIELD_MISSING_TYPES: i32 = 20;
/** Index of the section, start, size, first relocation and the one after the last; index 0 where there is none. */
export const FIELD_CODE: i32 = 21;
export const FIELD_DATA: i32 = 26;
export const OBJECT_FIELDS: i32 = 31;

export const NO_CONTENT: u32 = 0xffffffff;

const FUNCTION_COLUMNS: i32 = 8;
const SEGMENT_COLUMNS: i32 = 8;
const SECTION_COLUMNS: i32 = 7;
const LOCAL_COLUMNS: i32 = 9;
const GLOBAL_COLUMNS: i32 = 11;

/** Of an object that was not read. */
export function unreadTable(draft: ObjectDraft, status: i32, missing: GrowingColumn): Uint32Array {
  const names = draft.newNames;
  const writer = new TableWriter(OBJECT_FIELDS + 2 * names.starts.count + missing.count);
  const table = writer.table;
  table[FIELD_STATUS] = status as u32;
  table[FIELD_FIRST_NAME] = names.first as u32;
  table[FIELD_NEW_NAMES] = names.starts.count as u32;
  table[FIELD_MISSING_TYPES] = missing.count as u32;
  writer.addColumn(names.starts);
  writer.addColumn(names.lengths);
  writer.addColumn(missing);
  return table;
}

export function objectTable(draft: ObjectDraft, status: i32, relocationCount: i32): Uint32Array {
  const symbols = draft.symbols;
  const sections = draft.sections;
  const names = draft.newNames;
  const localCount: i32 = countLocals(draft);
  const customCount: i32 = countCustom(sections);
  const writer = new TableWriter(sizeOf(draft, localCount, customCount));
  const table = writer.table;
  table[FIELD_STATUS] = status as u32;
  table[FIELD_IS_64] = draft.is64 ? 1 : 0;
  table[FIELD_IMPORTED_FUNCTIONS] = draft.imports.functions.count as u32;
  table[FIELD_IMPORTED_GLOBALS] = draft.imports.globals.count as u32;
  table[FIELD_IMPORTED_TABLES] = draft.imports.tables.count as u32;
  table[FIELD_IMPORTED_TAGS] = draft.imports.tags.count as u32;
  table[FIELD_PRODUCERS] = draft.producers;
  table[FIELD_FEATURES] = draft.features;
  table[FIELD_RELOCATIONS] = relocationCount as u32;
  table[FIELD_SYMBOLS] = symbols.count as u32;
  table[FIELD_FIRST_NAME] = names.first as u32;
  table[FIELD_TYPES] = draft.types.length as u32;
  table[FIELD_FUNCTIONS] = draft.functionCount as u32;
  table[FIELD_SEGMENTS] = draft.segmentCount as u32;
  table[FIELD_SECTIONS] = customCount as u32;
  table[FIELD_LOCALS] = localCount as u32;
  table[FIELD_GLOBALS] = (symbols.count - localCount) as u32;
  table[FIELD_COMDATS] = draft.comdats.count as u32;
  table[FIELD_INIT_FUNCTIONS] = draft.initFunctions.count as u32;
  table[FIELD_NEW_NAMES] = names.starts.count as u32;
  table[FIELD_MISSING_TYPES] = 0;
  writer.add(draft.types, draft.types.length);
  addChunks(writer, draft);
  addSections(writer, sections, customCount);
  addLocals(writer, draft, localCount);
  addGlobals(writer, draft, symbols.count - localCount);
  writer.addColumn(draft.comdats);
  writer.addColumn(draft.initFunctions);
  writer.addColumn(names.starts);
  writer.addColumn(names.lengths);
  return table;
}

function sizeOf(draft: ObjectDraft, localCount: i32, customCount: i32): i32 {
  let size: i32 = OBJECT_FIELDS + draft.types.length + draft.comdats.count + draft.initFunctions.count;
  size += FUNCTION_COLUMNS * draft.functionCount + SEGMENT_COLUMNS * draft.segmentCount;
  size += SECTION_COLUMNS * customCount + 2 * draft.newNames.starts.count;
  return size + LOCAL_COLUMNS * localCount + GLOBAL_COLUMNS * (draft.symbols.count - localCount);
}

function addChunks(writer: TableWriter, draft: ObjectDraft): void {
  const functionCount: i32 = draft.functionCount;
  writer.add(draft.functionSignature, functionCount);
  writer.add(draft.functionStart, functionCount);
  writer.addFrom(draft.functionStart, functionCount, startOf(draft.sections, SECTION_CODE));
  writer.add(draft.functionSize, functionCount);
  writer.add(draft.functionCodeOffset, functionCount);
  writer.add(draft.functionComdat, functionCount);
  writer.add(draft.functionNameStart, functionCount);
  writer.add(draft.functionNameLength, functionCount);
  const segmentCount: i32 = draft.segmentCount;
  writer.add(draft.segmentStart, segmentCount);
  writer.addFrom(draft.segmentStart, segmentCount, startOf(draft.sections, SECTION_DATA));
  writer.add(draft.segmentSize, segmentCount);
  writer.add(draft.segmentName, segmentCount);
  writer.add(draft.segmentStem, segmentCount);
  writer.add(draft.segmentAlignment, segmentCount);
  writer.add(draft.segmentFlags, segmentCount);
  writer.add(draft.segmentComdat, segmentCount);
}

/** 0 where there is no such section. */
function startOf(sections: SectionTable, id: i32): u32 {
  for (let i: i32 = 0; i < sections.id.count; i++) if (sections.id.values[i] == id) return sections.start.values[i];
  return 0;
}

function countCustom(sections: SectionTable): i32 {
  let count: i32 = 0;
  for (let i: i32 = 0; i < sections.id.count; i++) if (sections.id.values[i] == SECTION_CUSTOM) count++;
  return count;
}

function addSections(writer: TableWriter, sections: SectionTable, count: i32): void {
  const table = writer.table;
  let at: i32 = writer.skip(SECTION_COLUMNS * count);
  for (let i: i32 = 0; i < sections.id.count; i++) {
    const id: i32 = sections.id.values[i] as i32;
    if (id == SECTION_CODE) addRange(table, FIELD_CODE, sections, i);
    if (id == SECTION_DATA) addRange(table, FIELD_DATA, sections, i);
    if (id != SECTION_CUSTOM) continue;
    table[at] = i as u32;
    table[at + count] = sections.start.values[i];
    table[at + 2 * count] = sections.size.values[i];
    table[at + 3 * count] = sections.name.values[i];
    table[at + 4 * count] = sections.comdat.values[i];
    table[at + 5 * count] = sections.relocationStart.values[i];
    table[at + 6 * count] = sections.relocationEnd.values[i];
    at++;
  }
}

function addRange(table: Uint32Array, field: i32, sections: SectionTable, i: i32): void {
  table[field] = i as u32;
  table[field + 1] = sections.start.values[i];
  table[field + 2] = sections.size.values[i];
  table[field + 3] = sections.relocationStart.values[i];
  table[field + 4] = sections.relocationEnd.values[i];
}

function countLocals(draft: ObjectDraft): i32 {
  const symbols = draft.symbols;
  let count: i32 = 0;
  for (let i: i32 = 0; i < symbols.count; i++) if (isLocal(symbols.flags[i])) count++;
  return count;
}

function isLocal(flags: u32): boolean {
  return ((flags as i32) & BINDING_MASK) == BINDING_LOCAL;
}

/** With that of a thread-local segment. */
function flagsOf(draft: ObjectDraft, i: i32): u32 {
  const symbols = draft.symbols;
  const flags: i32 = symbols.flags[i] as i32;
  if (symbols.kind[i] != KIND_DATA || (flags & UNDEFINED) != 0) return flags as u32;
  const segment: i32 = symbols.index[i] as i32;
  return ((draft.segmentFlags[segment] & (SEGMENT_TLS as u32)) != 0 ? flags | TLS : flags) as u32;
}

/** Local symbols are all defined. `target` counts functions, segments and custom sections, in this order. */
function addLocals(writer: TableWriter, draft: ObjectDraft, count: i32): void {
  const symbols = draft.symbols;
  const table = writer.table;
  const customOf = customSections(draft);
  let at: i32 = writer.skip(LOCAL_COLUMNS * count);
  for (let i: i32 = 0; i < symbols.count; i++) {
    if (!isLocal(symbols.flags[i])) continue;
    const index: i32 = symbols.index[i] as i32;
    let kind: i32 = DEFINED_SECTION;
    let target: i32 = draft.functionCount + draft.segmentCount;
    if (symbols.kind[i] == KIND_FUNCTION) {
      kind = DEFINED_FUNCTION;
      target = index - draft.imports.functions.count;
    } else if (symbols.kind[i] == KIND_DATA) {
      kind = DEFINED_DATA;
      target = draft.functionCount + index;
    } else {
      target += customOf[index] as i32;
    }
    table[at] = i as u32;
    table[at + count] = kind as u32;
    table[at + 2 * count] = flagsOf(draft, i);
    table[at + 3 * count] = target as u32;
    table[at + 4 * count] = symbols.signature[i];
    table[at + 5 * count] = symbols.offset[i];
    table[at + 6 * count] = symbols.size[i];
    table[at + 7 * count] = symbols.nameStart[i];
    table[at + 8 * count] = symbols.nameLength[i];
    at++;
  }
}

/** By section: how many custom sections come before it. */
function customSections(draft: ObjectDraft): Uint32Array {
  const ids = draft.sections.id;
  const ordinals = new Uint32Array(ids.count);
  let count: u32 = 0;
  for (let i: i32 = 0; i < ids.count; i++) {
    ordinals[i] = count;
    if (ids.values[i] == SECTION_CUSTOM) count++;
  }
  return ordinals;
}

function addGlobals(writer: TableWriter, draft: ObjectDraft, count: i32): void {
  const symbols = draft.symbols;
  const table = writer.table;
  let at: i32 = writer.skip(GLOBAL_COLUMNS * count);
  for (let i: i32 = 0; i < symbols.count; i++) {
    if (isLocal(symbols.flags[i])) continue;
    table[at] = i as u32;
    table[at + count] = symbols.kind[i];
    table[at + 2 * count] = flagsOf(draft, i);
    table[at + 3 * count] = symbols.index[i];
    table[at + 4 * count] = symbols.signature[i];
    table[at + 5 * count] = symbols.offset[i];
    table[at + 6 * count] = symbols.size[i];
    table[at + 7 * count] = symbols.name[i];
    table[at + 8 * count] = symbols.importModule[i];
    table[at + 9 * count] = symbols.importName[i];
    table[at + 10 * count] = draft.called[i];
    at++;
  }
}

class TableWriter {
  readonly table: Uint32Array;
  private at: i32 = OBJECT_FIELDS;

  constructor(size: i32) {
    this.table = new Uint32Array(size);
  }

  add(column: Uint32Array, count: i32): void {
    if (count > 0) this.table.set(column.subarray(0, count), this.at);
    this.at += count;
  }

  /** Numbers counted from `base`. */
  addFrom(column: Uint32Array, count: i32, base: u32): void {
    const table = this.table;
    for (let i: i32 = 0; i < count; i++) table[this.at++] = column[i] - base;
  }

  addColumn(column: GrowingColumn): void {
    this.add(column.values, column.count);
  }

  /** Leaves room for `count` numbers; returns where it begins. */
  skip(count: i32): i32 {
    const at: i32 = this.at;
    this.at += count;
    return at;
  }
}
