/** Differences that random links have shown, each as the smallest link that shows it again. */
import { SymbolFlag, ValueType } from "../../src/format/wasm.ts";
import { buildGnuArchive } from "../support/archive-builder.ts";
import {
  buildModule,
  buildObject,
  custom,
  encodeText,
  subsection,
  vector,
  writeSymbol,
} from "../support/object-builder.ts";
import { checkRegressions, type Link } from "./check-regressions.ts";
import {
  BEHIND_STRINGS,
  CALL,
  CONSTANT,
  FIELD_BEHIND_STRINGS,
  GLOBAL_GET,
  HIDDEN,
  LOCAL,
  MEMORY,
  MUTABLE_EXPORT,
  RETAINED_BEHIND_STRINGS,
  UNDEFINED,
  VOID,
  WEAK,
  ADDRESS_OF_FIRST,
  addressOf,
  callOf,
  dataOf,
  debugOf,
  start,
  withByte,
} from "./regression-objects.ts";

/** `_start` takes its own address, without a symbol for the table. */
const addressTaken = (): Uint8Array =>
  start(CONSTANT, "TABLE_INDEX_SLEB", { symbols: [{ kind: "function", name: "own", index: 0, flags: LOCAL }] });

/** Has no symbol table. */
const EXPORTS_ONLY = buildObject({
  types: [VOID],
  functions: [{ type: 0 }],
  tables: [[0x70, 0, 0]],
  globals: [[ValueType.i32, 0, 0x41, 2, 0x0b]],
  segments: [{ name: ".data.x", bytes: [1, 2, 3, 4] }],
  exports: ["f", "t", "m", "x"].flatMap((name, kind) => (name === "m" ? [] : [{ name, kind, index: 0 }])),
});

