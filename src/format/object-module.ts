/**
 * What the readers make of one WebAssembly file: positions into its bytes, columns for what is many, objects for what
 * is few. Nothing is copied out of the file but names that a link compares.
 */
import type { NameId, SignatureId } from "../base/ids.ts";

/** `relocatable` has a `linking` section, `shared` a `dylink` section, `plain` neither. */
export type ModuleKind = "relocatable" | "shared" | "plain";

export interface ObjectModule {
  readonly bytes: Uint8Array;
  /** Number by which the kernel has it; undefined for one that it did not read. Columns of the others are made when asked for. */
  readonly kernelObject: number | undefined;
  readonly kind: ModuleKind;
  /** A memory import or definition is 64-bit. */
  readonly is64: boolean;
  /** The type section has types that the linker does not model (GC types, rec groups). */
  readonly hasUnmodeledTypes: boolean;
  /** Signature by type index. */
  readonly types: ArrayLike<SignatureId>;
  readonly typeCount: number;
  readonly importedFunctionCount: number;
  readonly importedGlobalCount: number;
  readonly importedTableCount: number;
  readonly importedTagCount: number;
  /** For objects that predate table symbols. */
  readonly tableImports: readonly TableImport[];
  /** Functions, segments and custom sections. */
  readonly chunkCounts: ChunkCounts;
  readonly functions: FunctionColumns;
  /** From the export section (`export_name`), by row of `functions`. */
  readonly exportNames: ReadonlyMap<number, string>;
  readonly globals: readonly GlobalDefinition[];
  readonly tables: readonly TableType[];
  /** Signature of each defined tag. */
  readonly tags: readonly SignatureId[];
  readonly segments: SegmentColumns;
  /** `SegmentFlag` bits that some segment has. */
  readonly segmentFlags: number;
  readonly code: SectionRange | undefined;
  readonly data: SectionRange | undefined;
  /** Every custom section of the file, in order, the known ones (`linking`, `name` ...) included. */
  readonly customSections: SectionColumns;
  /** Symbols of both kinds together. */
  readonly symbolCount: number;
  /** Symbols that stand for tables. */
  readonly tableSymbolCount: number;
  readonly locals: LocalColumns;
  readonly symbols: SymbolColumns;
  readonly initFunctions: readonly InitFunction[];
  readonly comdats: ArrayLike<NameId>;
  readonly producers: Producers;
  readonly features: readonly Feature[];
  /** What a shared library defines, in the order of its exports; empty for other kinds. */
  readonly sharedSymbols: readonly SharedSymbol[];
  /** Why the element segments cannot be read by a linker, if so: wasm-ld's text after `FILE: `. */
  readonly elementProblem: string | undefined;
}

export interface ChunkCounts {
  readonly functions: number;
  readonly segments: number;
  readonly sections: number;
}

/**
 * Content of a section within the file: `start` is the first byte after id and size (for a custom section: after the
 * name).
 */
export interface SectionRange {
  readonly index: number;
  readonly start: number;
  readonly size: number;
  /** Rows of the relocation table that apply to this section. */
  readonly relocationStart: number;
  readonly relocationEnd: number;
}

/** Custom sections; each as `SectionRange` has it. */
export interface SectionColumns {
  readonly count: number;
  readonly index: Uint32Array;
  readonly start: Uint32Array;
  readonly size: Uint32Array;
  /** NameId. */
  readonly name: Uint32Array;
  /** Index into `comdats`, or -1. */
  readonly comdat: Int32Array;
  readonly relocationStart: Uint32Array;
  readonly relocationEnd: Uint32Array;
}

/** Defined functions, by index minus `importedFunctionCount`. */
export interface FunctionColumns {
  readonly count: number;
  readonly signature: Uint32Array;
  /** Offset in the file of the body's size field. */
  readonly start: Uint32Array;
  /** The same from the start of the section's content. */
  readonly inputOffset: Uint32Array;
  /** Bytes from `start` to the end of the body: the size field is part of what is copied. */
  readonly size: Uint32Array;
  /** Length of the size field. */
  readonly codeOffset: Uint32Array;
  readonly comdat: Int32Array;
  /** NameId of the first symbol that defines the function and has a name, or -1. */
  readonly name: Int32Array;
  /** From the name section; only objects made by an earlier `-r` have one. */
  readonly debugNames: ReadonlyMap<number, string>;
}

