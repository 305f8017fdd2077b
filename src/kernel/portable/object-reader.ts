/**
 * A relocatable object of the usual shape, read at once: what its sections are, what it imports, defines and calls, and
 * its relocations. See `ObjectCursor` for what happens to any other file.
 */
import { RelocationDecoder } from "./decode-relocations.ts";
import { RelocationSource } from "./relocation-source.ts";
import { NameStore } from "./name-store.ts";
import {
  EXTERNAL_FUNCTION,
  EXTERNAL_GLOBAL,
  EXTERNAL_TABLE,
  EXTERNAL_TAG,
  FUNCREF,
  RANK_FEATURES,
  RANK_FREE,
  RANK_LINKING,
  RANK_PRODUCERS,
  RANK_RELOCATIONS,
  SECTION_CODE,
  SECTION_CUSTOM,
  SECTION_DATA,
  SECTION_DATA_COUNT,
  SECTION_ELEMENT,
  SECTION_EXPORT,
  SECTION_FUNCTION,
  SECTION_IMPORT,
  SECTION_TYPE,
  startsWith,
} from "./object-cursor.ts";
import { ObjectDraft } from "./object-draft.ts";
import { NO_ROW } from "./record-column.ts";
import { readLinking } from "./object-linking.ts";
import { ObjectStore } from "./object-store.ts";
import { headerTable, unreadTable } from "./object-table.ts";
import { RelocationStore } from "./relocation-store.ts";

const OPCODE_I32_CONST: i32 = 0x41;
const OPCODE_I64_CONST: i32 = 0x42;
const OPCODE_END: i32 = 0x0b;
const SEGMENT_PASSIVE: i32 = 1;
const NO_BYTES: Uint8Array = new Uint8Array(0);
const FUNCTION_TABLE: string = "__indirect_function_table";

export class ObjectReader {
  private readonly draft: ObjectDraft;
  private readonly source: RelocationSource = new RelocationSource();
  private readonly relocations: RelocationStore;
  private readonly decoder: RelocationDecoder;
  private readonly objects: ObjectStore;

  constructor(names: NameStore, relocations: RelocationStore, decoder: RelocationDecoder, objects: ObjectStore) {
    this.draft = new ObjectDraft(names, objects.symbols);
    this.objects = objects;
    this.relocations = relocations;
    this.decoder = decoder;
  }

  /**
   * What the object is (`headerTable`); the rest of it is kept in the store. `bytes` goes on for `DECODE_SLACK` bytes after
   * `size`, whatever they are, or ends there. An integer that runs into them ends too late; one that runs into `undefined`, which
   * is what JavaScript reads, counts as too long. Both are refused.
   */
  read(bytes: Uint8Array, size: i32): Uint32Array {
    const draft = this.draft;
    draft.begin(bytes);
    const table = this.readDraft(draft, size);
    // Lets go of them.
    draft.bytes = NO_BYTES;
    this.source.bytes = NO_BYTES;
    return table;
  }

  private readDraft(draft: ObjectDraft, size: i32): Uint32Array {
    const relocationCount: i32 = this.relocations.length;
    if (this.readSections(draft, size) && isWhole(draft)) {
      const object: i32 = this.objects.append(draft);
      return headerTable(draft, this.objects, object, this.relocations.length);
    }
    this.relocations.keep(relocationCount);
    return unreadTable();
  }

  private readSections(draft: ObjectDraft, end: i32): boolean {
    if (!draft.readMagic(0, end)) return false;
    const sections = draft.sections;
    while (draft.at < end) {
      if (!draft.readHeader(end)) return false;
      const sectionEnd: i32 = draft.sectionEnd;
      const start: i32 = draft.at;
      const isCustom: boolean = draft.sectionId == SECTION_CUSTOM;
      const nameStart: i32 = isCustom ? draft.sectionName : start;
      sections.id.push(draft.sectionId as u32);
      sections.start.push(start as u32);
      sections.size.push((sectionEnd - start) as u32);
      sections.name.push(isCustom ? draft.name(nameStart, draft.sectionNameLength) : NO_ROW);
      sections.nameStart.push(nameStart as u32);
      sections.comdat.push(NO_ROW);
      sections.relocationStart.push(0);
      sections.relocationEnd.push(0);
      if (!(isCustom ? this.readCustom(draft, sectionEnd) : this.readStandard(draft, sectionEnd))) return false;
      draft.at = sectionEnd;
    }
    return true;
  }

  private readStandard(draft: ObjectDraft, end: i32): boolean {
    const id: i32 = draft.sectionId;
    if (id == SECTION_TYPE) return readTypes(draft, end);
    if (id == SECTION_IMPORT) return readImports(draft, end);
    if (id == SECTION_FUNCTION) return readFunctions(draft, end);
    if (id == SECTION_EXPORT) return readExports(draft, end);
    if (id == SECTION_ELEMENT) return readElements(draft, end);
    // The table has 0 for no such section.
    const isFirst: boolean = draft.sections.id.count == 1;
    if (id == SECTION_CODE) return !isFirst && readCode(draft, end);
    if (id == SECTION_DATA) return !isFirst && readData(draft, end);
    if (id != SECTION_DATA_COUNT) return false;
    draft.declaredSegments = draft.leb(end);
    return draft.declaredSegments >= 0;
  }

