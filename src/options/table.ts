/**
 * Every option of wasm-ld 22.1.8, one row each: parser, `--help`, `docs/options.md` and the types of parsed arguments
 * are all made from these rows. A row's key is the option's name as it is written, without dashes; a joined value that
 * follows `=` has the `=` in the name, since to wasm-ld's parser it is a part of it.
 */
export const OPTIONS = {
  // Inputs and where they are looked for.
  l: {
    kind: "joined-or-separate",
    dashes: "-",
    group: "inputs",
    metavar: "<libName>",
    help: "Root name of library to use",
    aliases: [
      { name: "library", kind: "separate" },
      { name: "library=", kind: "joined" },
    ],
  },
  L: {
    kind: "joined-or-separate",
    dashes: "-",
    group: "inputs",
    metavar: "<dir>",
    help: "Add a directory to the library search path",
    aliases: [
      { name: "library-path", kind: "separate" },
      { name: "library-path=", kind: "joined" },
    ],
  },
  Bstatic: {
    kind: "flag",
    group: "inputs",
    help: "Do not link against shared libraries (default)",
    aliases: [
      { name: "dn", kind: "flag", help: "Alias for --Bstatic" },
      { name: "non_shared", kind: "flag", help: "Alias for --Bstatic" },
      { name: "static", kind: "flag", help: "Alias for --Bstatic" },
    ],
  },
  Bdynamic: {
    kind: "flag",
    group: "inputs",
    help: "Link against shared libraries",
    aliases: [
      { name: "call_shared", kind: "flag", help: "Alias for --Bdynamic" },
      { name: "dy", kind: "flag", help: "Alias for --Bdynamic" },
    ],
  },
  "whole-archive": {
    kind: "toggle",
    group: "inputs",
    help: "Force load of all members in a static library",
    noHelp: "Do not force load of all members in a static library (default)",
  },
  "start-lib": {
    kind: "flag",
    group: "inputs",
    help: "Start a grouping of objects that should be treated as if they were together in an archive",
  },
  "end-lib": {
    kind: "flag",
    group: "inputs",
    help: "End a grouping of objects that should be treated as if they were together in an archive",
  },
  m: { kind: "joined-or-separate", dashes: "-", group: "inputs", help: "Set target emulation" },
  "rsp-quoting": {
    kind: "eq",
    group: "inputs",
    metavar: "[posix,windows]",
    help: "Quoting style for response files",
  },

  // What is made.
  o: {
    kind: "joined-or-separate",
    dashes: "-",
    group: "output",
    metavar: "<path>",
    help: "Path to file to write output",
  },
  relocatable: {
    kind: "flag",
    group: "output",
    help: "Create relocatable object file",
    aliases: [{ name: "r", kind: "flag", dashes: "-" }],
  },
  shared: { kind: "flag", group: "output", help: "Build a shared object" },
  pie: {
    kind: "toggle",
    group: "output",
    help: "Create a position independent executable",
    noHelp: "Do not create a position independent executable (default)",
  },
  "experimental-pic": { kind: "flag", dashes: "--", group: "output", help: "Enable Experimental PIC" },
  Bsymbolic: { kind: "flag", group: "output", help: "Bind defined symbols locally" },
  soname: { kind: "eq", group: "output", help: "Set the module name in the generated name section" },
  rpath: { kind: "eq", group: "output", help: "Add a DT_RUNPATH to the output" },
  O: { kind: "joined-or-separate", dashes: "-", group: "output", help: "Optimize output file size" },
  "compress-relocations": {
    kind: "flag",
    group: "output",
    help: "Compress the relocation targets in the code section.",
  },
  "emit-relocs": { kind: "flag", group: "output", help: "Generate relocations in output" },
  "strip-all": {
    kind: "flag",
    group: "output",
    help: "Strip all symbols",
    aliases: [{ name: "s", kind: "flag", dashes: "-", help: "Alias for --strip-all" }],
  },
  "strip-debug": {
    kind: "flag",
    group: "output",
    help: "Strip debugging information",
    aliases: [{ name: "S", kind: "flag", dashes: "-", help: "Alias for --strip-debug" }],
  },
  "keep-section": {
    kind: "eq",
    group: "output",
    help: "Preserve a section even when --strip-all is given. This is useful for compiler drivers such as clang or emcc that, for example, depend on the features section for post-link processing. Can be specified multiple times to keep multiple sections",
  },
  "build-id": { kind: "flag", group: "output", help: "Alias for --build-id=fast" },
  "build-id=": {
    kind: "joined",
    group: "output",
    metavar: "[fast,sha1,uuid,0x<hexstring>]",
    help: "Generate build ID note",
  },
  "gc-sections": {
    kind: "toggle",
    group: "output",
    // The spelling of the last word is wasm-ld's.
    help: "Enable garbage collection of unused sections (defualt)",
    noHelp: "Disable garbage collection of unused sections",
  },
  "merge-data-segments": {
    kind: "toggle",
    dashes: "--",
    group: "output",
    help: "Enable merging data segments (default)",
    noHelp: "Disable merging data segments",
  },
  "noinhibit-exec": {
    kind: "flag",
    group: "output",
    help: "Retain the executable output file whenever it is still usable",
  },

  // Symbols: which are needed, found, exported.
  entry: {
    kind: "separate",
    group: "symbols",
    metavar: "<entry>",
    help: "Name of entry point symbol",
    aliases: [
      { name: "e", kind: "joined-or-separate", dashes: "-" },
      { name: "entry=", kind: "joined" },
    ],
  },
  "no-entry": { kind: "flag", dashes: "--", group: "symbols", help: "Do not output any entry point" },
  undefined: {
    kind: "eq",
    group: "symbols",
    help: "Force undefined symbol during linking",
    aliases: [{ name: "u", kind: "joined-or-separate", dashes: "-" }],
  },
  "unresolved-symbols": { kind: "eq", group: "symbols", help: "Determine how to handle unresolved symbols" },
  "error-unresolved-symbols": { kind: "flag", group: "symbols", help: "Report unresolved symbols as errors" },
  "warn-unresolved-symbols": { kind: "flag", group: "symbols", help: "Report unresolved symbols as warnings" },
  "allow-undefined": {
    kind: "flag",
    group: "symbols",
    help: "Allow undefined symbols in linked binary. This options is equivalent to --import-undefined and --unresolved-symbols=ignore-all",
  },
  "import-undefined": {
    kind: "flag",
    group: "symbols",
    help: "Turn undefined symbols into imports where possible",
  },
  "allow-undefined-file=": {
    kind: "joined",
    group: "symbols",
    help: "Allow symbols listed in <file> to be undefined in linked binary",
    aliases: [{ name: "allow-undefined-file", kind: "separate", dashes: "-" }],
  },
  "allow-multiple-definition": {
    kind: "toggle",
    group: "symbols",
    help: "Allow multiple definitions",
    noHelp: "Do not allow multiple definitions (default)",
  },
  wrap: { kind: "eq", group: "symbols", metavar: "<symbol>=<symbol>", help: "Use wrapper functions for symbol" },
  export: { kind: "eq", group: "symbols", help: "Force a symbol to be exported" },
  "export-if-defined": {
    kind: "eq",
    group: "symbols",
    help: "Force a symbol to be exported, if it is defined in the input",
  },
  "export-all": {
    kind: "flag",
    dashes: "--",
    group: "symbols",
    help: "Export all symbols (normally combined with --no-gc-sections)",
  },
  "export-dynamic": {
    kind: "toggle",
    group: "symbols",
    help: "Put symbols in the dynamic symbol table",
    noHelp: "Do not put symbols in the dynamic symbol table (default)",
    aliases: [{ name: "E", kind: "flag", dashes: "-", help: "Alias for --export-dynamic" }],
  },
  "no-shlib-sigcheck": {
    kind: "flag",
    dashes: "--",
    group: "symbols",
    help: "Do not check signatures of functions defined in shared libraries.",
  },

  // Memory.
  "import-memory": {
    kind: "flag",
    dashes: "--",
    group: "memory",
    help: 'Import the module\'s memory from the default module of "env" with the name "memory".',
  },
  "import-memory=": {
    kind: "joined",
    dashes: "--",
    group: "memory",
    metavar: "<module>,<name>",
    help: "Import the module's memory from the passed module with the passed name.",
  },
  "export-memory": {
    kind: "flag",
    dashes: "--",
    group: "memory",
    help: 'Export the module\'s memory with the default name of "memory"',
  },
  "export-memory=": {
    kind: "joined",
    dashes: "--",
    group: "memory",
    help: "Export the module's memory with the passed name",
  },
  "shared-memory": { kind: "flag", dashes: "--", group: "memory", help: "Use shared linear memory" },
  "initial-memory=": {
    kind: "joined",
    dashes: "--",
    group: "memory",
    help: "Initial size of the linear memory",
    aliases: [{ name: "i", kind: "flag", dashes: "-" }],
  },
  "initial-heap=": { kind: "joined", dashes: "--", group: "memory", help: "Initial size of the heap" },
  "max-memory=": { kind: "joined", dashes: "--", group: "memory", help: "Maximum size of the linear memory" },
  "no-growable-memory": {
    kind: "flag",
    dashes: "--",
    group: "memory",
    help: "Set maximum size of the linear memory to its initial size",
  },
  "page-size=": {
    kind: "joined",
    dashes: "--",
    group: "memory",
    help: "The Wasm page size (Defaults to 65536)",
  },
  "global-base=": {
    kind: "joined",
    dashes: "--",
    group: "memory",
    help: "Memory offset at which to place global data (Defaults to 1024)",
  },
  "stack-first": {
    kind: "toggle",
    group: "memory",
    help: "Place stack at start of linear memory (default)",
    noHelp: "Place the stack after static data region",
  },
  z: {
    kind: "joined-or-separate",
    dashes: "-",
    group: "memory",
    metavar: "<option>",
    help: "Linker option extensions",
  },

  // The function table.
  "import-table": {
    kind: "flag",
    dashes: "--",
    group: "table",
    help: "Import function table from the environment",
  },
  "export-table": { kind: "flag", dashes: "--", group: "table", help: "Export function table to the environment" },
  "growable-table": {
    kind: "flag",
    dashes: "--",
    group: "table",
    help: "Remove maximum size from function table, allowing table to grow",
  },
  "table-base=": {
    kind: "joined",
    dashes: "--",
    group: "table",
    help: "Table offset at which to place address taken functions (Defaults to 1)",
  },

  // Target features.
  "check-features": {
    kind: "toggle",
    dashes: "--",
    group: "features",
    help: "Check feature compatibility of linked objects (default)",
    noHelp: "Ignore feature compatibility of linked objects",
  },
  "features=": {
    kind: "comma-joined",
    group: "features",
    help: "Comma-separated used features, inferred from input objects by default.",
  },
  "extra-features=": {
    kind: "comma-joined",
    group: "features",
    help: "Comma-separated list of features to add to the default set of features inferred from input objects.",
  },

  // What the linker says and writes beside its output.
  help: { kind: "flag", group: "reports", help: "Print option help" },
  version: { kind: "flag", group: "reports", help: "Display the version number and exit" },
  v: {
    kind: "flag",
    dashes: "-",
    group: "reports",
    help: "Display the version number",
    aliases: [{ name: "V", kind: "flag", dashes: "-", help: "Alias for -v" }],
  },
  verbose: { kind: "flag", group: "reports", help: "Verbose mode" },
  demangle: {
    kind: "toggle",
    group: "reports",
    help: "Demangle symbol names (default)",
    noHelp: "Do not demangle symbol names",
  },
  "color-diagnostics": {
    kind: "toggle",
    group: "reports",
    help: "Alias for --color-diagnostics=always",
    noHelp: "Alias for --color-diagnostics=never",
  },
  "color-diagnostics=": {
    kind: "joined",
    group: "reports",
    metavar: "[auto,always,never]",
    help: "Use colors in diagnostics (default: auto)",
  },
  "error-limit": {
    kind: "eq",
    dashes: "--",
    group: "reports",
    help: "Maximum number of errors to emit before stopping (0 = no limit)",
  },
  "fatal-warnings": {
    kind: "toggle",
    group: "reports",
    help: "Treat warnings as errors",
    noHelp: "Do not treat warnings as errors (default)",
  },
  Map: { kind: "eq", group: "reports", help: "Print a link map to the specified file" },
  "print-map": {
    kind: "flag",
    group: "reports",
    help: "Print a link map to the standard output",
    aliases: [{ name: "M", kind: "flag", dashes: "-", help: "Alias for --print-map" }],
  },
  "print-gc-sections": {
    kind: "toggle",
    group: "reports",
    help: "List removed unused sections",
    noHelp: "Do not list removed unused sections (default)",
  },
  trace: {
    kind: "flag",
    group: "reports",
    help: "Print the names of the input files",
    aliases: [{ name: "t", kind: "flag", dashes: "-", help: "Alias for --trace" }],
  },
  "trace-symbol": {
    kind: "eq",
    group: "reports",
    help: "Trace references to symbols",
    aliases: [{ name: "y", kind: "joined-or-separate", dashes: "-", help: "Alias for --trace-symbol" }],
  },
  "why-extract=": {
    kind: "joined",
    dashes: "--",
    group: "reports",
    help: "Print to a file about why archive members are extracted",
  },
  reproduce: {
    kind: "eq",
    dashes: "--",
    group: "reports",
    help: "Dump linker invocation and input files for debugging",
  },

  // LLVM's code generator and threads: read and checked as wasm-ld does, without effect here.
  threads: {
    kind: "eq",
    group: "llvm",
    help: "Number of threads. '1' disables multi-threading. By default all available hardware threads are used",
  },
  mllvm: { kind: "eq", group: "llvm", help: "Additional arguments to forward to LLVM's option processing" },
  "lto-O": {
    kind: "joined",
    dashes: "--",
    group: "llvm",
    metavar: "<opt-level>",
    help: "Optimization level for LTO",
  },
  "lto-CGO": {
    kind: "joined",
    dashes: "--",
    group: "llvm",
    metavar: "<cgopt-level>",
    help: "Codegen optimization level for LTO",
  },
  "lto-partitions=": { kind: "joined", dashes: "--", group: "llvm", help: "Number of LTO codegen partitions" },
  "lto-obj-path=": { kind: "joined", dashes: "--", group: "llvm" },
  "lto-debug-pass-manager": { kind: "flag", dashes: "--", group: "llvm", help: "Debug new pass manager" },
  "disable-verify": { kind: "flag", group: "llvm" },
  "save-temps": { kind: "flag", group: "llvm", help: "Save intermediate LTO compilation results" },
  "thinlto-cache-dir=": {
    kind: "joined",
    dashes: "--",
    group: "llvm",
    help: "Path to ThinLTO cached object file directory",
  },
  "thinlto-cache-policy": {
    kind: "eq",
    dashes: "--",
    group: "llvm",
    help: "Pruning policy for the ThinLTO cache",
  },
  "thinlto-jobs=": {
    kind: "joined",
    dashes: "--",
    group: "llvm",
    help: "Number of ThinLTO jobs. Default to --threads=",
  },
  "thinlto-index-only": { kind: "flag", dashes: "--", group: "llvm" },
  "thinlto-index-only=": { kind: "joined", dashes: "--", group: "llvm" },
  "thinlto-emit-index-files": { kind: "flag", dashes: "--", group: "llvm" },
  "thinlto-emit-imports-files": { kind: "flag", dashes: "--", group: "llvm" },
  "thinlto-object-suffix-replace=": { kind: "joined", dashes: "--", group: "llvm" },
  "thinlto-prefix-replace=": { kind: "joined", dashes: "--", group: "llvm" },
} as const satisfies Record<string, Row>;

