/** One object while its sections are being read: `ObjectModule` with the parts that come later still missing. */
import type { SignatureId } from "../base/ids.ts";
import type { DecodeText } from "../binary/reader.ts";
import type { NameTable } from "./name-table.ts";
import type {
  Feature,
  FunctionColumns,
  GlobalDefinition,
  GlobalType,
  InitFunction,
  Producer,
  Producers,
  SegmentColumns,
  TableType,
} from "./object-module.ts";
import type { ReadContext } from "./read-context.ts";

export class ModuleDraft {
  readonly bytes: Uint8Array;
  readonly decodeText: DecodeText;
  readonly names: NameTable;
  is64 = false;
  hasUnmodeledTypes = false;
  readonly types: SignatureId[] = [];
  readonly imports = new ImportRows();
  functions: FunctionColumns = createFunctionColumns(0);
  readonly functionDebugNames = new Map<number, string>();
  readonly functionExportNames = new Map<number, string>();
  readonly globals: GlobalDefinition[] = [];
  readonly tables: TableType[] = [];
  readonly tags: SignatureId[] = [];
  readonly exports: ExportRow[] = [];
  /** From the data count section. */
  declaredSegmentCount: number | undefined;
  segments: SegmentColumns = createSegmentColumns(0);
  readonly sections: SectionRow[] = [];
  code: SectionRow | undefined;
  data: SectionRow | undefined;
  hasLinkingSection = false;
  hasDylinkSection = false;
  symbols: SymbolRows | undefined;
  /** By symbol index, 1 where a relocation calls the symbol directly. */
  called: Uint8Array | undefined;
  readonly initFunctions: InitFunction[] = [];
  readonly comdats: string[] = [];
  readonly languages: Producer[] = [];
  readonly tools: Producer[] = [];
  readonly sdks: Producer[] = [];
  readonly features: Feature[] = [];
  elementProblem: string | undefined;

  constructor(bytes: Uint8Array, { decodeText, names }: ReadContext) {
    this.bytes = bytes;
    this.decodeText = decodeText;
    this.names = names;
  }

  get functionCount(): number {
    return this.imports.functions.length + this.functions.count;
  }

  get globalCount(): number {
    return this.imports.globals.length + this.globals.length;
  }

  get tableCount(): number {
    return this.imports.tables.length + this.tables.length;
  }

  get tagCount(): number {
    return this.imports.tags.length + this.tags.length;
  }

  /** Row of a defined function, or -1. */
  definedFunction(index: number): number {
    const row = index - this.imports.functions.length;
    return row >= 0 && row < this.functions.count ? row : -1;
  }
}

export function producersOf({ languages, tools, sdks }: ModuleDraft): Producers {
  return { language: languages, processedBy: tools, sdk: sdks };
}

/** Imports in file order as columns, and per kind the rows that make up its index space. */
export class ImportRows {
  /** Bytes of the field name. */
  readonly fieldStart: number[] = [];
  readonly fieldLength: number[] = [];
  /** Type index of a function or tag. */
  readonly type: number[] = [];
  readonly modules: string[] = [];
  readonly globalTypes = new Map<number, GlobalType>();
  readonly tableTypes = new Map<number, TableType>();
  readonly functions: number[] = [];
  readonly globals: number[] = [];
  readonly tables: number[] = [];
  readonly tags: number[] = [];
  /** Field names by row; decoded when first asked for. */
  private names: string[] | undefined;

  readNames(decode: () => string[]): readonly string[] {
    this.names ??= decode();
    return this.names;
  }
}

/** The symbol table, by symbol index. */
export interface SymbolRows {
  readonly count: number;
  /** `SymbolKind`. */
  readonly kind: Uint8Array;
  /** `SymbolFlag` bits. */
  readonly flags: Uint32Array;
  /**
   * Where the name's bytes are in the file: own name, or the import's field name; for a section symbol the section's
   * name.
   */
  readonly nameStart: Uint32Array;
  readonly nameLength: Uint32Array;
  /** Function, global, table, tag or section index; the segment index of a defined data symbol. */
  readonly index: Uint32Array;
  /** Of a defined data symbol. */
  readonly offset: Float64Array;
  readonly size: Float64Array;
  /** Names of the non-local symbols; `undefined` for the others. */
  readonly names: readonly (string | undefined)[];
  /** Signature of functions and tags; -1 elsewhere. */
  readonly signature: Int32Array;
}

export interface ExportRow {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

/** A section as the file has it. `name` is empty unless it is a custom section. */
export interface SectionRow {
  readonly id: number;
  readonly index: number;
  readonly name: string;
  /** Bytes of the name; they end at `start`. */
  readonly nameStart: number;
  readonly start: number;
  readonly size: number;
  comdat: number;
  relocationStart: number;
  relocationEnd: number;
}

export function createFunctionColumns(count: number): FunctionColumns {
  return {
    count,
    signature: new Uint32Array(count),
    start: new Uint32Array(count),
    inputOffset: new Uint32Array(count),
    size: new Uint32Array(count),
    codeOffset: new Uint32Array(count),
    comdat: new Int32Array(count).fill(-1),
    name: new Int32Array(count).fill(-1),
    debugNames: new Map(),
  };
}

export function createSegmentColumns(count: number): SegmentColumns {
  return {
    count,
    start: new Uint32Array(count),
    inputOffset: new Uint32Array(count),
    size: new Uint32Array(count),
    name: new Uint32Array(count),
    stem: new Uint32Array(count),
    alignment: new Uint32Array(count),
    flags: new Uint32Array(count),
    comdat: new Int32Array(count).fill(-1),
  };
}

export function createSymbolRows(count: number): SymbolRows {
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
    signature: new Int32Array(count).fill(-1),
  };
}

/** What the index of a symbol of one kind may be: imports come first. Rows by `SymbolKind`. */
export interface IndexSpace {
  readonly imports: readonly number[];
  readonly end: number;
}