  private readCustom(draft: ObjectDraft, end: i32): boolean {
    const rank: i32 = draft.sectionRank;
    if (rank == RANK_FREE) return true;
    if (rank == RANK_RELOCATIONS) return this.readRelocations(draft, end);
    if (rank == RANK_LINKING) {
      if (!readLinking(draft, end)) return false;
      this.source.symbolKinds = draft.symbols.kind.subarray(0, draft.symbols.count);
      return true;
    }
    if (rank == RANK_PRODUCERS) {
      draft.producersStart = draft.at;
      draft.producersSize = end - draft.at;
      draft.producers = draft.name(draft.at, draft.producersSize);
      return true;
    }
    if (rank != RANK_FEATURES) return false;
    draft.featuresStart = draft.at;
    draft.featuresSize = end - draft.at;
    draft.features = draft.name(draft.at, draft.featuresSize);
    return true;
  }

  private readRelocations(draft: ObjectDraft, end: i32): boolean {
    const sections = draft.sections;
    const start: i32 = draft.at;
    const target: i32 = draft.leb(end);
    const count: i32 = draft.leb(end);
    // The section of the relocations has a row already.
    if (!draft.hasSymbols || target < 0 || target >= sections.id.count - 1 || count < 0) return false;
    // A section that is relocated twice is unusual.
    if (sections.relocationEnd.values[target] != 0) return false;
    const id: i32 = sections.id.values[target] as i32;
    const source = this.source;
    source.bytes = draft.bytes;
    source.at = draft.at;
    source.end = end;
    source.sectionSize = sections.size.values[target] as i32;
    source.typeCount = draft.typeCount;
    // Calls count where chunks make them.
    const isLinked: boolean = id == SECTION_CODE || id == SECTION_DATA || id == SECTION_CUSTOM;
    source.called = isLinked ? draft.called : new Uint8Array(draft.symbols.count);
    const first: i32 = this.relocations.length;
    if (this.decoder.decode(source, count) != count || source.at != end) return false;
    sections.relocationStart.values[target] = first as u32;
    sections.relocationEnd.values[target] = this.relocations.length as u32;
    if (end - start > draft.spareEnd - draft.spareStart) {
      draft.spareStart = start;
      draft.spareEnd = end;
    }
    return true;
  }
}

/** What only the whole file can tell. */
function isWhole(draft: ObjectDraft): boolean {
  if (!draft.hasLinking || (draft.functionCount > 0 && !draft.hasCode)) return false;
  if (draft.hasExports && !draft.hasSymbols) return false;
  return !draft.isWithoutTableSymbol() || isFunctionTable(draft);
}

/** Whether the tables are the function table alone, without a symbol. */
function isFunctionTable(draft: ObjectDraft): boolean {
  const imports = draft.imports;
  if (imports.tables.count != 1 || draft.symbols.tableCount != 0) return false;
  const row: i32 = imports.tables.values[0] as i32;
  const start: i32 = imports.fieldStart[row] as i32;
  if (draft.bytes[imports.type[row]] != FUNCREF) return false;
  const length: i32 = imports.fieldLength[row] as i32;
  return length == FUNCTION_TABLE.length && startsWith(draft.bytes, start, length, FUNCTION_TABLE);
}

/** A signature is the name that its bytes are. */
function readTypes(draft: ObjectDraft, end: i32): boolean {
  const count: i32 = draft.leb(end);
  if (count < 0 || count > end - draft.at) return false;
  draft.createTypes(count);
  for (let i: i32 = 0; i < count; i++) {
    // What is the same in all is left out.
    const start: i32 = draft.at + 1;
    if (!draft.skipFunctionType(end)) return false;
    draft.types[i] = draft.name(start, draft.at - start);
  }
  return draft.at == end;
}

function readImports(draft: ObjectDraft, end: i32): boolean {
  const count: i32 = draft.leb(end);
  if (count < 0 || count > end - draft.at) return false;
  const imports = draft.imports;
  imports.begin(count);
  const typeCount: i32 = draft.typeCount;
  for (let row: i32 = 0; row < count; row++) {
    if (!draft.readImport(end)) return false;
    const kind: i32 = draft.importKind;
    if ((kind == EXTERNAL_FUNCTION || kind == EXTERNAL_TAG) && draft.importType >= typeCount) return false;
    imports.moduleStart[row] = draft.moduleStart as u32;
    imports.moduleLength[row] = draft.moduleLength as u32;
    imports.fieldStart[row] = draft.fieldStart as u32;
    imports.fieldLength[row] = draft.fieldLength as u32;
    imports.type[row] = draft.importType as u32;
    if (kind == EXTERNAL_FUNCTION) imports.functions.push(row as u32);
    else if (kind == EXTERNAL_TABLE) imports.tables.push(row as u32);
    else if (kind == EXTERNAL_GLOBAL) imports.globals.push(row as u32);
    else if (kind == EXTERNAL_TAG) imports.tags.push(row as u32);
  }
  return draft.at == end;
}

