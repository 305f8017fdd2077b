/**
 * The objects that have been read, until they join the link: what they consist of, as records one after the other. Of an object
 * itself only the header goes out (`headerTable`); the rest stays here until somebody asks.
 */
import { GrowingColumn } from "./growing-column.ts";
import { ObjectDraft, SectionTable } from "./object-draft.ts";
import { SECTION_CODE, SECTION_CUSTOM, SECTION_DATA } from "./object-cursor.ts";
import * as Field from "./object-fields.ts";
import { NO_ROW, RecordColumn } from "./record-column.ts";
import {
  beginSymbol,
  isUndefined,
  offsetOf,
  setCalled,
  setGlobalType,
  setImport,
  SYMBOL_FIELDS,
  SYMBOL_FLAGS,
  SYMBOL_INDEX,
  SYMBOL_NAME,
} from "./symbol-records.ts";
import {
  KIND_DATA,
  KIND_GLOBAL,
  KIND_SECTION,
  KIND_TABLE,
  NO_STRIP,
  SEGMENT_TLS,
  TLS,
  UNDEFINED,
} from "./symbol-fields.ts";

export class ObjectStore {
  count: i32 = 0;
  /** `Field.CHUNK_FIELDS` numbers for each function, segment and custom section, in this order. */
  readonly chunks: RecordColumn = new RecordColumn();
  /** `SYMBOL_FIELDS` numbers for each symbol. */
  readonly symbols: RecordColumn = new RecordColumn();
  readonly comdats: GrowingColumn = new GrowingColumn();
  /** By object. */
  readonly functionCount: GrowingColumn = new GrowingColumn();
  readonly segmentCount: GrowingColumn = new GrowingColumn();
  readonly sectionCount: GrowingColumn = new GrowingColumn();
  readonly symbolCount: GrowingColumn = new GrowingColumn();
  readonly comdatCount: GrowingColumn = new GrowingColumn();
  /** 1 where a reference to the function table, which the object has no symbol for, follows its symbols. */
  readonly tableReferences: GrowingColumn = new GrowingColumn();
  readonly importedFunctionCount: GrowingColumn = new GrowingColumn();
  readonly firstChunk: GrowingColumn = new GrowingColumn();
  readonly firstSymbol: GrowingColumn = new GrowingColumn();
  readonly firstComdat: GrowingColumn = new GrowingColumn();

  /** Keeps what has been read and returns the object's number. */
  append(draft: ObjectDraft): i32 {
    this.functionCount.push(draft.functionCount as u32);
    this.segmentCount.push(draft.segmentCount as u32);
    this.sectionCount.push(countCustom(draft.sections) as u32);
    this.symbolCount.push(draft.symbols.count as u32);
    this.comdatCount.push(draft.comdats.count as u32);
    this.importedFunctionCount.push(draft.imports.functions.count as u32);
    this.firstChunk.push(this.chunks.count as u32);
    this.firstSymbol.push(this.symbols.count as u32);
    this.firstComdat.push(this.comdats.count as u32);
    this.addFunctions(draft);
    this.addSegments(draft);
    this.addSections(draft.sections);
    this.addSymbols(draft);
    this.tableReferences.push(draft.isWithoutTableSymbol() ? 1 : 0);
    if (draft.isWithoutTableSymbol()) this.addTableReference(draft);
    for (let i: i32 = 0; i < draft.comdats.count; i++) this.comdats.push(draft.comdats.values[i]);
    return this.count++;
  }

  private addFunctions(draft: ObjectDraft): void {
    const count: i32 = draft.functionCount;
    let at: i32 = this.chunks.add(count, Field.CHUNK_FIELDS);
    const values = this.chunks.values;
    const base: u32 = startOf(draft.sections, SECTION_CODE);
    for (let i: i32 = 0; i < count; i++) {
      values[at + Field.CHUNK_START] = draft.functionStart[i];
      values[at + Field.CHUNK_INPUT_OFFSET] = draft.functionStart[i] - base;
      values[at + Field.CHUNK_SIZE] = draft.functionSize[i];
      values[at + Field.CHUNK_SIGNATURE] = draft.functionSignature[i];
      values[at + Field.CHUNK_COMDAT] = draft.functionComdat[i];
      values[at + Field.CHUNK_CODE_OFFSET] = draft.functionCodeOffset[i];
      values[at + Field.CHUNK_NAME] = draft.functionName[i];
      values[at + Field.CHUNK_STEM] = NO_ROW;
      at += Field.CHUNK_FIELDS;
    }
  }

