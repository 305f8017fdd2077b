/**
 * One object while `ObjectReader` reads it: columns by section, import, function, segment and symbol. The next object has the same
 * columns, so that they are often longer than their counts.
 */
import { GrowingColumn } from "./growing-column.ts";
import { NameStore } from "./name-store.ts";
import { NewNames } from "./new-names.ts";
import { ObjectCursor } from "./object-cursor.ts";
import { NO_ROW, RecordColumn } from "./record-column.ts";
import { refilled, refilledBytes } from "./reused-columns.ts";
import { SeenNames } from "./seen-names.ts";
import { SYMBOL_FIELDS } from "./symbol-records.ts";

export class ObjectDraft extends ObjectCursor {
  readonly newNames: NewNames;
  readonly seenNames: SeenNames = new SeenNames();
  /** Signature by type index. */
  types: Uint32Array = new Uint32Array(0);
  typeCount: i32 = 0;

  /** In file order. */
  readonly imports: ImportTable = new ImportTable();

  functionCount: i32 = 0;
  functionSignature: Uint32Array = new Uint32Array(0);
  functionStart: Uint32Array = new Uint32Array(0);
  functionSize: Uint32Array = new Uint32Array(0);
  functionCodeOffset: Uint32Array = new Uint32Array(0);
  functionComdat: Uint32Array = new Uint32Array(0);
  /** Of the first symbol that defines the function and has a name. */
  functionName: Uint32Array = new Uint32Array(0);
  hasCode: boolean = false;
  hasExports: boolean = false;
  /** Row of a function and name in turn. */
  readonly exports: GrowingColumn = new GrowingColumn();

  /** From the data count section, or -1. */
  declaredSegments: i32 = -1;
  segmentCount: i32 = 0;
  segmentStart: Uint32Array = new Uint32Array(0);
  segmentSize: Uint32Array = new Uint32Array(0);
  segmentName: Uint32Array = new Uint32Array(0);
  /** `.data` of `.data.x`; the name itself where it has no such stem. */
  segmentStem: Uint32Array = new Uint32Array(0);
  segmentAlignment: Uint32Array = new Uint32Array(0);
  segmentFlags: Uint32Array = new Uint32Array(0);
  segmentComdat: Uint32Array = new Uint32Array(0);

  readonly sections: SectionTable = new SectionTable();
  readonly symbols: SymbolRows;
  hasLinking: boolean = false;
  hasSymbols: boolean = false;
  /** By symbol index: 1 where a relocation calls the symbol directly. */
  called: Uint8Array = new Uint8Array(0);
  readonly comdats: GrowingColumn = new GrowingColumn();
  /** Priority and symbol index of each. */
  readonly initFunctions: GrowingColumn = new GrowingColumn();
  /** The whole content of these sections as names: most objects of a link have the same. */
  producers: u32 = NO_ROW;
  producersStart: i32 = 0;
  producersSize: i32 = 0;
  features: u32 = NO_ROW;
  featuresStart: i32 = 0;
  featuresSize: i32 = 0;
  /** The largest section of relocations. */
  spareStart: i32 = 0;
  spareEnd: i32 = 0;

  /** `records`: where symbols are kept. */
  constructor(names: NameStore, records: RecordColumn) {
    super();
    this.newNames = new NewNames(names);
    this.symbols = new SymbolRows(records);
  }

  /** From here on, this is another object. */
  begin(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.newNames.begin();
    this.typeCount = 0;
    this.imports.begin(0);
    this.functionCount = 0;
    this.hasCode = false;
    this.hasExports = false;
    this.exports.clear();
    this.declaredSegments = -1;
    this.segmentCount = 0;
    this.sections.clear();
    this.symbols.begin(0);
    this.hasLinking = false;
    this.hasSymbols = false;
    this.comdats.clear();
    this.initFunctions.clear();
    this.producers = NO_ROW;
    this.producersStart = 0;
    this.producersSize = 0;
    this.features = NO_ROW;
    this.featuresStart = 0;
    this.featuresSize = 0;
    this.spareStart = 0;
    this.spareEnd = 0;
  }

  name(start: i32, length: i32): u32 {
    return this.newNames.intern(this.bytes, start, length) as u32;
  }

  /** Objects from before reference types use the function table without a symbol or relocation for it. */
  isWithoutTableSymbol(): boolean {
    return this.imports.tables.count != this.symbols.tableCount;
  }