function readFunctions(draft: ObjectDraft, end: i32): boolean {
  const count: i32 = draft.leb(end);
  if (count < 0 || count > end - draft.at) return false;
  draft.createFunctions(count);
  for (let row: i32 = 0; row < count; row++) {
    const type: i32 = draft.leb(end);
    if (type < 0 || type >= draft.typeCount) return false;
    draft.functionSignature[row] = draft.types[type];
  }
  return draft.at == end;
}

/** Of functions; where there is no symbol table, they would be symbols. */
function readExports(draft: ObjectDraft, end: i32): boolean {
  draft.hasExports = true;
  const importedCount: i32 = draft.imports.functions.count;
  const count: i32 = draft.leb(end);
  if (count < 0) return false;
  for (let i: i32 = 0; i < count; i++) {
    const length: i32 = draft.leb(end);
    // The kind comes after it.
    if (length < 0 || length >= end - draft.at) return false;
    const start: i32 = draft.at;
    draft.at += length;
    if (draft.bytes[draft.at++] != EXTERNAL_FUNCTION) return false;
    const index: i32 = draft.leb(end);
    if (index < 0 || index >= importedCount + draft.functionCount) return false;
    if (index < importedCount) continue;
    draft.exports.push((index - importedCount) as u32);
    draft.exports.push(draft.name(start, length));
  }
  return draft.at == end;
}

/** Active segments of the first table; they are only checked. */
function readElements(draft: ObjectDraft, end: i32): boolean {
  const functionEnd: i32 = draft.imports.functions.count + draft.functionCount;
  const count: i32 = draft.leb(end);
  if (count < 0) return false;
  for (let i: i32 = 0; i < count; i++) {
    if (draft.leb(end) != 0 || draft.imports.tables.count == 0 || !skipConstant(draft, end)) return false;
    const elements: i32 = draft.leb(end);
    if (elements < 0) return false;
    for (let j: i32 = 0; j < elements; j++) {
      const index: i32 = draft.leb(end);
      if (index < 0 || index >= functionEnd) return false;
    }
  }
  return draft.at == end;
}

/** An initialiser of one small constant. */
function skipConstant(draft: ObjectDraft, end: i32): boolean {
  const bytes = draft.bytes;
  // The instruction, up to four bytes of a number, the end.
  if (end - draft.at < 3) return false;
  const opcode: i32 = bytes[draft.at];
  if (opcode != OPCODE_I32_CONST && opcode != OPCODE_I64_CONST) return false;
  const start: i32 = draft.at + 1;
  let at: i32 = start;
  while (at < end && bytes[at] >= 0x80) at++;
  draft.at = at + 2;
  return at - start < 4 && draft.at <= end && bytes[at + 1] == OPCODE_END;
}

function readCode(draft: ObjectDraft, end: i32): boolean {
  draft.hasCode = true;
  const count: i32 = draft.leb(end);
  if (count != draft.functionCount) return false;
  for (let row: i32 = 0; row < count; row++) {
    const start: i32 = draft.at;
    const size: i32 = draft.leb(end);
    const body: i32 = draft.at;
    if (size <= 0 || size > end - body) return false;
    const groups: i32 = draft.leb(end);
    if (groups < 0) return false;
    for (let i: i32 = 0; i < groups; i++) {
      // A count and a type.
      if (draft.leb(end) < 0 || draft.at >= end) return false;
      draft.at++;
    }
    if (draft.at - body > size) return false;
    draft.at = body + size;
    draft.functionStart[row] = start as u32;
    draft.functionSize[row] = (draft.at - start) as u32;
    draft.functionCodeOffset[row] = (body - start) as u32;
  }
  return draft.at == end;
}

function readData(draft: ObjectDraft, end: i32): boolean {
  const count: i32 = draft.leb(end);
  if (count < 0 || count > end - draft.at) return false;
  if (draft.declaredSegments >= 0 && draft.declaredSegments != count) return false;
  draft.createSegments(count);
  for (let row: i32 = 0; row < count; row++) {
    const flags: i32 = draft.leb(end);
    if (flags < 0 || flags > SEGMENT_PASSIVE) return false;
    if (flags == 0 && !skipConstant(draft, end)) return false;
    const size: i32 = draft.leb(end);
    if (size < 0 || size > end - draft.at) return false;
    draft.segmentStart[row] = draft.at as u32;
    draft.segmentSize[row] = size as u32;
    draft.at += size;
  }
  return draft.at == end;
}
