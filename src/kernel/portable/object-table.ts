/**
 * What goes out of an object: one column of numbers, so that it crosses to the caller in one piece.
 *
 * `headerTable`, when it is read: `OBJECT_FIELDS` numbers, then columns as long as the header says: types (signature), comdats
 * (name), init functions (priority and symbol index of each in turn), exports (row of the function and name of each in turn), new
 * names (starts, lengths). Where it could not be read, the header alone.
 *
 * `columnsTable`, where somebody asks: the number of local symbols, then columns:
 *
 * - functions: signature, start, offset in the section, size, code offset, comdat, name
 * - segments: start, offset in the section, size, name, stem of the name, alignment, flags, comdat
 * - custom sections: index, start, size, name, comdat, first relocation and the one after the last
 * - local symbols: symbol index, kind, flags, target, signature, offset, size, start and length of the name
 * - global symbols: symbol index, kind, flags, index, signature, offset, size, name, import module, import name, called
 */
import { GrowingColumn } from "./growing-column.ts";
import { SECTION_CODE, SECTION_DATA } from "./object-cursor.ts";
import { ObjectDraft, SectionTable } from "./object-draft.ts";
import * as Field from "./object-fields.ts";
import { ObjectStore, tableModule } from "./object-store.ts";
import { RecordColumn } from "./record-column.ts";
import {
  importModuleOf,
  importNameOf,
  isCalled,
  kindOf,
  nameLengthOf,
  offsetOf,
  signatureOf,
  sizeOf,
  SYMBOL_FIELDS,
  SYMBOL_FLAGS,
  SYMBOL_INDEX,
  SYMBOL_NAME,
} from "./symbol-records.ts";
import {
  BINDING_LOCAL,
  BINDING_MASK,
  DEFINED_DATA,
  DEFINED_FUNCTION,
  DEFINED_SECTION,
  KIND_DATA,
  KIND_FUNCTION,
} from "./symbol-fields.ts";

/** Of an object that was not read. */
export function unreadTable(): Uint32Array {
  const table = new Uint32Array(Field.OBJECT_FIELDS);
  table[Field.FIELD_STATUS] = Field.OBJECT_UNUSUAL as u32;
  return table;
}

/** Of the object that `store` keeps under the number `object`. */
export function headerTable(draft: ObjectDraft, store: ObjectStore, object: i32, relocationCount: i32): Uint32Array {
  const names = draft.newNames;
  const inits = draft.initFunctions;
  const size: i32 = draft.typeCount + draft.comdats.count + inits.count + draft.exports.count + 2 * names.starts.count;
  const writer = new TableWriter(Field.OBJECT_FIELDS, size);
  const table = writer.table;
  table[Field.FIELD_STATUS] = Field.OBJECT_USUAL as u32;
  table[Field.FIELD_IS_64] = draft.is64 ? 1 : 0;
  table[Field.FIELD_IMPORTED_FUNCTIONS] = draft.imports.functions.count as u32;
  table[Field.FIELD_IMPORTED_GLOBALS] = draft.imports.globals.count as u32;
  table[Field.FIELD_IMPORTED_TABLES] = draft.imports.tables.count as u32;
  table[Field.FIELD_IMPORTED_TAGS] = draft.imports.tags.count as u32;
  table[Field.FIELD_PRODUCERS] = draft.producers;
  table[Field.FIELD_PRODUCERS + 1] = draft.producersStart as u32;
  table[Field.FIELD_PRODUCERS + 2] = draft.producersSize as u32;
  table[Field.FIELD_FEATURES] = draft.features;
  table[Field.FIELD_FEATURES + 1] = draft.featuresStart as u32;
  table[Field.FIELD_FEATURES + 2] = draft.featuresSize as u32;
  table[Field.FIELD_RELOCATIONS] = relocationCount as u32;
  table[Field.FIELD_OBJECT] = object as u32;
  table[Field.FIELD_FIRST_NAME] = names.first as u32;
  table[Field.FIELD_FUNCTIONS] = store.functionCount.values[object];
  table[Field.FIELD_SEGMENTS] = store.segmentCount.values[object];
  table[Field.FIELD_SECTIONS] = store.sectionCount.values[object];
  table[Field.FIELD_SYMBOLS] = store.symbolCount.values[object];
  table[Field.FIELD_TYPES] = draft.typeCount as u32;
  table[Field.FIELD_COMDATS] = draft.comdats.count as u32;
  table[Field.FIELD_INIT_FUNCTIONS] = inits.count as u32;
  for (let i: i32 = 0; i < draft.segmentCount; i++) table[Field.FIELD_SEGMENT_FLAGS] |= draft.segmentFlags[i];
  table[Field.FIELD_EXPORTS] = draft.exports.count as u32;
  table[Field.FIELD_NEW_NAMES] = names.starts.count as u32;
  table[Field.FIELD_TABLE_SYMBOLS] = draft.symbols.tableCount as u32;
  if (draft.isWithoutTableSymbol()) {
    table[Field.FIELD_TABLE_MODULE] = tableModule(draft);
    table[Field.FIELD_TABLE_TYPE] = draft.imports.type[draft.imports.tables.values[0]];
  }
  table[Field.FIELD_SPARE] = draft.spareStart as u32;
  table[Field.FIELD_SPARE + 1] = draft.spareEnd as u32;
  addRanges(table, draft.sections);
  writer.add(draft.types, draft.typeCount);
  writer.addColumn(draft.comdats);
  writer.addColumn(inits);
  writer.addColumn(draft.exports);
  writer.addColumn(names.starts);
  writer.addColumn(names.lengths);
  return table;
}

