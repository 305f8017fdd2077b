/** Everything that one link knows: the tables, filled from left to right by the passes of `link.ts`. */
import type { ChunkId, SignatureId, SymbolId } from "../base/ids.ts";
import type { Diagnostics } from "../diag/diagnostics.ts";
import { TimeTrace } from "../diag/time-trace.ts";
import { NameTable } from "../format/name-table.ts";
import type { ReadContext } from "../format/read-context.ts";
import { SignatureTable } from "../format/signature.ts";
import type { Host } from "../host/host.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Config } from "../options/config.ts";
import type { ArchivedRun } from "./archived-object.ts";
import { ChunkTable } from "./chunk-table.ts";
import { growColumn, nextCapacity } from "./columns.ts";
import { InputFiles } from "./input-files.ts";
import type {
  InputFile,
  InputGlobal,
  InputTable,
  InputTag,
  ObjectContent,
  ObjectFile,
  SharedFile,
  StubFile,
} from "./input-file.ts";
import { OutputModule } from "./output-module.ts";
import type { OutputSegment } from "./output-segment.ts";
import { PieceTable } from "./piece-table.ts";
import { SectionRules } from "./section-rules.ts";
import { type DecodeName, NONE, SymbolTable } from "./symbol-table.ts";

/** The symbols that the linker itself defines or looks for (LLD's `Ctx::sym`); undefined where this link has none. */
export interface KnownSymbols {
  applyGlobalRelocs?: SymbolId;
  applyGlobalTlsRelocs?: SymbolId;
  applyTlsRelocs?: SymbolId;
  callCtors?: SymbolId;
  callDtors?: SymbolId;
  dataEnd?: SymbolId;
  definedMemoryBase?: SymbolId;
  definedTableBase?: SymbolId;
  dsoHandle?: SymbolId;
  entry?: SymbolId;
  firstPageEnd?: SymbolId;
  globalBase?: SymbolId;
  heapBase?: SymbolId;
  heapEnd?: SymbolId;
  indirectFunctionTable?: SymbolId;
  initMemory?: SymbolId;
  initMemoryFlag?: SymbolId;
  initTls?: SymbolId;
  memoryBase?: SymbolId;
  stackHigh?: SymbolId;
  stackLow?: SymbolId;
  stackPointer?: SymbolId;
  tableBase?: SymbolId;
  tlsAlign?: SymbolId;
  tlsBase?: SymbolId;
  tlsSize?: SymbolId;
}

/** A line of `--why-extract`. */
export interface Extraction {
  readonly reference: string;
  /** FileId of the extracted member, or `NONE`. */
  readonly file: number;
  readonly symbol: SymbolId;
}

/** `--wrap NAME`: the three symbols it exchanges. */
export interface WrappedSymbol {
  readonly symbol: SymbolId;
  readonly real: SymbolId;
  readonly wrapper: SymbolId;
}

export class LinkState {
  readonly config: Config;
  readonly host: Host;
  readonly diagnostics: Diagnostics;
  /** Keeps the relocations; chunks know theirs by row. */
  readonly kernel: Kernel;
  readonly timeTrace: TimeTrace;
  /** Pointers are 64 bits wide. */
  readonly is64: boolean;

  readonly files = new InputFiles();
  /** Large files of which parts are read. */
  readonly openFiles: { check(): void }[] = [];
  /** What the command line names, in order, with the members of archives; emptied when their symbols have been added. */
  inputs: (InputFile | ArchivedRun)[] = [];
  /**
   * Objects that take part, in the order in which their reading ended: the order of functions, globals and segments.
   */
  readonly objects: ObjectFile[] = [];
  readonly sharedFiles: SharedFile[] = [];
  readonly stubFiles: StubFile[] = [];

  readonly names: NameTable;
  readonly signatures: SignatureTable;
  /** What reading one object shares with the whole link. */
  readonly readContext: ReadContext;
  readonly sectionRules: SectionRules;
  readonly symbols: SymbolTable;
  /** SymbolId by file and symbol index; see `ObjectContent.symbolStart`. */
  fileSymbols: Uint32Array = new Uint32Array(0);
  fileSymbolCount = 0;
  /** Output type index by file and type index, see `ObjectContent.typeStart`; `NONE` where no live relocation uses the type. */
  typeIndexes: Int32Array = new Int32Array(0);
  typeCount = 0;
  readonly chunks: ChunkTable;
  readonly pieces = new PieceTable();
  readonly globals: InputGlobal[] = [];
  readonly tags: InputTag[] = [];
  readonly tables: InputTable[] = [];

