/** Links on which wasm-ld crashes: a sound module, or one error. Random links have shown them. */
import { expect, test } from "vitest";
import { SegmentFlag, SymbolFlag } from "../../src/format/wasm.ts";
import { buildGnuArchive } from "../support/archive-builder.ts";
import { buildObject } from "../support/object-builder.ts";
import { runTsld } from "./linkers.ts";
import {
  ADDRESS_OF_FIRST,
  CALL,
  CONSTANT,
  GLOBAL_GET,
  HIDDEN,
  MEMORY,
  TLS,
  UNDEFINED,
  VOID,
  WEAK,
  addressOf,
  callOf,
  dataOf,
  debugOf,
  start,
} from "./regression-objects.ts";

test("--wrap of data makes a function that nobody knows the signature of: an error", () => {
  const link = runTsld(["-r", "--wrap=x", "a.o", "-o", "out.o"], { "a.o": addressOf("x", 0) });
  expect(link.stderr).toBe("wasm-ld: error: undefined function without a signature: __wrap_x\n");
});

const PIE = ["-pie", "--experimental-pic", "--allow-undefined", "--export=_start", "-o", "out.wasm"];

test("--wrap of a function that is called in a -pie imports __wrap_NAME", () => {
  const { stderr, files } = runTsld(["a.o", "--wrap=f", ...PIE], { "a.o": callOf("f") });
  expect(stderr).toBe("");
  expect(importsOf(files)).toContain("__wrap_f");
});

/** Has `_start`, and an undefined function `f` that no code calls. */
const UNCALLED = {
  types: [VOID],
  imports: [MEMORY, { name: "f", kind: "function", type: 0 }],
  functions: [{ type: 0 }],
  symbols: [
    { kind: "function", flags: UNDEFINED, index: 0 },
    { kind: "function", name: "_start", index: 1 },
  ],
} as const;

/** `f` is a constructor: the linker calls it. */
const CONSTRUCTED = buildObject({ ...UNCALLED, initFunctions: [{ priority: 1, symbol: 0 }] });

test.each([
  [[], "f"],
  [["--wrap=f"], "__wrap_f"],
])("-pie %j imports an undefined constructor", (options, name) => {
  const { stderr, files } = runTsld(["a.o", ...options, ...PIE], { "a.o": CONSTRUCTED });
  expect(stderr).toBe("");
  expect(importsOf(files)).toContain(name);
});

test("an undefined constructor is an error", () => {
  const { stderr } = runTsld(["a.o", "-o", "out.wasm"], { "a.o": CONSTRUCTED });
  expect(stderr).toBe("wasm-ld: error: a.o: undefined symbol: f\n");
});

function importsOf(files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const module = new WebAssembly.Module(Uint8Array.from(files.get("out.wasm") ?? []));
  return WebAssembly.Module.imports(module).map(({ name }) => name);
}

test("-r leaves out relocations against a section that is empty", () => {
  const link = runTsld(["-r", "a.o", "-o", "out.o"], { "a.o": debugOf(".debug_abbrev", "", 0) });
  const again = runTsld(["-r", "out.o", "-o", "again.o"], Object.fromEntries(link.files));
  expect([link, again].map(({ status, stderr }) => [status, stderr])).toEqual([[0, ""], [0, ""]]); // biome-ignore format: pairs
});

test("-r lists data that stays in its archive as undefined", () => {
  const files = { "a.o": addressOf("lazy", WEAK), "b.a": buildGnuArchive([["b.o", dataOf("lazy")]]) };
  const link = runTsld(["-r", "a.o", "b.a", "-o", "out.o"], files);
  const traced = runTsld(["-r", "-ylazy", "out.o", "-o", "again.o"], Object.fromEntries(link.files));
  expect(Buffer.from(traced.stdout).toString()).toBe("out.o: reference to lazy\n");
});

test("-shared does not import data that stays in its archive", () => {
  const lazy = [{ kind: "data", name: "lazy", flags: UNDEFINED | WEAK }] as const;
  const files = {
    "a.o": start(GLOBAL_GET, "GLOBAL_INDEX_LEB", { symbols: lazy }),
    "b.a": buildGnuArchive([["b.o", dataOf("lazy")]]),
  };
  const link = runTsld(["-shared", "--experimental-pic", "--no-gc-sections", "a.o", "b.a", "-o", "out.so"], files);
  expect([link.status, link.stderr]).toEqual([0, ""]);
});