/** How an option takes its value, in LLVM's words. */
export type Kind = "flag" | "joined" | "separate" | "joined-or-separate" | "comma-joined";

/** Which dashes an option is written with; `--` comes first where it has both. */
export type Dashes = "-" | "--" | "both";

export type Group = keyof typeof GROUPS;

export interface Row {
  /** `toggle` is a flag that also has a `no-` form; `eq` takes `x v` and `x=v`. */
  readonly kind: Kind | "toggle" | "eq";
  /** Left out: both. */
  readonly dashes?: Dashes;
  readonly group: Group;
  /** Left out: the option works, but `--help` does not list it. */
  readonly help?: string;
  /** For a toggle, the help of its `no-` form. */
  readonly noHelp?: string;
  /** How `--help` shows the value; left out: `<value>`. */
  readonly metavar?: string;
  readonly aliases?: readonly Alias[];
}

export interface Alias {
  readonly name: string;
  readonly kind: Kind;
  readonly dashes?: Dashes;
  readonly help?: string;
}

/** The headings of `docs/options.md`. */
export const GROUPS = {
  inputs: "Inputs",
  output: "Output",
  symbols: "Symbols",
  memory: "Memory",
  table: "Function table",
  features: "Target features",
  reports: "Reports and diagnostics",
  llvm: "For LLVM's code generator (checked, without effect)",
} as const;

export type OptionName = keyof typeof OPTIONS;

type NamesOfKind<Wanted> = {
  [Name in OptionName]: (typeof OPTIONS)[Name]["kind"] extends Wanted ? Name : never;
}[OptionName];

export type ToggleName = NamesOfKind<"toggle">;

/** Options without a value, `no-` forms included. */
export type FlagName = NamesOfKind<"flag"> | ToggleName | `no-${ToggleName}`;

/** Options with one value. */
export type ValueName = NamesOfKind<"joined" | "separate" | "joined-or-separate" | "eq">;

export type ListName = NamesOfKind<"comma-joined">;
