import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../../src/binary/reader.ts";
import { readArchive } from "../../../src/format/archive.ts";
import { readLazySymbols } from "../../../src/format/lazy-symbols.ts";
import { readObject } from "../../support/read-bytes.ts";
import { SymbolFlag } from "../../../src/format/wasm.ts";
import { bsdMember, buildArchive, buildGnuArchive } from "../../support/archive-builder.ts";
import {
  buildModule,
  buildObject,
  custom,
  decodeText,
  type ObjectDescription,
  type Section,
} from "../../support/object-builder.ts";
import { sectionRanges } from "../../support/object-sections.ts";
import { createContext } from "../../support/read-context.ts";

const OBJECT: ObjectDescription = {
  types: [{ params: [0x7f], results: [0x7e] }, {}],
  imports: [
    { name: "__linear_memory", kind: "memory" },
    { name: "f", kind: "function", type: 1 },
    { name: "g", kind: "global" },
    { name: "t", kind: "table" },
    { name: "e", kind: "tag", type: 1 },
  ],
  functions: [
    {
      type: 1,
      body: [1, 1, 0x7f, 0x10, 0x80, 0x80, 0x80, 0x80, 0, 0x0b],
      relocations: [{ type: "FUNCTION_INDEX_LEB", offset: 4, index: 0 }],
    },
    { type: 0, comdat: "c" },
  ],
  tables: [[0x70, 1, 1, 2]],
  memories: [[0, 1]],
  tags: [1],
  globals: [[0x7f, 1, 0x41, 5, 0x0b]],
  exports: [{ name: "x", kind: 0, index: 1 }],
  segments: [
    {
      name: ".data.a",
      bytes: new Uint8Array(200),
      relocations: [{ type: "MEMORY_ADDR_I32", offset: 150, index: 2, addend: -200 }],
    },
    { name: ".rodata.b", bytes: [0x61, 0], flags: 1, comdat: "c" },
  ],
  customSections: [
    {
      name: ".debug_info",
      bytes: new Uint8Array(9),
      relocations: [{ type: "SECTION_OFFSET_I32", offset: 1, index: 3, addend: 3 }],
    },
  ],
  symbols: [
    { kind: "function", flags: SymbolFlag.undefined, index: 0 },
    { kind: "function", name: "main", index: 1 },
    { kind: "data", name: "a", index: 0, offset: 130, size: 300 },
    { kind: "section", flags: SymbolFlag.bindingLocal, index: 10 },
    { kind: "global", flags: SymbolFlag.undefined, index: 0 },
    { kind: "table", flags: SymbolFlag.undefined, index: 0 },
    { kind: "tag", name: "tag", index: 1 },
    { kind: "data", name: "u", flags: SymbolFlag.undefined },
  ],
  initFunctions: [{ priority: 1, symbol: 1 }],
  functionNames: [{ index: 1, name: "main" }],
  producers: { language: [["C", "11"]] },
  features: ["+a", "-b"],
};

const object = buildObject(OBJECT);
const shared = buildModule([
  custom("dylink.0", Uint8Array.of(1, 4, 0, 0, 0, 0, 2, 2, 1, 0, 3, 4, 1, 1, 0x66, 0, 4, 5, 1, 0, 1, 0x66, 0)),
  { id: 1, content: Uint8Array.of(1, 0x60, 0, 0) },
  { id: 2, content: Uint8Array.of(1, 0, 0, 0, 0) },
  { id: 7, content: Uint8Array.of(1, 1, 0x66, 0, 0) },
]);
const gnu = buildGnuArchive([
  ["a.o", object],
  ["a_name_longer_than_fits.o", shared],
]);
const bsd = buildArchive([bsdMember("__.SYMDEF", new Uint8Array(8)), bsdMember("a.o", shared)]);