  readonly known: KnownSymbols = {};
  readonly syntheticFunctions: ChunkId[] = [];
  readonly syntheticGlobals: InputGlobal[] = [];
  readonly syntheticTables: InputTable[] = [];

  /** The kernel has the symbols, and chunks of objects (`resolution/symbols-in-kernel.ts`). */
  areSymbolsInKernel = false;
  /** Symbols by name and signature, where signatures disagree. */
  readonly variants = new Map<string, SymbolId[]>();
  readonly undefinedStubs = new Map<SignatureId, SymbolId>();
  /** Names that may stay undefined and are imported. */
  readonly allowUndefined = new Set<string>();
  /** `--export` and `--export-if-defined` names, in the order in which wasm-ld treats them. */
  exportedNames: readonly string[] = [];
  readonly exportedNameSet = new Set<string>();
  readonly extractions: Extraction[] = [];
  wrapped: readonly WrappedSymbol[] = [];
  /** Some object has thread-local data. */
  hasThreadLocal = false;
  /** An object without table symbols needs the indirect function table at index 0. */
  legacyFunctionTable = false;

  /** Every output segment ever made; chunks refer to its rows. */
  readonly segmentList: OutputSegment[] = [];
  /** The output segments in output order. */
  segments: OutputSegment[] = [];
  /**
   * Adds a file's symbols to the namespace; set by the pass that resolves symbols, called again for each extraction.
   */
  addFile: (file: InputFile) => void = () => undefined;
  /** Index of each import by kind, type, module and name. */
  readonly importIndexes = new Map<string, number>();
  readonly out = new OutputModule();

  constructor(config: Config, host: Host, diagnostics: Diagnostics, kernel: Kernel) {
    this.config = config;
    this.host = host;
    this.diagnostics = diagnostics;
    this.kernel = kernel;
    this.timeTrace = new TimeTrace(config.timeTrace === undefined ? undefined : () => host.now());
    this.is64 = config.is64 === true;
    this.chunks = new ChunkTable(config.gcSections);
    const decodeText = host.decodeText.bind(host);
    const names = new NameTable(kernel, host);
    const signatures = new SignatureTable(names);
    this.names = names;
    this.signatures = signatures;
    this.sectionRules = new SectionRules(names, config.optimize > 0);
    this.readContext = { signatures, names, kernel, decodeText, producers: new Map(), features: new Map() };
    const decodeName: DecodeName = (file, start, length) =>
      decodeText(this.content(file).module.bytes, start, start + length);
    this.symbols = new SymbolTable(names, decodeName, config.gcSections);
  }

  /** Reserves `count` symbols of a file in `fileSymbols`; returns the first row. */
  reserveFileSymbols(count: number): number {
    const start = this.fileSymbolCount;
    this.fileSymbolCount += count;
    if (this.fileSymbolCount > this.fileSymbols.length) {
      this.fileSymbols = growColumn(this.fileSymbols, nextCapacity(this.fileSymbols.length, this.fileSymbolCount));
    }
    return start;
  }

  /** Reserves the types of a file in `typeIndexes`; returns the first row. */
  reserveTypes(count: number): number {
    const start = this.typeCount;
    this.typeCount += count;
    if (this.typeCount > this.typeIndexes.length) {
      this.typeIndexes = growColumn(this.typeIndexes, nextCapacity(this.typeIndexes.length, this.typeCount), NONE);
    }
    return start;
  }

  /** The symbol that an object's symbol index stands for. */
  symbolOf(content: ObjectContent, index: number): SymbolId {
    return this.fileSymbols[content.symbolStart + index] as SymbolId;
  }

  /** Undefined for what the linker made itself (`NONE`). */
  file(id: number): InputFile | undefined {
    return this.files.at(id);
  }

  /** Undefined for a chunk that is in no segment (`NONE`). */
  segmentAt(row: number): OutputSegment | undefined {
    return this.segmentList[row];
  }

  /** The content of an object that has been read. */
  content(file: number): ObjectContent {
    return (this.files.at(file) as ObjectFile).content as ObjectContent;
  }
}
