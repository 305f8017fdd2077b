/** What the passes have decided about the output beside the rows of the tables: one field or list per section. */
import type { ChunkId, SignatureId, SymbolId } from "../base/ids.ts";
import type { Producer } from "../format/object-module.ts";
import type { InputGlobal, InputTable, InputTag } from "./input-file.ts";
import type { OutputSegment } from "./output-segment.ts";

export interface Export {
  readonly name: string;
  /** `ExternalKind`. */
  readonly kind: number;
  readonly index: number;
}

export interface InitEntry {
  readonly symbol: SymbolId;
  readonly priority: number;
}

/** The type section: signatures in the order of their first use. */
export class TypeList {
  readonly signatures: SignatureId[] = [];
  readonly #indexes = new Map<SignatureId, number>();

  register(signature: SignatureId): number {
    let index = this.#indexes.get(signature);
    if (index === undefined) {
      index = this.signatures.length;
      this.signatures.push(signature);
      this.#indexes.set(signature, index);
    }
    return index;
  }

  /** Index of a signature that `register` has seen; `undefined` is a defect of the caller. */
  indexOf(signature: SignatureId): number | undefined {
    return this.#indexes.get(signature);
  }
}

export class OutputModule {
  readonly types: TypeList = new TypeList();

  /** Functions, globals, tags and tables that are imported, each import once, in order; GOT entries follow. */
  readonly importedSymbols: SymbolId[] = [];
  readonly gotSymbols: SymbolId[] = [];
  importedFunctionCount = 0;
  importedGlobalCount = 0;
  importedTagCount = 0;
  importedTableCount = 0;

  readonly functions: ChunkId[] = [];
  readonly tables: InputTable[] = [];
  readonly tags: InputTag[] = [];
  readonly globals: InputGlobal[] = [];
  /** Symbols whose GOT entry is a global of this module; the globals follow `globals`. */
  readonly internalGotSymbols: SymbolId[] = [];
  /** Exported data symbols; a global with the address of each follows. */
  readonly dataAddressSymbols: SymbolId[] = [];

  readonly exports: Export[] = [];
  readonly exportedSymbols: SymbolId[] = [];
  /** Functions in the indirect function table, from slot `tableBase` on. */
  readonly tableEntries: SymbolId[] = [];
  startFunction: SymbolId | undefined = undefined;

  memoryPages = 0;
  /** 0: none. */
  maxMemoryPages = 0;
  /** For `dylink.0`. */
  dylinkMemorySize = 0;
  dylinkMemoryAlignment = 0;

  readonly features = new Set<string>();
  /** The output may use extended constant expressions. */
  extendedConst = false;
  /** Zero-initialised segments are written out. */
  emitBssSegments = false;

  readonly producers = { language: [] as Producer[], processedBy: [] as Producer[], sdk: [] as Producer[] };
  initFunctions: InitEntry[] = [];
  /** Chunks by custom section name, in order of first appearance. */
  readonly customSections = new Map<string, ChunkId[]>();
  /** The output's symbol table (`-r`, `--emit-relocs`). */
  readonly symtab: SymbolId[] = [];
  /** Symbols that stand for custom sections, by section name. */
  readonly sectionSymbols = new Map<string, SymbolId>();

  /** BSS takes no bytes of the file, unless something needs them there. */
  isWritten(segment: OutputSegment): boolean {
    return !segment.isBss || this.emitBssSegments;
  }

  /** Globals that are not imported. */
  get globalCount(): number {
    return this.globals.length + this.internalGotSymbols.length + this.dataAddressSymbols.length;
  }
}