/** Some bytes replaced, a piece cut out or doubled, or the end cut off. */
function mutated(original: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(original.length - 1);
  const edge = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff));
  const replaced = fc.array(fc.tuple(place, edge), { minLength: 1, maxLength: 4 }).map((changes) => {
    const bytes = original.slice();
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  });
  const cut = fc
    .tuple(place, fc.nat(6))
    .map(([at, size]) => Uint8Array.from([...original.subarray(0, at), ...original.subarray(at + size)]));
  const doubled = fc
    .tuple(place, fc.nat(6))
    .map(([at, size]) => Uint8Array.from([...original.subarray(0, at + size), ...original.subarray(at)]));
  const ended = place.map((at) => original.slice(0, at));
  return fc.oneof({ weight: 5, arbitrary: replaced }, cut, doubled, ended);
}

/** Whatever comes in, a reader returns or throws `FormatError`. */
function holds(original: Uint8Array, read: (bytes: Uint8Array) => unknown): void {
  const property = fc.property(mutated(original), (bytes) => {
    try {
      read(bytes);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  });
  fc.assert(property, { numRuns: 5000, seed: 20261122 });
}

const TYPES: Section = { id: 1, content: Uint8Array.of(0) };
const STANDARD = [
  ["types", 1],
  ["imports", 2],
  ["functions", 3],
  ["tables", 4],
  ["memories", 5],
  ["globals", 6],
  ["exports", 7],
  ["elements", 9],
  ["bodies", 10],
  ["segments", 11],
  ["tags", 13],
] as const;

describe("damaged input ends in a FormatError at worst", () => {
  test.each([
    ["an object", object],
    ["a shared library", shared],
  ])("%s", (_, bytes) => {
    holds(bytes, (changed) => readObject(changed, createContext()));
  });

  test("an archive member that is not extracted", () => {
    holds(object, (changed) => readLazySymbols(changed, decodeText));
  });

  test.each([
    ["a GNU archive", gnu],
    ["a BSD archive", bsd],
  ])("%s", (_, bytes) => {
    holds(bytes, (changed) => readArchive(changed, "lib.a", decodeText));
  });

  test("relocations stay within their section", () => {
    holds(object, (changed) => {
      const context = createContext();
      const { customSections, code, data } = readObject(changed, context);
      for (const section of [code, data, ...sectionRanges(customSections)]) {
        if (section === undefined) continue;
        for (const offset of context.kernel.relocationRows(section.relocationStart, section.relocationEnd).offset) {
          if (offset + 4 > section.size) throw new Error("a relocation outside its section");
        }
      }
    });
  });

  const MANY = [0xff, 0xff, 0xff, 0xff, 0x0f];
  const inLinking = (kind: number): Section => custom("linking", Uint8Array.of(2, kind, MANY.length, ...MANY));

  const counted: readonly (readonly [name: string, section: Section])[] = [
    ...STANDARD.map(([name, id]) => [name, { id, content: Uint8Array.from(MANY) }] as const),
    ["segments' names", inLinking(5)],
    ["constructors", inLinking(6)],
    ["COMDAT groups", inLinking(7)],
    ["symbols", inLinking(8)],
    ["relocations", custom("reloc.X", Uint8Array.of(0, ...MANY))],
    ["fields of producers", custom("producers", Uint8Array.from(MANY))],
    ["features", custom("target_features", Uint8Array.from(MANY))],
    ["names", custom("name", Uint8Array.of(1, MANY.length, ...MANY))],
    ["libraries that a library needs", custom("dylink.0", Uint8Array.of(2, MANY.length, ...MANY))],
  ];

  test.each(counted)("a count of 2^32 - 1 %s is an error at once", (_, section) => {
    // What is relocated, and what counts symbols, comes before.
    const bytes = buildModule(section.name === "dylink.0" ? [section] : [TYPES, section]);
    const before = process.memoryUsage().arrayBuffers;
    const start = process.cpuUsage();
    expect(() => readObject(bytes, createContext())).toThrow(FormatError);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });
});
