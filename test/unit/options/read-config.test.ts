import { describe, expect, test } from "vitest";
import { Diagnostics } from "../../../src/diag/diagnostics.ts";
import { ArgumentList } from "../../../src/options/argument-list.ts";
import type { Config } from "../../../src/options/config.ts";
import { parseCommandLine } from "../../../src/options/parse.ts";
import { readConfig } from "../../../src/options/read-config.ts";

function configOf(...words: readonly string[]): Config {
  const diagnostics = new Diagnostics();
  const config = readConfig(new ArgumentList(parseCommandLine(words).arguments), "wasm-ld", diagnostics);
  expect(diagnostics.all).toEqual([]);
  return config;
}

const LTO = { partitions: 1, jobs: "", indexOnly: false, indexFile: "", objectFile: "" };

test("the defaults are wasm-ld's", () => {
  expect(configOf()).toEqual({
    programName: "wasm-ld",
    inputs: [],
    searchPaths: [],
    outputFile: "",
    mapFile: "",
    whyExtract: "",
    timeTrace: undefined,
    allowMultipleDefinition: false,
    bsymbolic: false,
    checkFeatures: true,
    compressRelocations: false,
    demangle: true,
    emitRelocs: false,
    experimentalPic: false,
    entry: "_start",
    exportAll: false,
    exportDynamic: false,
    exportTable: false,
    growableTable: false,
    gcSections: true,
    importTable: false,
    importUndefined: false,
    is64: undefined,
    keepSections: new Set(),
    memoryExport: "memory",
    memoryImport: undefined,
    mergeDataSegments: true,
    noinhibitExec: false,
    optimize: 1,
    pie: false,
    printGcSections: false,
    relocatable: false,
    shared: false,
    sharedMemory: false,
    shlibSigCheck: true,
    stackFirst: true,
    stripAll: false,
    stripDebug: false,
    trace: false,
    unresolvedSymbols: "report",
    globalBase: 0,
    initialHeap: 0,
    initialMemory: 0,
    maxMemory: 0,
    noGrowableMemory: false,
    pageSize: 65536,
    stackSize: 65536,
    tableBase: 1,
    soName: "",
    rpath: [],
    buildId: { kind: "none" },
    features: undefined,
    extraFeatures: [],
    undefinedSymbols: [],
    exportedSymbols: [],
    requiredExports: [],
    wrap: [],
    traceSymbols: [],
    allowUndefinedFile: undefined,
    isPic: false,
    lto: LTO,
  } satisfies Config);
});

