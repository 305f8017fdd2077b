import type { Row } from "./row.ts";

/** Rows of `table.ts`: symbols, memory, table and features of the module. */
export const MODULE_OPTIONS = {
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
} as const satisfies Record<string, Row>;
