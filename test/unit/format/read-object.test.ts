import { describe, expect, test } from "vitest";
import type { ObjectModule } from "../../../src/format/object-module.ts";
import { readAnyObject } from "../../../src/format/read-object.ts";
import { readObject } from "../../support/read-bytes.ts";
import { SymbolFlag, SymbolKind, ValueType } from "../../../src/format/wasm.ts";
import {
  buildModule,
  buildObject,
  custom,
  type ObjectDescription,
  type Section,
  type SymbolDescription,
} from "../../support/object-builder.ts";
import { type ObjectSymbol, objectSymbols, textOf } from "../../support/object-symbols.ts";
import { createContext } from "../../support/read-context.ts";

const { i32, i64, f64 } = ValueType;
const UNDEFINED = SymbolFlag.undefined;

describe.each([
  ["the kernel, where it can", readObject],
  ["the reader that knows every rule", readAnyObject],
] as const)("%s:", (_, readBytes) => {
  function read(object: ObjectDescription, context = createContext()): ObjectModule {
    return readBytes(buildObject(object), context);
  }

  function readSections(...sections: Section[]): ObjectModule {
    return readBytes(buildModule(sections), createContext());
  }

  function readSymbols(object: ObjectDescription): ObjectSymbol[] {
    const context = createContext();
    return objectSymbols(read(object, context), context);
  }

  describe("kind of a module", () => {
    test.each([
      ["relocatable", [custom("linking", Uint8Array.of(2))]],
      ["shared", [custom("dylink.0", new Uint8Array(0))]],
      ["shared", [custom("dylink", new Uint8Array(5))]],
      ["shared", [custom("dylink.0", new Uint8Array(0)), custom("linking", Uint8Array.of(2))]],
      ["plain", [custom("name", new Uint8Array(0))]],
    ] as const)("%s", (kind, sections) => {
      expect(readSections(...sections).kind).toBe(kind);
    });

    test.each([
      ["an imported memory", { imports: [{ name: "m", kind: "memory", description: [4, 0] }] }],
      ["a defined memory", { memories: [[4, 0]] }],
    ] as const)("64-bit by %s", (_, object) => {
      expect(read(object as ObjectDescription).is64).toBe(true);
    });
  });

  describe("types", () => {
    test("equal types of an object share a signature", () => {
      const { types } = read({ types: [{ params: [i32] }, { results: [i32] }, { params: [i32] }] });
      expect(Array.from(types)).toEqual([0, 1, 0]);
    });

    test("references with a heap type are not modeled", () => {
      const context = createContext();
      const bytes = buildModule([{ id: 1, content: Uint8Array.of(1, 0x60, 2, 0x63, 0x70, i64, 0) }]);
      const module = readBytes(bytes, context);
      expect(context.signatures.at(module.types[0])).toEqual({ params: [ValueType.otherref, i64], results: [] });
    });

    test.each([
      ["a struct", [0x5f, 1, i32, 1]],
      ["an array", [0x5e, i32, 0]],
      ["a subtype", [0x50, 1, 0, 0x5f, 0]],
      ["a final subtype", [0x4f, 0, 0x5e, 0x7f, 0]],
    ])("%s is noticed", (_, type) => {
      const module = readSections({ id: 1, content: Uint8Array.of(1, ...type) });
      expect(module.hasUnmodeledTypes).toBe(true);
      expect(module.types).toHaveLength(1);
    });

    test("a group takes an index besides its members", () => {
      const group = Uint8Array.of(2, 0x4e, 1, 0x60, 0, 0, 0x60, 1, i32, 0);
      expect(readSections({ id: 1, content: group }).types).toHaveLength(3);
    });
  });

  describe("functions", () => {
    const context = createContext();
    const object: ObjectDescription = {
      types: [{}, { params: [f64] }],
      imports: [{ name: "imported", kind: "function", type: 1 }],
      functions: [{ type: 0 }, { type: 1, body: [1, 1, i64, 0x0b], comdat: "c" }],
      exports: [{ name: "shown", kind: 0, index: 2 }],
      functionNames: [
        { index: 0, name: "imported" },
        { index: 1, name: "first" },
      ],
    };
    const module = read(object, context);

    test("come after the imports", () => {
      expect(module.importedFunctionCount).toBe(1);
      expect(module.functions.count).toBe(2);
      expect(Array.from(module.functions.signature)).toEqual([module.types[0], module.types[1]]);
    });

    test("are found with their size field", () => {
      const { start, size, codeOffset } = module.functions;
      expect(Array.from(codeOffset)).toEqual([1, 1]);
      expect(Array.from(module.bytes.subarray(start[1], start[1] + size[1]))).toEqual([4, 1, 1, i64, 0x0b]);
    });

    test("have the size of a padded size field in them", () => {
      const padded = readSections(
        { id: 1, content: Uint8Array.of(1, 0x60, 0, 0) },
        { id: 3, content: Uint8Array.of(1, 0) },
        { id: 10, content: Uint8Array.of(1, 0x82, 0x80, 0x80, 0x80, 0, 0, 0x0b) },
      );
      expect(Array.from(padded.functions.codeOffset)).toEqual([5]);
      expect(Array.from(padded.functions.size)).toEqual([7]);
    });

    test("know comdat, debug name and export name by row", () => {
      expect(Array.from(module.functions.comdat)).toEqual([-1, 0]);
      expect([...module.functions.debugNames]).toEqual([[0, "first"]]);
      expect([...module.exportNames]).toEqual([[1, "shown"]]);
      expect(Array.from(module.comdats, (name) => textOf(context, name))).toEqual(["c"]);
    });
  });

  describe("segments", () => {
    const context = createContext();
    const segments = [
      { name: ".data.a", bytes: [1, 2, 3], alignment: 2, flags: 4, comdat: "c" },
      { name: ".bss.b", bytes: [] },
    ];
    const module = read({ segments }, context);

    test("are found without their header", () => {
      const { start, size } = module.segments;
      expect(Array.from(size)).toEqual([3, 0]);
      expect(Array.from(module.bytes.subarray(start[0], start[0] + 3))).toEqual([1, 2, 3]);
    });

    test("have name, alignment, flags and comdat", () => {
      const { name, alignment, flags, comdat } = module.segments;
      expect(Array.from(name, (id) => textOf(context, id))).toEqual([".data.a", ".bss.b"]);
      expect([...alignment, ...flags, ...comdat]).toEqual([2, 0, 4, 0, 0, -1]);
    });
  });

  describe("globals", () => {
    test.each([
      ["a constant", [0x41, 0x80, 0x7f, 0x0b], false],
      ["a padded constant", [0x41, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x0b], false],
      ["an imported global", [0x23, 0, 0x0b], false],
      ["a null reference", [0xd0, 0x70, 0x0b], false],
      ["a float", [0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b], false],
      ["a sum", [0x41, 1, 0x41, 2, 0x6a, 0x0b], true],
      ["a new array", [0x41, 1, 0xfb, 0x08, 0, 1, 0x0b], true],
    ])("start with %s", (_, init, isInitExtended) => {
      const module = read({ globals: [[i32, 1, ...init]] });
      const [global] = module.globals;
      expect(global).toMatchObject({ type: i32, mutable: true, isInitExtended });
      expect(Array.from(module.bytes.subarray(global.initStart, global.initEnd))).toEqual(init);
    });
  });

  describe("symbols", () => {
    const imports = [
      { name: "f", kind: "function", type: 0 },
      { name: "g", kind: "global", description: [i64, 0] },
      { name: "t", kind: "table", description: [0x70, 1, 2, 9] },
      { module: "other", name: "h", kind: "function", type: 0 },
      { name: "e", kind: "tag", type: 0 },
    ] as const;
    const symbols: SymbolDescription[] = [
      { kind: "function", name: "main", index: 2 },
      { kind: "function", flags: UNDEFINED, index: 0 },
      { kind: "function", name: "renamed", flags: UNDEFINED | SymbolFlag.explicitName, index: 1 },
      { kind: "data", name: "there", flags: SymbolFlag.visibilityHidden, index: 0, offset: 1, size: 2 },
      { kind: "data", name: "elsewhere", flags: UNDEFINED | SymbolFlag.bindingWeak },
      { kind: "function", name: "private", flags: SymbolFlag.bindingLocal, index: 2 },
      { kind: "global", flags: UNDEFINED, index: 0 },
      { kind: "table", flags: UNDEFINED | SymbolFlag.noStrip, index: 0 },
      { kind: "tag", flags: UNDEFINED, index: 0 },
      { kind: "section", flags: SymbolFlag.bindingLocal, index: 5 },
    ];
    const table = readSymbols({
      types: [{}],
      imports,
      functions: [{ type: 0 }],
      segments: [{ name: ".data", bytes: [1, 2, 3] }],
      customSections: [{ name: ".debug", bytes: [0] }],
      symbols,
    });

    test("have kinds and flags", () => {
      expect(table.map(({ kind }) => kind)).toEqual(symbols.map(({ kind }) => SymbolKind[kind]));
      expect(table.map(({ flags }) => flags)).toEqual(symbols.map(({ flags = 0 }) => flags));
    });

    test("have numbered names unless they are local", () => {
      const local = symbols.map(({ flags = 0 }) => (flags & SymbolFlag.bindingMask) === SymbolFlag.bindingLocal);
      expect(table.map(({ isNumbered }) => !isNumbered)).toEqual(local);
    });

    test("have their own names or those of imports, local ones included", () => {
      const names = ["main", "f", "renamed", "there", "elsewhere", "private", "g", "t", "e", ".debug"];
      expect(table.map(({ name }) => name)).toEqual(names);
    });

    test("have offset and size of data", () => {
      expect(table[3]).toMatchObject({ index: 0, offset: 1, size: 2 });
    });

    test("describe what they import", () => {
      const limits = { flags: 1, minimum: 2, maximum: 9, pageSize: 65536 };
      const imported = table.map((symbol, i) => [i, symbol.import] as const).filter(([, found]) => found !== undefined);
      expect(Object.fromEntries(imported)).toEqual({
        1: { module: "env" },
        2: { module: "other", name: "h" },
        6: { module: "env", globalType: { type: i64, mutable: false } },
        7: { module: "env", tableType: { elementType: ValueType.funcref, limits } },
        8: { module: "env" },
      });
    });

    test("outside ASCII are decoded as UTF-8", () => {
      const names = ["größe", "a", "b", "日本", "c"];
      const objects = names.map((name): SymbolDescription => ({ kind: "data", name, flags: UNDEFINED }));
      expect(readSymbols({ symbols: objects }).map(({ name }) => name)).toEqual(names);
    });

    test("of a table beyond every short encoding are read all the same", () => {
      const wide: SymbolDescription[] = Array.from({ length: 300 }, (_, i) => ({
        kind: "data",
        name: `${"long".repeat(i)}${i}`,
        index: 0,
        offset: i * 997,
        size: 2 ** 31 + i,
      }));
      const found = readSymbols({ segments: [{ name: "s", bytes: new Uint8Array(300_000) }], symbols: wide });
      const row = ({ name, offset, size }: Pick<SymbolDescription, "name" | "offset" | "size">): unknown => ({
        name,
        offset,
        size,
      });
      expect(found.map(row)).toEqual(wide.map(row));
    });

    test("of a second table replace the first", () => {
      const two = Uint8Array.of(2, 8, 5, 1, 1, 0x10, 1, 0x61, 8, 5, 1, 1, 0x10, 1, 0x62);
      const context = createContext();
      const module = readBytes(buildModule([custom("linking", two)]), context);
      expect(objectSymbols(module, context)).toMatchObject([{ name: "b" }]);
    });
  });

  describe("relocations", () => {
    test("are rows of the link's table, in ranges by section", () => {
      const context = createContext();
      const object: ObjectDescription = {
        types: [{}],
        functions: [
          {
            type: 0,
            body: [0, 0x10, 0x80, 0x80, 0x80, 0x80, 0, 0x0b],
            relocations: [{ type: "FUNCTION_INDEX_LEB", offset: 2, index: 0 }],
          },
        ],
        segments: [
          {
            name: "s",
            bytes: new Uint8Array(8),
            relocations: [{ type: "MEMORY_ADDR_I32", offset: 4, index: 1, addend: -4 }],
          },
        ],
        customSections: [
          {
            name: "c",
            bytes: new Uint8Array(8),
            relocations: [{ type: "FUNCTION_OFFSET_I64", offset: 0, index: 0, addend: -(2 ** 40) }],
          },
        ],
        symbols: [
          { kind: "function", name: "f" },
          { kind: "data", name: "d" },
        ],
      };
      readBytes(buildObject(object), context);
      const module = readBytes(buildObject(object), context);
      expect(context.kernel.relocationCount).toBe(6);
      const { type, offset, index, addend } = context.kernel.relocationRows(0, 6);
      const row = (at = Number.NaN): number[] => [type[at], offset[at], index[at], addend[at]];
      expect(row(module.code?.relocationStart)).toEqual([0, 4, 0, 0]);
      expect(row(module.data?.relocationStart)).toEqual([5, 10, 1, -4]);
      expect(row(module.customSections.relocationStart[0])).toEqual([22, 0, 0, -(2 ** 40)]);
      expect([module.code?.relocationStart, module.customSections.relocationEnd[0]]).toEqual([3, 6]);
    });

    test("of a section that is relocated twice are one range", () => {
      const rows = (...bytes: number[]): Section => custom("reloc.X", Uint8Array.from(bytes));
      const context = createContext();
      const module = readBytes(
        buildModule([
          custom("a", new Uint8Array(20)),
          custom("b", new Uint8Array(20)),
          custom("linking", Uint8Array.of(2, 8, 5, 1, 1, 0x10, 1, 0x61)),
          rows(0, 1, 5, 1, 0, 7),
          rows(1, 1, 5, 2, 0, 8),
          rows(0, 1, 5, 6, 0, 9),
        ]),
        context,
      );
      const [relocationStart] = module.customSections.relocationStart;
      const [relocationEnd] = module.customSections.relocationEnd;
      expect(Array.from(context.kernel.relocationRows(relocationStart, relocationEnd).addend)).toEqual([7, 9]);
    });

    test.each([
      ["0x40", 0x40],
      ["-0x41", -0x41],
      ["-2^27 - 1", -(2 ** 27) - 1],
      ["2^31 - 1", 2 ** 31 - 1],
      ["-2^31", -(2 ** 31)],
    ])("have the addend %s", (_, addend) => {
      const context = createContext();
      const relocations = [{ type: "MEMORY_ADDR_I32", offset: 0, index: 0, addend }];
      const segments = [{ name: "s", bytes: [0, 0, 0, 0], relocations }];
      readBytes(buildObject({ segments, symbols: [{ kind: "data", name: "d" }] }), context);
      expect(context.kernel.relocationRows(0, 1).addend[0]).toBe(addend);
    });
  });

  describe("the rest of an object", () => {
    test("init functions, features and producers", () => {
      const module = read({
        types: [{}],
        functions: [{ type: 0 }],
        symbols: [{ kind: "function", name: "init" }],
        initFunctions: [{ priority: 101, symbol: 0 }],
        features: ["+simd128", "-atomics"],
        producers: { "processed-by": [["clang", "22"]] },
      });
      expect(module.initFunctions).toEqual([{ priority: 101, symbol: 0 }]);
      expect(module.features).toEqual([
        { prefix: "+", name: "simd128" },
        { prefix: "-", name: "atomics" },
      ]);
      expect(module.producers).toEqual({ language: [], processedBy: [{ name: "clang", version: "22" }], sdk: [] });
    });

    test("table imports, for objects that predate table symbols", () => {
      const { tableImports } = read({ imports: [{ name: "__indirect_function_table", kind: "table" }] });
      expect(tableImports).toMatchObject([{ module: "env", name: "__indirect_function_table" }]);
    });

    test.each([
      ["a constant", [0x41, 1, 0x0b], undefined],
      ["a 64-bit constant", [0x42, 1, 0x0b], undefined],
      ["a global", [0x23, 0, 0x0b], "invalid table elements"],
      ["a sum", [0x41, 1, 0x41, 1, 0x6a, 0x0b], "extended init exprs not supported"],
    ])("elements from %s on", (_, offset, problem) => {
      const table: Section = { id: 4, content: Uint8Array.of(1, 0x70, 0, 0) };
      const elements: Section = { id: 9, content: Uint8Array.of(1, 0, ...offset, 0) };
      expect(readSections(table, elements).elementProblem).toBe(problem);
    });
  });

  describe("a shared library defines", () => {
    const exports: Section = {
      id: 7,
      content: Uint8Array.of(4, 1, 0x66, 0, 0, 1, 0x67, 3, 0, 1, 0x6d, 2, 0, 1, 0x69, 0, 1),
    };
    const sections: Section[] = [
      custom("dylink.0", new Uint8Array(0)),
      { id: 1, content: Uint8Array.of(1, 0x60, 0, 0) },
      { id: 2, content: Uint8Array.of(1, 0, 0, 0, 0) },
      { id: 3, content: Uint8Array.of(1, 0) },
      { id: 6, content: Uint8Array.of(1, 0x7f, 0, 0x41, 8, 0x0b) },
      exports,
      { id: 10, content: Uint8Array.of(1, 2, 0, 0x0b) },
    ];

    test("its exported functions, and as data its exported globals", () => {
      expect(readSections(...sections).sharedSymbols).toEqual([
        { kind: "function", name: "f", flags: 0, signature: undefined },
        { kind: "data", name: "g", flags: 0, signature: undefined },
        { kind: "function", name: "i", flags: 0, signature: 0 },
      ]);
    });

    test("what its symbol table says, if it has kept one", () => {
      const kept = buildObject({
        types: [{}],
        functions: [{ type: 0 }],
        symbols: [{ kind: "function", name: "kept", flags: SymbolFlag.bindingWeak }],
      });
      const dylink = buildModule([custom("dylink.0", new Uint8Array(0))]);
      const both = new Uint8Array([...dylink, ...kept.subarray(8)]);
      expect(readBytes(both, createContext()).sharedSymbols).toEqual([
        { kind: "function", name: "kept", flags: SymbolFlag.bindingWeak, signature: 0 },
      ]);
    });
  });
});
