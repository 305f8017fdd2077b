/** One object while `ObjectReader` reads it: columns by section, import, function, segment and symbol. */
import { GrowingColumn } from "./growing-column.ts";
import { NameStore } from "./name-store.ts";
import { NewNames } from "./new-names.ts";
import { ObjectCursor } from "./object-cursor.ts";

/** No name, no comdat, no signature. */
export const NO_ROW: u32 = 0xffffffff;

export class ObjectDraft extends ObjectCursor {
  readonly newNames: NewNames;
  /** Signature by type index. */
  types: Uint32Array = new Uint32Array(0);

  /** In file order. */
  imports: ImportTable = new ImportTable(0);

  functionCount: i32 = 0;
  functionSignature: Uint32Array = new Uint32Array(0);
  functionStart: Uint32Array = new Uint32Array(0);
  functionSize: Uint32Array = new Uint32Array(0);
  functionCodeOffset: Uint32Array = new Uint32Array(0);
  functionComdat: Uint32Array = new Uint32Array(0);
  /** Of the first symbol that defines the function. */
  functionNameStart: Uint32Array = new Uint32Array(0);
  functionNameLength: Uint32Array = new Uint32Array(0);
  hasCode: boolean = false;

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

  sections: SectionTable = new SectionTable();
  symbols: SymbolRows = new SymbolRows(0);
  hasLinking: boolean = false;
  hasSymbols: boolean = false;
  /** By symbol index: 1 where a relocation calls the symbol directly. */
  called: Uint8Array = new Uint8Array(0);
  comdats: GrowingColumn = new GrowingColumn();
  /** Priority and symbol index of each. */
  initFunctions: GrowingColumn = new GrowingColumn();
  /** The whole content of these sections as names: most objects of a link have the same. */
  producers: u32 = NO_ROW;
  producersStart: i32 = 0;
  producersSize: i32 = 0;
  features: u32 = NO_ROW;
  featuresStart: i32 = 0;
  featuresSize: i32 = 0;

  constructor(bytes: Uint8Array, names: NameStore) {
    super();
    this.bytes = bytes;
    this.newNames = new NewNames(names);
  }

  name(start: i32, length: i32): u32 {
    return this.newNames.intern(this.bytes, start, length) as u32;
  }

  /** Objects from before reference types use the function table without a symbol or relocation for it. */
  isWithoutTableSymbol(): boolean {
    return this.imports.tables.count != this.symbols.tableCount;
  }

  createFunctions(count: i32): void {
    this.functionCount = count;
    this.functionSignature = new Uint32Array(count);
    this.functionStart = new Uint32Array(count);
    this.functionSize = new Uint32Array(count);
    this.functionCodeOffset = new Uint32Array(count);
    this.functionComdat = new Uint32Array(count).fill(NO_ROW);
    this.functionNameStart = new Uint32Array(count);
    this.functionNameLength = new Uint32Array(count);
  }

  createSegments(count: i32): void {
    this.segmentCount = count;
    this.segmentStart = new Uint32Array(count);
    this.segmentSize = new Uint32Array(count);
    // Where no segment info follows.
    const unnamed: u32 = this.name(0, 0);
    this.segmentName = new Uint32Array(count).fill(unnamed);
    this.segmentStem = new Uint32Array(count).fill(unnamed);
    this.segmentAlignment = new Uint32Array(count);
    this.segmentFlags = new Uint32Array(count);
    this.segmentComdat = new Uint32Array(count).fill(NO_ROW);
  }
}

/** Imports, and by kind the rows that begin its index space. */
export class ImportTable {
  moduleStart: Uint32Array;
  moduleLength: Uint32Array;
  fieldStart: Uint32Array;
  fieldLength: Uint32Array;
  /** Type index of a function or tag; where the type is of a table or global. */
  type: Uint32Array;
  functions: GrowingColumn = new GrowingColumn();
  globals: GrowingColumn = new GrowingColumn();
  tables: GrowingColumn = new GrowingColumn();
  tags: GrowingColumn = new GrowingColumn();

  constructor(capacity: i32) {
    this.moduleStart = new Uint32Array(capacity);
    this.moduleLength = new Uint32Array(capacity);
    this.fieldStart = new Uint32Array(capacity);
    this.fieldLength = new Uint32Array(capacity);
    this.type = new Uint32Array(capacity);
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
}

/** The symbol table, by symbol index. */
export class SymbolRows {
  count: i32;
  tableCount: i32 = 0;
  kind: Uint8Array;
  flags: Uint32Array;
  nameStart: Uint32Array;
  nameLength: Uint32Array;
  /** Of a symbol that is not local; `NO_ROW` for the others. */
  name: Uint32Array;
  index: Uint32Array;
  /** Of a defined data symbol; of an undefined global or table where its type is. */
  offset: Uint32Array;
  size: Uint32Array;
  signature: Uint32Array;
  importModule: Uint32Array;
  importName: Uint32Array;

  constructor(count: i32) {
    this.count = count;
    this.kind = new Uint8Array(count);
    this.flags = new Uint32Array(count);
    this.nameStart = new Uint32Array(count);
    this.nameLength = new Uint32Array(count);
    this.name = new Uint32Array(count).fill(NO_ROW);
    this.index = new Uint32Array(count);
    this.offset = new Uint32Array(count);
    this.size = new Uint32Array(count);
    this.signature = new Uint32Array(count).fill(NO_ROW);
    this.importModule = new Uint32Array(count).fill(NO_ROW);
    this.importName = new Uint32Array(count).fill(NO_ROW);
  }
}
