/**
 * The objects that have been read, until they join the link: what they consist of, as records one after the other. Of an object
 * itself only the header goes out (`headerTable`); the rest stays here until somebody asks.
 */
import { GrowingColumn } from "./growing-column.ts";
import { NO_ROW, ObjectDraft, SectionTable } from "./object-draft.ts";
import { SECTION_CODE, SECTION_CUSTOM, SECTION_DATA } from "./object-cursor.ts";
import * as Field from "./object-fields.ts";
import { fillWords, SPARE_WORDS, unsetWords } from "./words.ts";
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
  /** `Field.SYMBOL_FIELDS` numbers for each symbol. */
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

  private addSymbols(draft: ObjectDraft): void {
    const symbols = draft.symbols;
    const count: i32 = symbols.count;
    const customOf = customSections(draft.sections);
    const bytes = draft.bytes;
    let at: i32 = this.symbols.add(count, Field.SYMBOL_FIELDS);
    const values = this.symbols.values;
    for (let i: i32 = 0; i < count; i++) {
      const kind: i32 = symbols.kind[i];
      const index: i32 = symbols.index[i] as i32;
      let flags: i32 = symbols.flags[i] as i32;
      if ((flags & UNDEFINED) == 0) {
        if (kind == KIND_DATA && (draft.segmentFlags[index] & (SEGMENT_TLS as u32)) != 0) flags |= TLS;
      } else if (kind == KIND_GLOBAL) {
        const type: i32 = symbols.offset[i] as i32;
        values[at + Field.SYMBOL_TYPE] = globalType(bytes[type], bytes[type + 1]);
      }
      values[at + Field.SYMBOL_KIND] = kind as u32;
      values[at + Field.SYMBOL_FLAGS] = flags as u32;
      values[at + Field.SYMBOL_NAME_START] = symbols.nameStart[i];
      values[at + Field.SYMBOL_NAME_LENGTH] = symbols.nameLength[i];
      values[at + Field.SYMBOL_NAME] = symbols.name[i];
      values[at + Field.SYMBOL_INDEX] = kind == KIND_SECTION ? customOf[index] : (index as u32);
      values[at + Field.SYMBOL_OFFSET] = symbols.offset[i];
      values[at + Field.SYMBOL_SIZE] = symbols.size[i];
      values[at + Field.SYMBOL_SIGNATURE] = symbols.signature[i];
      values[at + Field.SYMBOL_IMPORT_MODULE] = symbols.importModule[i];
      values[at + Field.SYMBOL_IMPORT_NAME] = symbols.importName[i];
      values[at + Field.SYMBOL_CALLED] = draft.called[i];
      at += Field.SYMBOL_FIELDS;
    }
  }

  /** As such an object's table symbol would be. */
  private addTableReference(draft: ObjectDraft): void {
    const at: i32 = this.symbols.add(1, Field.SYMBOL_FIELDS);
    const values = this.symbols.values;
    const imports = draft.imports;
    const row: i32 = imports.tables.values[0] as i32;
    const name: u32 = draft.name(imports.fieldStart[row] as i32, imports.fieldLength[row] as i32);
    values[at + Field.SYMBOL_KIND] = KIND_TABLE as u32;
    values[at + Field.SYMBOL_FLAGS] = (UNDEFINED | NO_STRIP) as u32;
    values[at + Field.SYMBOL_NAME] = name;
    values[at + Field.SYMBOL_SIGNATURE] = NO_ROW;
    values[at + Field.SYMBOL_IMPORT_MODULE] = tableModule(draft);
    values[at + Field.SYMBOL_IMPORT_NAME] = name;
  }
}

/** Name of the module that the first table is imported from. */
export function tableModule(draft: ObjectDraft): u32 {
  const imports = draft.imports;
  const row: i32 = imports.tables.values[0] as i32;
  return draft.name(imports.moduleStart[row] as i32, imports.moduleLength[row] as i32);
}

/** Records of a fixed number of fields, one after the other. */
export class RecordColumn {
  /** Records. */
  count: i32 = 0;
  values: Uint32Array = new Uint32Array(0);

  /** Appends `count` records of zeros and returns the place of the first. */
  add(count: i32, fields: i32): i32 {
    const start: i32 = this.count * fields;
    const needed: i32 = start + count * fields;
    if (needed > this.values.length) {
      // Much at once, as for relocations.
      const larger: i32 = start * 3 + SPARE_WORDS;
      const longer = unsetWords(needed > larger ? needed : larger);
      longer.set(this.values.subarray(0, start));
      this.values = longer;
    }
    fillWords(this.values, 0, start, needed);
    this.count += count;
    return start;
  }
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
