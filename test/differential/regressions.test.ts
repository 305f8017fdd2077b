/** Differences that random links have shown, each as the smallest link that shows it again. */
import { describe, expect, test } from "vitest";
import { SegmentFlag, SymbolFlag, ValueType } from "../../src/format/wasm.ts";
import { buildGnuArchive } from "../support/archive-builder.ts";
import {
  buildModule,
  buildObject,
  custom,
  encodeText,
  type ObjectDescription,
  subsection,
  vector,
  writeSymbol,
} from "../support/object-builder.ts";
import type { Files } from "./folder.ts";
import { findReference, runTsld } from "./linkers.ts";
import { describeDifference } from "./outcome.ts";

const { undefined: UNDEFINED, bindingWeak: WEAK, bindingLocal: LOCAL, visibilityHidden: HIDDEN, tls: TLS } = SymbolFlag;
const MEMORY = { name: "__linear_memory", kind: "memory" } as const;
const VOID = { params: [], results: [] };
const CALL = [0, 0x10, 0x80, 0x80, 0x80, 0x80, 0x00, 0x0b];
const CONSTANT = [0, 0x41, 0x80, 0x80, 0x80, 0x80, 0x00, 0x1a, 0x0b];
const GLOBAL_GET = [0, 0x23, 0x80, 0x80, 0x80, 0x80, 0x00, 0x1a, 0x0b];
const ADDRESS_OF_FIRST = { offset: 2, index: 0 };

interface Link {
  readonly args: readonly string[];
  readonly files: Files;
}

/** `_start` with `body`, whose operand is the symbol 0 of `symbols`. */
function start(body: readonly number[], type: string, object: Partial<ObjectDescription>, addend = 0): Uint8Array {
  const { imports = [], symbols = [], ...rest } = object;
  const index = imports.filter((row) => row.kind === "function").length;
  return buildObject({
    types: [VOID],
    imports: [MEMORY, ...imports],
    functions: [{ type: 0, body, relocations: [{ type, ...ADDRESS_OF_FIRST, addend }] }],
    symbols: [...symbols, { kind: "function", name: "_start", index }],
    ...rest,
  });
}

const callOf = (name: string, flags = 0): Uint8Array =>
  start(CALL, "FUNCTION_INDEX_LEB", {
    imports: [{ name, kind: "function", type: 0 }],
    symbols: [{ kind: "function", flags: UNDEFINED | flags, index: 0 }],
  });

const dataOf = (name: string, content: readonly number[] = [1, 2, 3, 4]): Uint8Array =>
  buildObject({
    imports: [MEMORY],
    segments: [{ name: `.data.${name}`, bytes: content }],
    symbols: [{ kind: "data", name, index: 0, size: content.length }],
  });

const addressOf = (name: string, flags: number, addend = 0): Uint8Array =>
  start(CONSTANT, "MEMORY_ADDR_SLEB", { symbols: [{ kind: "data", name, flags: UNDEFINED | flags }] }, addend);

/** A debug section that refers to `offset` in a section `name` of `content`. */
const debugOf = (name: string, content: string, offset: number): Uint8Array =>
  buildObject({
    customSections: [
      { name, bytes: encodeText(content) },
      {
        name: ".debug_info",
        bytes: [0, 0, 0, 0],
        relocations: [{ type: "SECTION_OFFSET_I32", offset: 0, index: 0, addend: offset }],
      },
    ],
    symbols: [{ kind: "section", flags: LOCAL, index: 0 }],
  });