test.each(["-shared", "-pie"])("%s takes no address of a hidden function that nothing defines: an error", (option) => {
  const object = start(GLOBAL_GET, "GLOBAL_INDEX_LEB", {
    imports: [
      { name: "__indirect_function_table", kind: "table" },
      { name: "hidden", kind: "function", type: 0 },
    ],
    symbols: [
      { kind: "function", flags: UNDEFINED | HIDDEN, index: 0 },
      { kind: "table", flags: UNDEFINED | SymbolFlag.noStrip, index: 0 },
    ],
  });
  const args = ["a.o", option, "--experimental-pic", "--allow-undefined", "-o", "out.wasm"];
  const { stderr } = runTsld(args, { "a.o": object });
  expect(stderr).toBe("wasm-ld: error: a.o: undefined symbol: hidden\n");
});

test.each([[[]], [["-r"]], [["-pie", "--experimental-pic"]]])(
  "%j leaves out a constructor that was lost with its group",
  (options) => {
    const grouped = { type: 0, comdat: "group" };
    const files = {
      "a.o": buildObject({
        types: [VOID],
        imports: [MEMORY, { name: "needed", kind: "function", type: 0 }],
        functions: [
          grouped,
          { type: 0, body: CALL, relocations: [{ type: "FUNCTION_INDEX_LEB", ...ADDRESS_OF_FIRST }] },
        ],
        symbols: [
          { kind: "function", flags: UNDEFINED, index: 0 },
          { kind: "function", name: "other", index: 1 },
          { kind: "function", name: "_start", index: 2 },
        ],
      }),
      "b.a": buildGnuArchive([
        [
          "b.o",
          buildObject({
            types: [VOID],
            imports: [MEMORY],
            functions: [grouped, { type: 0 }],
            symbols: [
              { kind: "function", name: "lost", index: 0 },
              { kind: "function", name: "needed", index: 1 },
            ],
            initFunctions: [{ priority: 1, symbol: 0 }],
          }),
        ],
      ]),
    };
    const { status, stderr, files: written } = runTsld([...options, "a.o", "b.a", "-o", "out.wasm"], files);
    expect([status, stderr]).toEqual([0, ""]);
    expect(WebAssembly.validate(Uint8Array.from(written.get("out.wasm") ?? []))).toBe(true);
  },
);

test("--global-base near 2^64 is an error", () => {
  const { stderr } = runTsld(["a.o", "--global-base=-1", "-o", "out.wasm"], { "a.o": callOf("_start2", WEAK) });
  expect(stderr).toBe("wasm-ld: error: global base too large, cannot be greater than 4294967296\n");
});

test("fields with the address of thread-local data need __tls_base: an error", () => {
  const relocations = [{ type: "MEMORY_ADDR_I32", offset: 0, index: 0 }];
  const object = buildObject({
    imports: [MEMORY],
    segments: [
      { name: ".tdata.x", bytes: [0, 0, 0, 0], flags: SegmentFlag.tls },
      { name: ".data.p", bytes: [0, 0, 0, 0], relocations },
    ],
    symbols: [{ kind: "data", name: "x", flags: TLS | HIDDEN, index: 0, size: 4 }],
  });
  const args = ["a.o", "-shared", "--experimental-pic", "--no-gc-sections", "--no-check-features", "-o", "out.so"];
  const { stderr } = runTsld(args, { "a.o": object });
  expect(stderr).toBe("wasm-ld: error: a.o:(.data.p): thread-local data needs a reference to __tls_base\n");
});

test("an address taken without a symbol for the table makes the table", () => {
  const object = buildObject({
    types: [VOID],
    imports: [MEMORY],
    functions: [{ type: 0, body: CONSTANT, relocations: [{ type: "TABLE_INDEX_SLEB", ...ADDRESS_OF_FIRST }] }],
    symbols: [{ kind: "function", name: "_start", index: 0 }],
  });
  const { files } = runTsld(["a.o", "--export-memory", "-o", "out.wasm", "-Map=out.map"], { "a.o": object });
  expect(new TextDecoder().decode(files.get("out.map"))).toMatch(/ TABLE\n[^]* ELEM\n/);
  expect(WebAssembly.validate(Uint8Array.from(files.get("out.wasm") ?? []))).toBe(true);
});

test("--emit-relocs leaves an undefined function that nothing calls out of its symbols", () => {
  const object = buildObject(UNCALLED);
  const args = ["a.o", "--emit-relocs", "--no-gc-sections", "--unresolved-symbols=ignore-all", "-o", "out.wasm"];
  const link = runTsld(args, { "a.o": object });
  const again = runTsld(["-r", "-yf", "out.wasm", "-o", "again.o"], Object.fromEntries(link.files));
  expect([link, again].map(({ status, stderr }) => [status, stderr])).toEqual([[0, ""], [0, ""]]); // biome-ignore format: pairs
  expect(again.stdout).toHaveLength(0);
});