  private addSegments(draft: ObjectDraft): void {
    const count: i32 = draft.segmentCount;
    let at: i32 = this.chunks.add(count, Field.CHUNK_FIELDS);
    const values = this.chunks.values;
    const base: u32 = startOf(draft.sections, SECTION_DATA);
    for (let i: i32 = 0; i < count; i++) {
      values[at + Field.CHUNK_START] = draft.segmentStart[i];
      values[at + Field.CHUNK_INPUT_OFFSET] = draft.segmentStart[i] - base;
      values[at + Field.CHUNK_SIZE] = draft.segmentSize[i];
      values[at + Field.CHUNK_SIGNATURE] = NO_ROW;
      values[at + Field.CHUNK_COMDAT] = draft.segmentComdat[i];
      values[at + Field.CHUNK_ALIGNMENT] = draft.segmentAlignment[i];
      values[at + Field.CHUNK_FLAGS] = draft.segmentFlags[i];
      values[at + Field.CHUNK_NAME] = draft.segmentName[i];
      values[at + Field.CHUNK_STEM] = draft.segmentStem[i];
      at += Field.CHUNK_FIELDS;
    }
  }

  private addSections(sections: SectionTable): void {
    for (let i: i32 = 0; i < sections.id.count; i++) {
      if (sections.id.values[i] != SECTION_CUSTOM) continue;
      const at: i32 = this.chunks.add(1, Field.CHUNK_FIELDS);
      const values = this.chunks.values;
      values[at + Field.CHUNK_START] = sections.start.values[i];
      values[at + Field.CHUNK_SIZE] = sections.size.values[i];
      values[at + Field.CHUNK_SIGNATURE] = NO_ROW;
      values[at + Field.CHUNK_COMDAT] = sections.comdat.values[i];
      values[at + Field.CHUNK_NAME] = sections.name.values[i];
      values[at + Field.CHUNK_STEM] = NO_ROW;
      values[at + Field.CHUNK_RELOCATION_START] = sections.relocationStart.values[i];
      values[at + Field.CHUNK_RELOCATION_END] = sections.relocationEnd.values[i];
      values[at + Field.CHUNK_INDEX] = i as u32;
    }
  }

  /** They are there already, but for what comes after the symbol table. */
  private addSymbols(draft: ObjectDraft): void {
    const symbols = draft.symbols;
    const customOf = customSections(draft.sections);
    const records = this.symbols.values;
    let at: i32 = symbols.start;
    for (let i: i32 = 0; i < symbols.count; i++, at += SYMBOL_FIELDS) {
      const kind: i32 = symbols.kind[i];
      if (draft.called[i] != 0) setCalled(records, at);
      if (kind == KIND_SECTION) {
        records[at + SYMBOL_INDEX] = customOf[records[at + SYMBOL_INDEX] as i32];
      } else if (isUndefined(records, at)) {
        if (kind == KIND_GLOBAL) setGlobalType(records, at, globalTypeIn(draft.bytes, offsetOf(records, at) as i32));
      } else if (kind == KIND_DATA && (draft.segmentFlags[records[at + SYMBOL_INDEX]] & (SEGMENT_TLS as u32)) != 0) {
        records[at + SYMBOL_FLAGS] |= TLS as u32;
      }
    }
    this.symbols.count += symbols.count;
  }

  /** As such an object's table symbol would be. */
  private addTableReference(draft: ObjectDraft): void {
    const at: i32 = this.symbols.reserve(1, SYMBOL_FIELDS);
    const records = this.symbols.values;
    const imports = draft.imports;
    const row: i32 = imports.tables.values[0] as i32;
    const name: u32 = draft.name(imports.fieldStart[row] as i32, imports.fieldLength[row] as i32);
    beginSymbol(records, at, KIND_TABLE, UNDEFINED | NO_STRIP);
    setImport(records, at, tableModule(draft), name);
    records[at + SYMBOL_NAME] = name;
    this.symbols.count++;
  }
}

/** Name of the module that the first table is imported from. */
export function tableModule(draft: ObjectDraft): u32 {
  const imports = draft.imports;
  const row: i32 = imports.tables.values[0] as i32;
  return draft.name(imports.moduleStart[row] as i32, imports.moduleLength[row] as i32);
}

function globalTypeIn(bytes: Uint8Array, at: i32): u32 {
  return globalType(bytes[at], bytes[at + 1]);
}

/** A global's type as one number. */
export function globalType(type: i32, mutable: i32): u32 {
  return (type | (mutable << 8)) as u32;
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

/** By section: how many custom sections come before it. */
function customSections(sections: SectionTable): Uint32Array {
  const ids = sections.id;
  const ordinals = new Uint32Array(ids.count);
  let count: u32 = 0;
  for (let i: i32 = 0; i < ids.count; i++) {
    ordinals[i] = count;
    if (ids.values[i] == SECTION_CUSTOM) count++;
  }
  return ordinals;
}