function addRanges(table: Uint32Array, sections: SectionTable): void {
  for (let i: i32 = 0; i < sections.id.count; i++) {
    const id: i32 = sections.id.values[i] as i32;
    if (id != SECTION_CODE && id != SECTION_DATA) continue;
    const field: i32 = id == SECTION_CODE ? Field.FIELD_CODE : Field.FIELD_DATA;
    table[field] = i as u32;
    table[field + 1] = sections.start.values[i];
    table[field + 2] = sections.size.values[i];
    table[field + 3] = sections.relocationStart.values[i];
    table[field + 4] = sections.relocationEnd.values[i];
  }
}

/** The fields of chunks that are columns, in their order. */
const FUNCTION_FIELDS: i32[] = [
  Field.CHUNK_SIGNATURE,
  Field.CHUNK_START,
  Field.CHUNK_INPUT_OFFSET,
  Field.CHUNK_SIZE,
  Field.CHUNK_CODE_OFFSET,
  Field.CHUNK_COMDAT,
  Field.CHUNK_NAME,
];
const SEGMENT_FIELDS: i32[] = [
  Field.CHUNK_START,
  Field.CHUNK_INPUT_OFFSET,
  Field.CHUNK_SIZE,
  Field.CHUNK_NAME,
  Field.CHUNK_STEM,
  Field.CHUNK_ALIGNMENT,
  Field.CHUNK_FLAGS,
  Field.CHUNK_COMDAT,
];
const SECTION_FIELDS: i32[] = [
  Field.CHUNK_INDEX,
  Field.CHUNK_START,
  Field.CHUNK_SIZE,
  Field.CHUNK_NAME,
  Field.CHUNK_COMDAT,
  Field.CHUNK_RELOCATION_START,
  Field.CHUNK_RELOCATION_END,
];
const LOCAL_COLUMNS: i32 = 9;
const GLOBAL_COLUMNS: i32 = 11;

export function columnsTable(store: ObjectStore, object: i32): Uint32Array {
  const functionCount: i32 = store.functionCount.values[object] as i32;
  const segmentCount: i32 = store.segmentCount.values[object] as i32;
  const sectionCount: i32 = store.sectionCount.values[object] as i32;
  const localCount: i32 = countLocals(store, object);
  const globalCount: i32 = (store.symbolCount.values[object] as i32) - localCount;
  let size: i32 = FUNCTION_FIELDS.length * functionCount + SEGMENT_FIELDS.length * segmentCount;
  size += SECTION_FIELDS.length * sectionCount + LOCAL_COLUMNS * localCount + GLOBAL_COLUMNS * globalCount;
  const writer = new TableWriter(1, size);
  writer.table[0] = localCount as u32;
  const functions: i32 = store.firstChunk.values[object] as i32;
  const segments: i32 = functions + functionCount;
  writer.addFields(store.chunks, FUNCTION_FIELDS, functions, functionCount);
  writer.addFields(store.chunks, SEGMENT_FIELDS, segments, segmentCount);
  writer.addFields(store.chunks, SECTION_FIELDS, segments + segmentCount, sectionCount);
  addLocals(writer, store, object, localCount);
  addGlobals(writer, store, object, globalCount);
  return writer.table;
}

function countLocals(store: ObjectStore, object: i32): i32 {
  const values = store.symbols.values;
  let at: i32 = (store.firstSymbol.values[object] as i32) * SYMBOL_FIELDS;
  let count: i32 = 0;
  for (let i: i32 = store.symbolCount.values[object] as i32; i > 0; i--, at += SYMBOL_FIELDS) {
    if (isLocal(values[at + SYMBOL_FLAGS])) count++;
  }
  return count;
}

