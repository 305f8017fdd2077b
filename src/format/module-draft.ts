/** One object while its sections are being read: `ObjectModule` with the parts that come later still missing. */
import type { SignatureId } from "../base/ids.ts";
import type { DecodeText } from "../binary/reader.ts";
import type {
  Feature,
  FunctionColumns,
  GlobalDefinition,
  GlobalType,
  InitFunction,
  Producer,
  SegmentColumns,
  SymbolColumns,
  TableType,
} from "./object-module.ts";

export class ModuleDraft {
  readonly bytes: Uint8Array;
  readonly decodeText: DecodeText;
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
  segmentNames: string[] = [];
  readonly sections: SectionRow[] = [];
  code: SectionRow | undefined;
  data: SectionRow | undefined;
  hasLinkingSection = false;
  hasDylinkSection = false;
  symbols: SymbolColumns | undefined;
  /** By symbol index, 1 where a relocation calls the symbol directly. */
  called: Uint8Array | undefined;
  readonly initFunctions: InitFunction[] = [];
  readonly comdats: string[] = [];
  readonly languages: Producer[] = [];
  readonly tools: Producer[] = [];
  readonly sdks: Producer[] = [];
  readonly features: Feature[] = [];
  elementProblem: string | undefined;

  constructor(bytes: Uint8Array, decodeText: DecodeText) {
    this.bytes = bytes;
    this.decodeText = decodeText;
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

/**
 * The columns of one table share a buffer: an object has dozens of them, and a buffer each would be what reading costs.
 */
export function createFunctionColumns(count: number): FunctionColumns {
  const buffer = new ArrayBuffer(count * 17);
  return {
    count,
    signature: new Uint32Array(buffer, 0, count),
    start: new Uint32Array(buffer, count * 4, count),
    size: new Uint32Array(buffer, count * 8, count),
    comdat: new Int32Array(buffer, count * 12, count).fill(-1),
    codeOffset: new Uint8Array(buffer, count * 16, count),
    debugNames: new Map(),
    exportNames: new Map(),
  };
}

export function createSegmentColumns(count: number): SegmentColumns {
  const buffer = new ArrayBuffer(count * 20);
  return {
    count,
    start: new Uint32Array(buffer, 0, count),
    size: new Uint32Array(buffer, count * 4, count),
    names: [],
    alignment: new Uint32Array(buffer, count * 8, count),
    flags: new Uint32Array(buffer, count * 12, count),
    comdat: new Int32Array(buffer, count * 16, count).fill(-1),
  };
}

export function createSymbolColumns(count: number): SymbolColumns {
  const buffer = new ArrayBuffer(count * 37);
  return {
    count,
    offset: new Float64Array(buffer, 0, count),
    size: new Float64Array(buffer, count * 8, count),
    flags: new Uint32Array(buffer, count * 16, count),
    nameStart: new Uint32Array(buffer, count * 20, count),
    nameLength: new Uint32Array(buffer, count * 24, count),
    index: new Uint32Array(buffer, count * 28, count),
    signature: new Uint32Array(buffer, count * 32, count),
    kind: new Uint8Array(buffer, count * 36, count),
    names: [],
    imports: new Map(),
  };
}

/** What the index of a symbol of one kind may be: imports come first. Rows by `SymbolKind`. */
export interface IndexSpace {
  readonly imports: readonly number[];
  readonly end: number;
}