  createTypes(count: i32): void {
    this.typeCount = count;
    this.types = refilled(this.types, count, 0);
  }

  createFunctions(count: i32): void {
    this.functionCount = count;
    this.functionSignature = refilled(this.functionSignature, count, 0);
    this.functionStart = refilled(this.functionStart, count, 0);
    this.functionSize = refilled(this.functionSize, count, 0);
    this.functionCodeOffset = refilled(this.functionCodeOffset, count, 0);
    this.functionComdat = refilled(this.functionComdat, count, NO_ROW);
    this.functionName = refilled(this.functionName, count, NO_ROW);
  }

  createSymbols(count: i32): void {
    this.hasSymbols = true;
    this.symbols.begin(count);
    this.called = refilledBytes(this.called, count);
    this.seenNames.begin(count);
  }

  createSegments(count: i32): void {
    this.segmentCount = count;
    this.segmentStart = refilled(this.segmentStart, count, 0);
    this.segmentSize = refilled(this.segmentSize, count, 0);
    // Where no segment info follows.
    const unnamed: u32 = this.name(0, 0);
    this.segmentName = refilled(this.segmentName, count, unnamed);
    this.segmentStem = refilled(this.segmentStem, count, unnamed);
    this.segmentAlignment = refilled(this.segmentAlignment, count, 0);
    this.segmentFlags = refilled(this.segmentFlags, count, 0);
    this.segmentComdat = refilled(this.segmentComdat, count, NO_ROW);
  }
}

/** Imports, and by kind the rows that begin its index space. */
export class ImportTable {
  moduleStart: Uint32Array = new Uint32Array(0);
  moduleLength: Uint32Array = new Uint32Array(0);
  fieldStart: Uint32Array = new Uint32Array(0);
  fieldLength: Uint32Array = new Uint32Array(0);
  /** Type index of a function or tag; where the type is of a table or global. */
  type: Uint32Array = new Uint32Array(0);
  readonly functions: GrowingColumn = new GrowingColumn();
  readonly globals: GrowingColumn = new GrowingColumn();
  readonly tables: GrowingColumn = new GrowingColumn();
  readonly tags: GrowingColumn = new GrowingColumn();

  begin(count: i32): void {
    this.moduleStart = refilled(this.moduleStart, count, 0);
    this.moduleLength = refilled(this.moduleLength, count, 0);
    this.fieldStart = refilled(this.fieldStart, count, 0);
    this.fieldLength = refilled(this.fieldLength, count, 0);
    this.type = refilled(this.type, count, 0);
    this.functions.clear();
    this.globals.clear();
    this.tables.clear();
    this.tags.clear();
  }
}

/** Sections in file order; see `SectionRow` of the format. */
export class SectionTable {
  readonly id: GrowingColumn = new GrowingColumn();
  readonly start: GrowingColumn = new GrowingColumn();
  readonly size: GrowingColumn = new GrowingColumn();
  readonly name: GrowingColumn = new GrowingColumn();
  readonly nameStart: GrowingColumn = new GrowingColumn();
  readonly comdat: GrowingColumn = new GrowingColumn();
  readonly relocationStart: GrowingColumn = new GrowingColumn();
  readonly relocationEnd: GrowingColumn = new GrowingColumn();

  clear(): void {
    this.id.clear();
    this.start.clear();
    this.size.clear();
    this.name.clear();
    this.nameStart.clear();
    this.comdat.clear();
    this.relocationStart.clear();
    this.relocationEnd.clear();
  }
}

/** The symbol table, by symbol index: records behind those of other objects, which count when the object is kept. */
export class SymbolRows {
  count: i32 = 0;
  tableCount: i32 = 0;
  kind: Uint8Array = new Uint8Array(0);
  readonly records: RecordColumn;
  /** Place of the first record. */
  start: i32 = 0;
  /** Of the symbol that is being read. */
  nameStart: i32 = 0;
  nameLength: i32 = 0;

  constructor(records: RecordColumn) {
    this.records = records;
  }

  begin(count: i32): void {
    this.count = count;
    this.tableCount = 0;
    this.kind = refilledBytes(this.kind, count);
    this.start = this.records.reserve(count, SYMBOL_FIELDS);
  }
}
