import type { Row } from "./row.ts";

/** Rows of `table.ts`: what the linker says, and what only LLVM uses. */
export const REPORT_OPTIONS = {
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
  // Ours alone, and so not in --help, which is wasm-ld's.
  "time-trace": {
    kind: "flag",
    dashes: "--",
    group: "reports",
    meaning: "Print how long each part of the link took (tsld's own)",
  },
  "time-trace=": {
    kind: "joined",
    dashes: "--",
    group: "reports",
    meaning: "Write how long each part of the link took to a file in Chrome's trace format (tsld's own)",
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
  "lto-obj-path=": {
    kind: "joined",
    dashes: "--",
    group: "llvm",
    meaning: "Write what link-time optimization makes to a file: an error without bitcode, as in wasm-ld",
  },
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
  "thinlto-index-only": { kind: "flag", dashes: "--", group: "llvm", meaning: "End before anything is linked" },
  "thinlto-index-only=": {
    kind: "joined",
    dashes: "--",
    group: "llvm",
    meaning: "The same, and write the list of objects to a file: an empty one without bitcode",
  },
  "thinlto-emit-index-files": { kind: "flag", dashes: "--", group: "llvm" },
  "thinlto-emit-imports-files": { kind: "flag", dashes: "--", group: "llvm" },
  "thinlto-object-suffix-replace=": { kind: "joined", dashes: "--", group: "llvm" },
  "thinlto-prefix-replace=": { kind: "joined", dashes: "--", group: "llvm" },
} as const satisfies Record<string, Row>;
