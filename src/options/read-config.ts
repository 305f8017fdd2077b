import type { Diagnostics } from "../diag/diagnostics.ts";
import type { ArgumentList } from "./argument-list.ts";
import { splitAtFirst } from "./cache-policy.ts";
import type { Config, InputArgument } from "./config.ts";
import { amountOf, parseUnsigned64, signedAmountOf, truncateToUnsigned32 } from "./integer.ts";
import { readBuildId, readTarget, readThreads, readUnresolvedSymbols } from "./read-choices.ts";
import { checkLlvmOptions, readLtoLevels, readThinLto } from "./read-lto.ts";

/**
 * The `Config` of a command line: every option's value or default, then what follows from their combination (LLD's
 * `readConfigs` and `setConfigs`). Wrong values are reported in wasm-ld's order and replaced by a harmless one, so that
 * all of them come out in one run.
 */
export function readConfig(args: ArgumentList, programName: string, diagnostics: Diagnostics): Config {
  checkLlvmOptions(args, diagnostics);
  const levels = readLtoLevels(args, diagnostics);
  const optimize = truncateToUnsigned32(args.integer("O", 1n, diagnostics));
  const thinLto = readThinLto(args, diagnostics);
  const unresolvedSymbols = readUnresolvedSymbols(args, diagnostics);
  diagnostics.verbose = args.has("verbose");
  const sizes = readSizes(args, diagnostics);
  const is64 = readTarget(args, diagnostics);
  const threads = readThreads(args, diagnostics);
  const allowUndefined = args.has("allow-undefined");
  const buildId = readBuildId(args, diagnostics);

  const config: Config = {
    programName,
    ...readFiles(args),
    ...readFlags(args),
    ...readMemoryNames(args),
    ...readSymbols(args),
    ...sizes,
    optimize,
    is64,
    buildId,
    importUndefined: allowUndefined || args.has("import-undefined"),
    unresolvedSymbols: allowUndefined ? "ignore" : unresolvedSymbols,
    features: args.list("features="),
    extraFeatures: args.list("extra-features=") ?? [],
    lto: {
      ...levels,
      ...thinLto,
      jobs: args.lastValue("thinlto-jobs=") ?? threads,
      objectFile: args.lastValue("lto-obj-path=") ?? "",
    },
  };
  return deriveConfig(config, diagnostics);
}

function readFiles(args: ArgumentList) {
  return {
    inputs: readInputs(args),
    searchPaths: args.values("L"),
    outputFile: args.lastValue("o") ?? "",
    mapFile: args.has("print-map") ? "-" : (args.lastValue("Map") ?? ""),
    whyExtract: args.lastValue("why-extract=") ?? "",
    timeTrace: args.lastValue("time-trace=") ?? (args.has("time-trace") ? "" : undefined),
    soName: args.lastValue("soname") ?? "",
    rpath: args.values("rpath"),
    keepSections: new Set(args.values("keep-section")),
    allowUndefinedFile: args.lastValue("allow-undefined-file="),
  };
}

const INPUT_TOGGLES = {
  Bstatic: "static",
  Bdynamic: "dynamic",
  "whole-archive": "whole-archive",
  "no-whole-archive": "no-whole-archive",
  "start-lib": "start-lib",
  "end-lib": "end-lib",
} as const;

function readInputs(args: ArgumentList): InputArgument[] {
  const inputs: InputArgument[] = [];
  for (const { option, values } of args.all) {
    if (option === "input") inputs.push({ kind: "file", path: values[0] });
    else if (option === "l") inputs.push({ kind: "library", name: values[0] });
    else if (isInputToggle(option)) inputs.push({ kind: INPUT_TOGGLES[option] });
  }
  return inputs;
}

function isInputToggle(option: string): option is keyof typeof INPUT_TOGGLES {
  return Object.hasOwn(INPUT_TOGGLES, option);
}

function readFlags(args: ArgumentList) {
  const relocatable = args.has("relocatable");
  const shared = args.has("shared");
  const pie = args.toggle("pie", false);
  return {
    relocatable,
    shared,
    pie,
    isPic: pie || shared,
    allowMultipleDefinition: args.values("z").includes("muldefs") || args.toggle("allow-multiple-definition", false),
    bsymbolic: args.has("Bsymbolic"),
    checkFeatures: args.toggle("check-features", true),
    compressRelocations: args.has("compress-relocations"),
    demangle: args.toggle("demangle", true),
    emitRelocs: args.has("emit-relocs"),
    experimentalPic: args.has("experimental-pic"),
    exportAll: args.has("export-all"),
    exportDynamic: args.toggle("export-dynamic", shared),
    exportTable: args.has("export-table"),
    growableTable: args.has("growable-table"),
    gcSections: args.toggle("gc-sections", !relocatable),
    importTable: args.has("import-table"),
    mergeDataSegments: args.toggle("merge-data-segments", !relocatable),
    noinhibitExec: args.has("noinhibit-exec"),
    printGcSections: args.toggle("print-gc-sections", false),
    sharedMemory: args.has("shared-memory"),
    shlibSigCheck: !args.has("no-shlib-sigcheck"),
    stackFirst: args.toggle("stack-first", true),
    stripAll: args.has("strip-all"),
    stripDebug: args.has("strip-debug"),
    trace: args.has("trace"),
    noGrowableMemory: args.has("no-growable-memory"),
  };
}