export interface SegmentColumns {
  readonly count: number;
  readonly start: Uint32Array;
  /** From the start of the section's content. */
  readonly inputOffset: Uint32Array;
  readonly size: Uint32Array;
  /** NameId. */
  readonly name: Uint32Array;
  /** NameId of the name's `segmentStem`. */
  readonly stem: Uint32Array;
  /** log2. */
  readonly alignment: Uint32Array;
  /** `SegmentFlag` bits. */
  readonly flags: Uint32Array;
  readonly comdat: Int32Array;
}

/** The local symbols that define a function, data or a section, in the order of the symbol table. */
export interface LocalColumns {
  readonly count: number;
  readonly symbolIndex: Uint32Array;
  /** `DEFINED_...` of `kernel/portable/symbol-fields.ts`, which are numbers of the model's `Kind`. */
  readonly kind: Uint32Array;
  /** `SymbolFlag` bits; `tls` is set where the segment has it. */
  readonly flags: Uint32Array;
  /** Counts the functions, segments and custom sections of the file, in this order. */
  readonly target: Int32Array;
  /** Of functions; -1 elsewhere. */
  readonly signature: Int32Array;
  readonly offset: NumberColumn;
  readonly size: NumberColumn;
  readonly nameStart: Uint32Array;
  readonly nameLength: Uint32Array;
}

/** Integers that may take more than 32 bits only in a `Float64Array`. */
export type NumberColumn = Uint32Array | Float64Array;

/** All other symbols, in the order of the symbol table; rows, not symbol indexes, count here. */
export interface SymbolColumns {
  readonly count: number;
  readonly symbolIndex: Uint32Array;
  /** `SymbolKind`. */
  readonly kind: Uint32Array;
  /** `SymbolFlag` bits; `tls` is set where the segment has it. */
  readonly flags: Uint32Array;
  /** NameId; -1 for a local symbol, whose name is at `localNames`. */
  readonly name: Int32Array;
  readonly localNames: ReadonlyMap<number, NameRange>;
  /** Function, global, table, tag or section index; the segment index of a defined data symbol. */
  readonly index: Uint32Array;
  /** Of a defined data symbol. */
  readonly offset: NumberColumn;
  readonly size: NumberColumn;
  /** Signature of functions and tags; -1 elsewhere. */
  readonly signature: Int32Array;
  /** Of undefined function, global, table and tag symbols: NameId, else -1. */
  readonly importModule: Int32Array;
  /** NameId, only where the symbol has a name of its own (`WASM_SYMBOL_EXPLICIT_NAME`); else -1. */
  readonly importName: Int32Array;
  /** Of undefined globals and tables. */
  readonly globalTypes: ReadonlyMap<number, GlobalType>;
  readonly tableTypes: ReadonlyMap<number, TableType>;
  /**
   * 1 where some relocation calls the symbol directly. Only then must a symbol's signature be its definition's: an
   * address goes with any.
   */
  readonly called: Uint32Array;
}

/** Bytes of the file. */
export interface NameRange {
  readonly start: number;
  readonly length: number;
}

export interface GlobalType {
  readonly type: number;
  readonly mutable: boolean;
}

export interface GlobalDefinition extends GlobalType {
  /** The initialiser as bytes of the file, `end` opcode included. */
  readonly initStart: number;
  readonly initEnd: number;
  /**
   * More than one instruction, or one that is not a plain constant: wasm-ld copies such bytes, and re-encodes all
   * others.
   */
  readonly isInitExtended: boolean;
}

export interface Limits {
  /** `LimitsFlag` bits. */
  readonly flags: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly pageSize: number;
}

export interface TableType {
  readonly elementType: number;
  readonly limits: Limits;
}

export interface TableImport {
  readonly module: string;
  readonly name: string;
  readonly type: TableType;
}

export interface InitFunction {
  readonly priority: number;
  /** Symbol index. */
  readonly symbol: number;
}

export interface Producers {
  readonly language: readonly Producer[];
  readonly processedBy: readonly Producer[];
  readonly sdk: readonly Producer[];
}

export interface Producer {
  readonly name: string;
  readonly version: string;
}

/** `+` used, `-` disallowed. */
export interface Feature {
  readonly prefix: "+" | "-";
  readonly name: string;
}

/** An exported symbol of a shared library. */
export interface SharedSymbol {
  readonly kind: "function" | "data";
  readonly name: string;
  readonly flags: number;
  /** Of a function. */
  readonly signature: SignatureId | undefined;
}