describe("sets", () => {
  const cases: [string[], Partial<Config>][] = [
    // Flags, the last of a pair wins.
    [["--no-gc-sections", "--gc-sections"], { gcSections: true }],
    [["--gc-sections", "--no-gc-sections"], { gcSections: false }],
    [["--no-stack-first"], { stackFirst: false, globalBase: 1024 }],
    [["--no-stack-first", "--global-base=2048"], { globalBase: 2048 }],
    [
      ["--no-merge-data-segments", "--no-demangle", "--no-check-features"],
      { mergeDataSegments: false, demangle: false, checkFeatures: false },
    ],
    [
      ["-s", "-S", "--emit-relocs", "--compress-relocations"],
      { stripAll: true, stripDebug: true, emitRelocs: true, compressRelocations: true },
    ],
    [["-z", "muldefs"], { allowMultipleDefinition: true }],
    [["--allow-multiple-definition"], { allowMultipleDefinition: true }],
    [["-z", "muldefs=1"], { allowMultipleDefinition: false }],
    [["-t", "--print-gc-sections", "--noinhibit-exec"], { trace: true, printGcSections: true, noinhibitExec: true }],
    [
      ["--export-all", "--export-dynamic", "--growable-table", "--export-table"],
      { exportAll: true, exportDynamic: true, growableTable: true, exportTable: true },
    ],
    [
      ["--no-shlib-sigcheck", "-Bsymbolic", "--experimental-pic"],
      { shlibSigCheck: false, bsymbolic: true, experimentalPic: true },
    ],
    // Output.
    [["-o", "a", "-ob"], { outputFile: "b" }],
    [["--Map=a", "-M"], { mapFile: "-" }],
    [["--Map", "a"], { mapFile: "a" }],
    [
      ["--why-extract=w", "--soname=n", "-rpath", "r", "--rpath=s"],
      { whyExtract: "w", soName: "n", rpath: ["r", "s"] },
    ],
    [["--keep-section=a", "--keep-section", "b"], { keepSections: new Set(["a", "b"]) }],
    [["-O0"], { optimize: 0 }],
    [["-O", "-1"], { optimize: 0xffffffff }],
    // Kinds of output, and what follows from them.
    [
      ["-r"],
      { relocatable: true, entry: "", gcSections: false, mergeDataSegments: false, importTable: true, tableBase: 1 },
    ],
    [["-r", "--no-stack-first"], { globalBase: 0 }],
    [
      ["-pie"],
      { pie: true, isPic: true, importTable: true, tableBase: 0, memoryExport: "memory", memoryImport: undefined },
    ],
    [
      ["-shared"],
      {
        shared: true,
        isPic: true,
        entry: "__wasm_call_ctors",
        exportDynamic: true,
        memoryImport: { module: "env", name: "memory" },
        memoryExport: undefined,
      },
    ],
    [["-shared", "--no-export-dynamic"], { exportDynamic: false }],
    [["-pie", "--no-pie"], { isPic: false }],
    [["-mwasm64"], { is64: true }],
    [["-m", "wasm64", "-m", "wasm32"], { is64: false }],
    // Memory.
    [["--import-memory"], { memoryImport: { module: "env", name: "memory" }, memoryExport: undefined }],
    [
      ["--import-memory", "--export-memory"],
      { memoryImport: { module: "env", name: "memory" }, memoryExport: "memory" },
    ],
    [["--import-memory=m,n,o"], { memoryImport: { module: "m", name: "n,o" } }],
    [["--import-memory=m"], { memoryImport: { module: "env", name: "m" } }],
    [["--export-memory=m", "--export-memory"], { memoryExport: "m" }],
    [
      ["--initial-memory=131072", "--max-memory=196608", "--initial-heap=65536"],
      { initialMemory: 131072, maxMemory: 196608, initialHeap: 65536 },
    ],
    [
      ["--max-memory=17179869184", "--page-size=1", "--shared-memory"],
      { maxMemory: 2 ** 34, pageSize: 1, sharedMemory: true },
    ],
    [["-z", "stack-size=0x20", "-zstack-size=010"], { stackSize: 8 }],
    [["--table-base=7", "--global-base=0"], { tableBase: 7, globalBase: 0 }],
    // Symbols.
    [["-e", "main"], { entry: "main" }],
    [["-e", "main", "--no-entry"], { entry: "" }],
    [["--no-entry", "--entry=main"], { entry: "main" }],
    [
      ["--export=a", "--export-if-defined=b", "--export=c"],
      { exportedSymbols: ["b", "a", "c"], requiredExports: ["a", "c"] },
    ],
    [["-ua", "--undefined=b"], { undefinedSymbols: ["a", "b"] }],
    [["--wrap=a", "--wrap", "a", "-y", "b"], { wrap: ["a", "a"], traceSymbols: ["b"] }],
    [["--unresolved-symbols=ignore-all"], { unresolvedSymbols: "ignore" }],
    [["--unresolved-symbols=import-dynamic"], { unresolvedSymbols: "import-dynamic" }],
    [["--warn-unresolved-symbols"], { unresolvedSymbols: "warn" }],
    [["--warn-unresolved-symbols", "--unresolved-symbols=report-all"], { unresolvedSymbols: "warn" }],
    [["--warn-unresolved-symbols", "--error-unresolved-symbols"], { unresolvedSymbols: "report" }],
    [["--allow-undefined", "--unresolved-symbols=report-all"], { unresolvedSymbols: "ignore", importUndefined: true }],
    [["--import-undefined"], { unresolvedSymbols: "report", importUndefined: true }],
    [["--allow-undefined-file=a", "-allow-undefined-file", "b"], { allowUndefinedFile: "b" }],
    // Features and the rest.
    [["--features=a", "--features=b,c"], { features: ["b", "c"] }],
    [["--features=", "--extra-features=x"], { features: [], extraFeatures: ["x"] }],
    [["--build-id"], { buildId: { kind: "fast" } }],
    [["--build-id=tree"], { buildId: { kind: "sha1" } }],
    [["--build-id=0x0aBc5"], { buildId: { kind: "hex", bytes: Uint8Array.of(0x0a, 0xbc, 5) } }],
    [["--build-id=uuid", "--build-id=none"], { buildId: { kind: "none" } }],
    [["--threads=4"], { lto: { ...LTO, jobs: "4" } }],
    [["--threads=4", "--thinlto-jobs=all", "--lto-partitions=2"], { lto: { ...LTO, partitions: 2, jobs: "all" } }],
    [["--thinlto-index-only="], { lto: { ...LTO, indexOnly: true } }],
    [["--thinlto-index-only=a", "--thinlto-index-only"], { lto: { ...LTO, indexOnly: true, indexFile: "a" } }],
    [["--lto-obj-path=a", "--lto-obj-path=b"], { lto: { ...LTO, objectFile: "b" } }],
  ];
  test.each(cases)("%j", (words, expected) => {
    expect(configOf(...words)).toMatchObject(expected);
  });
});