const LINKS: Readonly<Record<string, Link>> = {
  "a member of a whole archive that is no object ends the link without its name": {
    args: ["--whole-archive", "a.a", "--no-entry", "-o", "out.wasm"],
    files: { "a.a": buildGnuArchive([["notes.txt", encodeText("text")]]) },
  },
  "a malformed member is called by its name without the archive's": {
    args: ["--whole-archive", "a.a", "--no-entry", "-o", "out.wasm"],
    files: { "a.a": buildGnuArchive([["cut.o", dataOf("x").subarray(0, 20)]]) },
  },
  "an undefined function has no size where the map shows its stub": {
    args: ["a.o", "--unresolved-symbols=ignore-all", "--Map=out.map", "-o", "out.wasm"],
    files: { "a.o": callOf("nowhere") },
  },
  "a weak global of a shared library is called by the index of its definition": {
    args: ["a.o", "-shared", "--experimental-pic", "-o", "out.wasm"],
    files: {
      "a.o": start(GLOBAL_GET, "GLOBAL_INDEX_LEB", {
        globals: [[ValueType.i32, 0, 0x41, 5, 0x0b]],
        symbols: [{ kind: "global", name: "g", flags: WEAK, index: 0 }],
      }),
    },
  },
  "an imported function that has a stub as well is called by the index of the stub": {
    args: ["a.o", "-shared", "--experimental-pic", "--unresolved-symbols=ignore-all", "-o", "out.wasm"],
    files: { "a.o": callOf("nowhere", HIDDEN) },
  },
  "an offset behind the last merged string is an error": {
    args: ["a.o", "--no-entry", "-o", "out.wasm"],
    files: { "a.o": debugOf(".debug_str", "one\0two\0", 8) },
  },
  "a symbol without an index has one of 32 bits in the symbol table": {
    args: ["a.o", "--emit-relocs", "--unresolved-symbols=ignore-all", "-o", "out.wasm"],
    files: {
      "a.o": start(GLOBAL_GET, "GLOBAL_INDEX_LEB", {
        imports: [{ name: "nowhere", kind: "global" }],
        symbols: [{ kind: "global", flags: UNDEFINED, index: 0 }],
      }),
    },
  },
  "a weak reference to data that stays in its archive is 0 whatever the addend": {
    args: ["a.o", "b.a", "--no-gc-sections", "-o", "out.wasm"],
    files: { "a.o": addressOf("lazy", WEAK, 13), "b.a": buildGnuArchive([["b.o", dataOf("lazy")]]) },
  },
  "--compress-relocations gives an index that is missing 32 bits": {
    args: ["a.o", "--compress-relocations", "-s", "--unresolved-symbols=ignore-all", "-o", "out.wasm"],
    files: {
      "a.o": start(GLOBAL_GET, "GLOBAL_INDEX_LEB", {
        imports: [{ name: "nowhere", kind: "global" }],
        symbols: [{ kind: "global", flags: UNDEFINED, index: 0 }],
      }),
    },
  },
  "a table base that leaves no room counts from 0 again": {
    args: ["a.o", "--table-base=4294967296", "--export-table", "-o", "out.wasm"],
    files: { "a.o": callOf("_start2", WEAK) },
  },
  "an empty build id is there": {
    args: ["a.o", "--build-id=0x", "-o", "out.wasm"],
    files: { "a.o": callOf("_start2", WEAK) },
  },
  "an absolute symbol may name segment 0 of an object without data": {
    args: ["-r", "shared.o", "-o", "out.o"],
    files: {
      "shared.o": buildModule([
        custom("dylink.0", new Uint8Array(0)),
        custom("linking", (writer) => {
          writer.uleb(2);
          const symbol = { kind: "data", name: "a", flags: SymbolFlag.absolute | HIDDEN } as const;
          subsection(8, vector([symbol], writeSymbol))(writer);
        }),
      ]),
    },
  },
  "a call of a function that the linker makes late is not one of an import": {
    args: ["a.o", "b.o", "-shared", "--experimental-pic", "--import-undefined", "-o", "out.wasm"],
    files: {
      "a.o": callOf("__wasm_apply_data_relocs"),
      "b.o": buildObject({
        imports: [MEMORY],
        segments: [
          { name: ".data.p", bytes: [0, 0, 0, 0], relocations: [{ type: "MEMORY_ADDR_I32", offset: 0, index: 0 }] },
        ],
        symbols: [{ kind: "data", name: "p", index: 0, size: 4 }],
      }),
    },
  },
};

const reference = findReference();

describe(`as with ${reference.name}`, () => {
  for (const [name, { args, files }] of Object.entries(LINKS)) {
    const reason = reference.cannotRun(args);
    test.skipIf(reason !== undefined)(reason === undefined ? name : `${name} (${reason})`, async (context) => {
      const expected = await reference.run(args, files);
      // Assertions that the packaged wasm-ld has; the native one has none.
      if (typeof expected.status === "string" && !reference.isFast) context.skip("the packaged wasm-ld asserts");
      expect(describeDifference(expected, runTsld(args, files))).toBeUndefined();
    });
  }
});

describe("where wasm-ld crashes", () => {
  test("--wrap of data makes a function that nobody knows the signature of: an error", () => {
    const link = runTsld(["-r", "--wrap=x", "a.o", "-o", "out.o"], { "a.o": addressOf("x", 0) });
    expect(link.stderr).toBe("wasm-ld: error: undefined function without a signature: __wrap_x\n");
  });

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
});
