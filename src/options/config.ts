/**
 * What one link was asked to do, with every default settled: LLD's `Config`, by its names. Made from the command line
 * by `read-config.ts`; passes read it and never change it.
 */
export interface Config {
  /** What diagnostics begin with: the name the program was called by (`tsld`, `wasm-ld`). */
  readonly programName: string;
  /** Files, libraries and the toggles that stand between them, in command-line order. */
  readonly inputs: readonly InputArgument[];
  readonly searchPaths: readonly string[];
  readonly outputFile: string;
  readonly mapFile: string;
  readonly whyExtract: string;
  /** `--time-trace`: undefined: no; empty: a table on stderr; otherwise the file for Chrome's trace format. */
  readonly timeTrace: string | undefined;

  readonly allowMultipleDefinition: boolean;
  readonly bsymbolic: boolean;
  readonly checkFeatures: boolean;
  readonly compressRelocations: boolean;
  readonly demangle: boolean;
  readonly emitRelocs: boolean;
  readonly experimentalPic: boolean;
  /** Empty: no entry. */
  readonly entry: string;
  readonly exportAll: boolean;
  readonly exportDynamic: boolean;
  readonly exportTable: boolean;
  readonly growableTable: boolean;
  readonly gcSections: boolean;
  readonly importTable: boolean;
  readonly importUndefined: boolean;
  /** From `-m`; undefined when not given, which links wasm32 but words one error differently. */
  readonly is64: boolean | undefined;
  readonly keepSections: ReadonlySet<string>;
  readonly memoryExport: string | undefined;
  readonly memoryImport: { readonly module: string; readonly name: string } | undefined;
  readonly mergeDataSegments: boolean;
  readonly noinhibitExec: boolean;
  readonly optimize: number;
  readonly pie: boolean;
  readonly printGcSections: boolean;
  readonly relocatable: boolean;
  readonly shared: boolean;
  readonly sharedMemory: boolean;
  readonly shlibSigCheck: boolean;
  readonly stackFirst: boolean;
  readonly stripAll: boolean;
  readonly stripDebug: boolean;
  readonly trace: boolean;
  readonly unresolvedSymbols: "report" | "warn" | "ignore" | "import-dynamic";

  readonly globalBase: number;
  readonly initialHeap: number;
  readonly initialMemory: number;
  readonly maxMemory: number;
  readonly noGrowableMemory: boolean;
  readonly pageSize: number;
  readonly stackSize: number;
  readonly tableBase: number;

  readonly soName: string;
  readonly rpath: readonly string[];
  readonly buildId: BuildId;
  /** `--features=`: replaces inference; undefined: infer. */
  readonly features: readonly string[] | undefined;
  readonly extraFeatures: readonly string[];

  /** `--undefined`, in order. */
  readonly undefinedSymbols: readonly string[];
  /** `--export-if-defined`, then `--export`, each in order. */
  readonly exportedSymbols: readonly string[];
  /** `--export`, in order: those that must be defined. */
  readonly requiredExports: readonly string[];
  readonly wrap: readonly string[];
  readonly traceSymbols: readonly string[];
  /** The last `--allow-undefined-file`. */
  readonly allowUndefinedFile: string | undefined;
  /** `-shared` or `-pie`. */
  readonly isPic: boolean;
  /** What only LTO reads; validated (`checkOptions`) as wasm-ld does even without bitcode. */
  readonly lto: LtoConfig;
}

export interface LtoConfig {
  readonly partitions: number;
  readonly jobs: string;
  /** `--thinlto-index-only`, and the file that it may name. */
  readonly indexOnly: boolean;
  readonly indexFile: string;
  /** `--lto-obj-path`. */
  readonly objectFile: string;
}

export type InputArgument =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "library"; readonly name: string }
  | { readonly kind: "static" | "dynamic" | "whole-archive" | "no-whole-archive" | "start-lib" | "end-lib" };

export type BuildId =
  | { readonly kind: "none" | "fast" | "sha1" | "uuid" }
  | { readonly kind: "hex"; readonly bytes: Uint8Array };