const DEFAULT_MEMORY_NAME = "memory";
const DEFAULT_MODULE = "env";

function readMemoryNames(args: ArgumentList) {
  const memoryExport =
    args.lastValue("export-memory=") ?? (args.has("export-memory") ? DEFAULT_MEMORY_NAME : undefined);
  return { memoryExport, memoryImport: readMemoryImport(args) };
}

function readMemoryImport(args: ArgumentList): Config["memoryImport"] {
  const value = args.lastValue("import-memory=");
  if (value === undefined) {
    return args.has("import-memory") ? { module: DEFAULT_MODULE, name: DEFAULT_MEMORY_NAME } : undefined;
  }
  if (!value.includes(",")) return { module: DEFAULT_MODULE, name: value };
  const [module, name] = splitAtFirst(value, ",");
  return { module, name };
}

function readSymbols(args: ArgumentList) {
  const requiredExports = args.values("export");
  return {
    entry: readEntry(args),
    undefinedSymbols: args.values("undefined"),
    exportedSymbols: [...args.values("export-if-defined"), ...requiredExports],
    requiredExports,
    wrap: args.values("wrap"),
    traceSymbols: args.values("trace-symbol"),
  };
}

function readEntry(args: ArgumentList): string {
  const last = args.last("entry", "no-entry");
  if (last !== undefined) return last.values[0] ?? "";
  if (args.has("relocatable")) return "";
  return args.has("shared") ? "__wasm_call_ctors" : "_start";
}

const DEFAULT_PAGE_SIZE = 65536;

function readSizes(args: ArgumentList, diagnostics: Diagnostics) {
  const tableBase = signedAmountOf(args.integer("table-base=", 0n, diagnostics));
  const globalBase = amountOf(args.integer("global-base=", 0n, diagnostics));
  const initialHeap = amountOf(args.integer("initial-heap=", 0n, diagnostics));
  const initialMemory = amountOf(args.integer("initial-memory=", 0n, diagnostics));
  const maxMemory = amountOf(args.integer("max-memory=", 0n, diagnostics));
  const stackSize = readStackSize(args, diagnostics);
  const pageSize = amountOf(args.integer("page-size=", BigInt(DEFAULT_PAGE_SIZE), diagnostics));
  if (pageSize !== 1 && pageSize !== DEFAULT_PAGE_SIZE) diagnostics.report("invalid-page-size", {});
  if (maxMemory !== 0 && args.has("no-growable-memory")) diagnostics.report("max-memory-not-growable", {});
  return { tableBase, globalBase, initialHeap, initialMemory, maxMemory, stackSize, pageSize };
}

function readStackSize(args: ArgumentList, diagnostics: Diagnostics): number {
  let size = BigInt(DEFAULT_PAGE_SIZE);
  for (const option of args.values("z")) {
    const [key, value] = splitAtFirst(option, "=");
    if (key !== "stack-size") continue;
    const number = parseUnsigned64(value);
    if (number === undefined) diagnostics.report("invalid-z-value", { key, value });
    else size = number;
  }
  return amountOf(size);
}

/** Data of an executable begins here, where the stack does not come first and nothing else is asked for. */
const DEFAULT_GLOBAL_BASE = 1024;

/** What the combination of options decides (LLD's `setConfigs`). */
function deriveConfig(config: Config, diagnostics: Diagnostics): Config {
  const { isPic, relocatable } = config;
  let { tableBase, globalBase, memoryImport, memoryExport } = config;
  checkTableOptions(config, diagnostics);
  if (!isPic) {
    // Slot 0 stays empty, so that calling a null pointer traps.
    if (tableBase === 0) tableBase = 1;
    if (globalBase === 0 && !relocatable && !config.stackFirst) globalBase = DEFAULT_GLOBAL_BASE;
  }
  if (config.shared) {
    if (memoryExport !== undefined) diagnostics.report("shared-with-export-memory", {});
    memoryImport ??= { module: DEFAULT_MODULE, name: DEFAULT_MEMORY_NAME };
  }
  if (memoryImport === undefined) memoryExport ??= DEFAULT_MEMORY_NAME;
  const importTable = config.importTable || isPic || relocatable;
  return { ...config, tableBase, globalBase, memoryImport, memoryExport, importTable };
}

function checkTableOptions({ isPic, relocatable, exportTable, growableTable }: Config, diagnostics: Diagnostics): void {
  if (isPic && exportTable) diagnostics.report("pic-with-export-table", {});
  if (relocatable && exportTable) diagnostics.report("relocatable-with-export-table", {});
  if (relocatable && growableTable) diagnostics.report("relocatable-with-growable-table", {});
}