export function isLocal(flags: u32): boolean {
  return ((flags as i32) & BINDING_MASK) == BINDING_LOCAL;
}

/** What a local symbol is: `DEFINED_...`. */
export function localKind(kind: i32): i32 {
  if (kind == KIND_FUNCTION) return DEFINED_FUNCTION;
  return kind == KIND_DATA ? DEFINED_DATA : DEFINED_SECTION;
}

/** What a defined symbol is in: counts the functions, segments and custom sections of the object, in this order. */
export function localTarget(store: ObjectStore, object: i32, kind: i32, index: i32): i32 {
  if (kind == DEFINED_FUNCTION) return index - (store.importedFunctionCount.values[object] as i32);
  const functionCount: i32 = store.functionCount.values[object] as i32;
  if (kind == DEFINED_DATA) return functionCount + index;
  return functionCount + (store.segmentCount.values[object] as i32) + index;
}

/** Local symbols are all defined. */
function addLocals(writer: TableWriter, store: ObjectStore, object: i32, count: i32): void {
  const table = writer.table;
  const values = store.symbols.values;
  let record: i32 = (store.firstSymbol.values[object] as i32) * SYMBOL_FIELDS;
  let at: i32 = writer.skip(LOCAL_COLUMNS * count);
  const symbolCount: i32 = store.symbolCount.values[object] as i32;
  for (let i: i32 = 0; i < symbolCount; i++, record += SYMBOL_FIELDS) {
    if (!isLocal(values[record + SYMBOL_FLAGS])) continue;
    const kind: i32 = localKind(kindOf(values, record));
    table[at] = i as u32;
    table[at + count] = kind as u32;
    table[at + 2 * count] = values[record + SYMBOL_FLAGS];
    table[at + 3 * count] = localTarget(store, object, kind, values[record + SYMBOL_INDEX] as i32) as u32;
    table[at + 4 * count] = signatureOf(values, record);
    table[at + 5 * count] = offsetOf(values, record);
    table[at + 6 * count] = sizeOf(values, record);
    table[at + 7 * count] = values[record + SYMBOL_NAME];
    table[at + 8 * count] = nameLengthOf(values, record);
    at++;
  }
}

function addGlobals(writer: TableWriter, store: ObjectStore, object: i32, count: i32): void {
  const table = writer.table;
  const values = store.symbols.values;
  let record: i32 = (store.firstSymbol.values[object] as i32) * SYMBOL_FIELDS;
  let at: i32 = writer.skip(GLOBAL_COLUMNS * count);
  const symbolCount: i32 = store.symbolCount.values[object] as i32;
  for (let i: i32 = 0; i < symbolCount; i++, record += SYMBOL_FIELDS) {
    if (isLocal(values[record + SYMBOL_FLAGS])) continue;
    table[at] = i as u32;
    table[at + count] = kindOf(values, record) as u32;
    table[at + 2 * count] = values[record + SYMBOL_FLAGS];
    table[at + 3 * count] = values[record + SYMBOL_INDEX];
    table[at + 4 * count] = signatureOf(values, record);
    table[at + 5 * count] = offsetOf(values, record);
    table[at + 6 * count] = sizeOf(values, record);
    table[at + 7 * count] = values[record + SYMBOL_NAME];
    table[at + 8 * count] = importModuleOf(values, record);
    table[at + 9 * count] = importNameOf(values, record);
    table[at + 10 * count] = isCalled(values, record) ? 1 : 0;
    at++;
  }
}

class TableWriter {
  readonly table: Uint32Array;
  private at: i32;

  /** `size` numbers after `fields` that are not written here. */
  constructor(fields: i32, size: i32) {
    this.table = new Uint32Array(fields + size);
    this.at = fields;
  }

  add(column: Uint32Array, count: i32): void {
    if (count > 0) this.table.set(column.subarray(0, count), this.at);
    this.at += count;
  }

  addColumn(column: GrowingColumn): void {
    this.add(column.values, column.count);
  }

  /** Some fields of chunks, which follow each other, column by column. */
  addFields(chunks: RecordColumn, fields: i32[], first: i32, count: i32): void {
    const table = this.table;
    const values = chunks.values;
    for (let column: i32 = 0; column < fields.length; column++) {
      let record: i32 = first * Field.CHUNK_FIELDS + fields[column];
      for (let i: i32 = 0; i < count; i++, record += Field.CHUNK_FIELDS) table[this.at++] = values[record];
    }
  }

  /** Leaves room for `count` numbers; returns where it begins. */
  skip(count: i32): i32 {
    const at: i32 = this.at;
    this.at += count;
    return at;
  }
}