const CONSTANT_64 = [0, 0x42, ...Array<number>(9).fill(0x80), 0x00, 0x1a, 0x0b];

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
  "a symbol behind strings of which nothing is live ends the link at once": {
    args: ["a.o", "-shared", "--experimental-pic", "-o", "out.so"],
    files: { "a.o": BEHIND_STRINGS },
  },
  "a symbol behind strings that are live ends the link where its address is needed": {
    args: ["a.o", "-shared", "--experimental-pic", "--no-gc-sections", "-o", "out.so"],
    files: { "a.o": FIELD_BEHIND_STRINGS },
  },
  "the map is there when an address cannot be had": {
    args: ["a.o", "--no-entry", "-Map=out.map", "--verbose", "--threads=1", "-o", "out.wasm"],
    files: { "a.o": debugOf(".debug_str", "one\0two\0", 8) },
  },
  "the map is empty when it shows an address that cannot be had": {
    args: ["a.o", "--no-gc-sections", "-Map=out.map", "--verbose", "--threads=1", "-o", "out.wasm"],
    files: { "a.o": FIELD_BEHIND_STRINGS },
  },
  "the map is there when a mutable global may not be exported": {
    args: ["a.o", "-Map=out.map", "--verbose", "--threads=1", "-o", "out.wasm"],
    files: { "a.o": MUTABLE_EXPORT },
  },
  "--verbose counts merged sections as one": {
    args: ["-r", "--verbose", "--threads=1", "a.o", "b.o", "-o", "out.o"],
    files: { "a.o": debugOf(".debug_str", "one\0", 0), "b.o": debugOf(".debug_str", "two\0", 0) },
  },
  "a name that is not UTF-8 keeps its bytes in the module": {
    args: ["a.o", "--export-dynamic", "-Map=out.map", "-o", "out.wasm"],
    files: { "a.o": withByte(start(CALL, "FUNCTION_INDEX_LEB", { symbols: [{ kind: "function", name: "n?me", index: 0 }] }), "n?me", 0xe9) }, // biome-ignore format: one
  },
  "a name that is not UTF-8 keeps its bytes in messages": {
    args: ["a.o", "-o", "out.wasm"],
    files: { "a.o": withByte(callOf("n?me"), "n?me", 0xe9) },
  },
  "COMDAT groups are in the order of the bytes of their names": {
    args: ["-r", "a.o", "-o", "out.o"],
    files: {
      "a.o": withByte(
        buildObject({
          types: [VOID],
          imports: [MEMORY],
          functions: ["?", "é", "\uffff", "😀"].map((comdat) => ({ type: 0, comdat })),
          symbols: [0, 1, 2, 3].map((index) => ({ kind: "function", name: `f${index}`, index, flags: WEAK })),
        }),
        "?",
        0xff,
      ),
    },
  },
  "-r with two definitions of a table writes both and one symbol": {
    args: ["-r", "a.o", "b.o", "-o", "out.o"],
    files: Object.fromEntries(
      [0, WEAK].map((flags, i) => [
        `${"ab"[i]}.o`,
        buildObject({
          imports: [MEMORY],
          tables: [[0x70, 0, 0]],
          symbols: [{ kind: "table", name: "t", flags, index: 0 }],
        }),
      ]),
    ),
  },
  "the symbols of a stub library are looked at in the order of a hash table": {
    args: ["a.o", "stub.so", "-o", "out.wasm"],
    files: {
      "a.o": buildObject({
        types: [VOID],
        imports: [MEMORY, ...["malloc", "f3"].map((name) => ({ name, kind: "function", type: 0 }) as const)],
        functions: [{ type: 0, body: CALL, relocations: [{ type: "FUNCTION_INDEX_LEB", ...ADDRESS_OF_FIRST }] }],
        symbols: [
          { kind: "function", flags: UNDEFINED, index: 0 },
          { kind: "function", flags: UNDEFINED, index: 1 },
          { kind: "function", name: "_start", index: 2 },
        ],
      }),
      "stub.so": encodeText("#STUB\nmalloc: one\nf3: two\n"),
    },
  },
  "a subsection that is longer than its section is read to its end": {
    args: ["a.o", "--no-entry", "-o", "out.wasm"],
    files: { "a.o": buildModule([custom("linking", Uint8Array.of(2, 8, 9, 0)), custom("more", new Uint8Array(20))]) },
  },
  "weak data that stays in its archive has a GOT entry": {
    args: ["a.o", "b.a", "-pie", "--experimental-pic", "-o", "out.wasm"],
    files: {
      "a.o": start(GLOBAL_GET, "GLOBAL_INDEX_LEB", {
        symbols: [{ kind: "data", name: "lazy", flags: UNDEFINED | WEAK }],
      }),
      "b.a": buildGnuArchive([["b.o", dataOf("lazy")]]),
    },
  },
  "a table base near 2^64 is one near 2^32": {
    args: ["a.o", "--table-base=-2", "--export-table", "-o", "out.wasm"],
    files: { "a.o": addressTaken() },
  },
  "a table base near 2^64 is a small negative number of 64 bits": {
    args: ["-mwasm64", "a.o", "--table-base=-3", "--export-table", "-o", "out.wasm"],
    files: {
      "a.o": buildObject({
        types: [VOID],
        imports: [
          { name: "__linear_memory", kind: "memory", description: [4, 0] },
          { name: "__table_base", kind: "global", description: [ValueType.i64, 0] },
        ],
        functions: [
          { type: 0, body: GLOBAL_GET, relocations: [{ type: "GLOBAL_INDEX_LEB", ...ADDRESS_OF_FIRST }] },
          { type: 0, body: CONSTANT_64, relocations: [{ type: "TABLE_INDEX_SLEB64", offset: 2, index: 1 }] },
        ],
        symbols: [
          { kind: "global", flags: UNDEFINED, index: 0 },
          { kind: "function", name: "_start", index: 0 },
          { kind: "function", name: "other", index: 1, flags: SymbolFlag.noStrip },
        ],
      }),
    },
  },
  "the last slot that there is, is a slot": {
    args: ["a.o", "--table-base=-1", "--export-table", "-o", "out.wasm"],
    files: { "a.o": addressTaken() },
  },
  "the last slot that there is, is a slot for -r": {
    args: ["-r", "a.o", "--table-base=-1", "-o", "out.o"],
    files: {
      "a.o": start(CONSTANT, "TABLE_INDEX_SLEB", {
        imports: [{ name: "__indirect_function_table", kind: "table" }],
        symbols: [
          { kind: "function", name: "own", index: 0, flags: LOCAL },
          { kind: "table", flags: UNDEFINED | SymbolFlag.noStrip, index: 0 },
        ],
      }),
    },
  },
  "a shared memory of no pages that may not grow has the largest maximum (-shared)": {
    args: [
      "a.o",
      "-shared",
      "--experimental-pic",
      "--shared-memory",
      "--no-growable-memory",
      "--no-check-features",
      "-o",
      "out.so",
    ],
    files: { "a.o": callOf("nowhere") },
  },
  "a table that is missing is not made where the link fails": {
    args: ["a.o", "--export=gone", "-y__indirect_function_table", "-o", "out.wasm"],
    files: { "a.o": addressTaken() },
  },
  "an object without symbols has its exports": {
    args: ["a.o", "b.o", "--export=x", "--export=t", "-Map=out.map", "-o", "out.wasm"],
    files: { "a.o": callOf("f"), "b.o": EXPORTS_ONLY },
  },
  "an object without symbols has its exports for -r": {
    args: ["-r", "a.o", "-o", "out.o"],
    files: { "a.o": EXPORTS_ONLY },
  },
  "an object without symbols that waits has its exports": {
    args: ["a.o", "--start-lib", "b.o", "--end-lib", "-o", "out.wasm"],
    files: { "a.o": callOf("f"), "b.o": EXPORTS_ONLY },
  },
  "a member without symbols has its exports": {
    args: ["a.o", "b.a", "-o", "out.wasm"],
    files: { "a.o": callOf("f"), "b.a": buildGnuArchive([["b.o", EXPORTS_ONLY]]) },
  },
  "a section of no known type is an error in an object that waits, too": {
    args: ["--no-entry", "--start-lib", "a.o", "--end-lib", "-o", "out.wasm"],
    files: { "a.o": buildModule([{ id: 108, content: new Uint8Array(1) }]) },
  },
  "the function table has the element type that its first import has": {
    args: ["a.o", "-shared", "--experimental-pic", "-o", "out.so"],
    files: {
      "a.o": buildObject({
        types: [VOID],
        imports: [MEMORY, { name: "__indirect_function_table", kind: "table", description: [0x6f, 0, 0] }],
        functions: [
          { type: 0, body: CONSTANT, relocations: [{ type: "TABLE_INDEX_REL_SLEB", offset: 2, index: 1 }] },
          { type: 0 },
        ],
        symbols: [
          { kind: "function", name: "_start", index: 0 },
          { kind: "function", name: "own", index: 1, flags: LOCAL },
          { kind: "table", flags: UNDEFINED | SymbolFlag.noStrip, index: 0 },
        ],
      }),
    },
  },
  "an object's __stack_pointer that replaces the linker's starts at the top of the stack": {
    args: ["a.o", "--noinhibit-exec", "-o", "out.wasm"],
    files: {
      "a.o": start(GLOBAL_GET, "GLOBAL_INDEX_LEB", {
        globals: [[ValueType.i32, 1, 0x41, 5, 0x0b]],
        symbols: [{ kind: "global", name: "__stack_pointer", index: 0 }],
      }),
    },
  },
  "what a member retains is looked at before the code that made it live": {
    args: ["a.o", "b.a", "--verbose", "--threads=1", "-o", "out.wasm"],
    files: { "a.o": callOf("kept"), "b.a": buildGnuArchive([["b.o", RETAINED_BEHIND_STRINGS]]) },
  },
  "-r with a constructor whose name has gone to a function of another type gives it the largest index": {
    args: ["-r", "a.o", "b.o", "-o", "out.o"],
    files: {
      "a.o": buildObject({
        types: [VOID],
        imports: [MEMORY],
        functions: [{ type: 0 }],
        symbols: [{ kind: "function", name: "f", index: 0 }],
        initFunctions: [{ priority: 65535, symbol: 0 }],
      }),
      "b.o": buildObject({
        types: [{ params: [], results: [ValueType.i32] }],
        imports: [MEMORY],
        functions: [{ type: 0, body: [0, 0x41, 0, 0x0b] }],
        symbols: [{ kind: "function", name: "f", index: 0 }],
      }),
    },
  },
  "a wrapped constructor of an object that is not live is not imported": {
    args: [
      ...["a.o", "--start-lib", "b.o", "--end-lib", "-pie", "--experimental-pic", "--no-entry", "--wrap=f"],
      ...["--import-undefined", "-o", "out.wasm"],
    ],
    files: {
      "a.o": buildObject({
        types: [VOID],
        imports: [MEMORY],
        functions: [{ type: 0 }],
        symbols: [
          { kind: "function", name: "f", index: 0 },
          { kind: "data", name: "unused", flags: UNDEFINED },
        ],
      }),
      "b.o": buildObject({
        types: [VOID],
        imports: [MEMORY],
        functions: [{ type: 0 }],
        segments: [{ name: ".data.unused", bytes: [1] }],
        symbols: [
          { kind: "function", name: "f", index: 0, flags: WEAK },
          { kind: "data", name: "unused", index: 0, size: 1 },
        ],
        initFunctions: [{ priority: 65535, symbol: 0 }],
      }),
    },
  },
  "a dropped definition of __memory_base is named by the index 0": {
    args: ["a.o", "-pie", "--experimental-pic", "--no-entry", "-o", "out.wasm"],
    files: {
      "a.o": buildObject({
        imports: [MEMORY],
        segments: [{ name: ".data.a", bytes: [1] }],
        globals: [[ValueType.i32, 0, 0x41, 100, 0x0b]],
        symbols: [
          { kind: "global", name: "__memory_base", index: 0 },
          { kind: "data", name: "a", index: 0, size: 1, flags: SymbolFlag.noStrip },
        ],
      }),
    },
  },
};

checkRegressions(LINKS);