test("inputs keep their order among the options that act on those behind", () => {
  const words = [
    "a.o",
    "-Bdynamic",
    "-lx",
    "-static",
    "--whole-archive",
    "b.a",
    "--no-whole-archive",
    "--start-lib",
    "c.o",
    "--end-lib",
  ];
  expect(configOf(...words, "-L", "d", "--library-path=e")).toMatchObject({
    inputs: [
      { kind: "file", path: "a.o" },
      { kind: "dynamic" },
      { kind: "library", name: "x" },
      { kind: "static" },
      { kind: "whole-archive" },
      { kind: "file", path: "b.a" },
      { kind: "no-whole-archive" },
      { kind: "start-lib" },
      { kind: "file", path: "c.o" },
      { kind: "end-lib" },
    ],
    searchPaths: ["d", "e"],
  });
});

test("wrong values are reported in wasm-ld's order, whatever order they are given in", () => {
  const diagnostics = new Diagnostics();
  const words =
    "--build-id=q --threads=z -m y --page-size=6x --max-memory=5x -z stack-size=s --initial-memory=4x --initial-heap=3x --global-base=2x --table-base=1x --unresolved-symbols=r -O7x --lto-partitions=10x --lto-CGO9 --lto-O8";
  readConfig(new ArgumentList(parseCommandLine(words.split(" ")).arguments), "wasm-ld", diagnostics);
  expect(diagnostics.all.map(({ text }) => text)).toEqual([
    "invalid optimization level for LTO: 8",
    "invalid codegen optimization level for LTO: 9",
    "--lto-partitions=10x: number expected, but got '10x'",
    "-O7x: number expected, but got '7x'",
    "unknown --unresolved-symbols value: r",
    "--table-base=1x: number expected, but got '1x'",
    "--global-base=2x: number expected, but got '2x'",
    "--initial-heap=3x: number expected, but got '3x'",
    "--initial-memory=4x: number expected, but got '4x'",
    "--max-memory=5x: number expected, but got '5x'",
    "invalid stack-size: s",
    "--page-size=6x: number expected, but got '6x'",
    "--page_size=N must be either 1 or 65536",
    "invalid target architecture: y",
    "--threads: expected a positive integer, but got 'z'",
    "unknown --build-id style: q",
  ]);
});
