/**
 * The kernel reads the usual objects, and must not take one that the reader which knows every rule refuses, or reads
 * otherwise.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../../src/binary/reader.ts";
import type { ObjectModule } from "../../../src/format/object-module.ts";
import type { ReadContext } from "../../../src/format/read-context.ts";
import { readAnyObject } from "../../../src/format/read-object.ts";
import { readObject, readUsualObject } from "../../support/read-bytes.ts";
import { SectionId, SymbolFlag } from "../../../src/format/wasm.ts";
import { damage, damages } from "../../support/damaged-object.ts";
import { describeModule } from "../../support/module-words.ts";
import { buildObject, encodeText, type SymbolDescription } from "../../support/object-builder.ts";
import { randomObject, usualObject } from "../../support/random-object.ts";
import { createContext } from "../../support/read-context.ts";

type Read = (bytes: Uint8Array, context: ReadContext) => ObjectModule | undefined;

/** What is read, or why it is not; undefined where the kernel leaves the file to the other reader. */
function outcomeOf(read: Read, bytes: Uint8Array): unknown {
  const context = createContext();
  try {
    const module = read(bytes, context);
    return module === undefined ? undefined : describeModule(module, context);
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}

describe("an object that the kernel takes", () => {
  test("is any that a compiler would make", () => {
    const seeds = Array.from({ length: 300 }, (_, seed) => seed);
    const isUsual = (seed: number): boolean => outcomeOf(readUsualObject, usualObject(seed)) !== undefined;
    expect(seeds.filter((seed) => !isUsual(seed))).toEqual([]);
  });

  test("is what any object is to the reader, however it is damaged", () => {
    fc.assert(
      fc.property(fc.nat(), damages, (seed, list) => {
        const bytes = damage(randomObject(seed), list);
        const usual = outcomeOf(readUsualObject, bytes);
        if (usual === undefined) return;
        const any = outcomeOf(readAnyObject, bytes);
        // Asked first because it takes a fraction of the time.
        if (!isDeepStrictEqual(usual, any)) expect(usual).toEqual(any);
      }),
      { numRuns: 16_000 },
    );
  });

  test("gives its names and types the numbers that they have in other objects", () => {
    const context = createContext();
    const object = {
      types: [{ params: [0x7f] }],
      functions: [{ type: 0 }],
      segments: [{ name: ".größe.a", bytes: [] }],
    };
    const symbols: SymbolDescription[] = [{ kind: "function", name: "größe", flags: SymbolFlag.bindingWeak }];
    const described = { ...object, symbols };
    const usual = readUsualObject(buildObject(described), context);
    const other = readAnyObject(buildObject(described), context);
    expect(usual?.symbols.name).toEqual(Int32Array.of(context.names.intern("größe")));
    expect(other.symbols.name).toEqual(usual?.symbols.name);
    expect(other.segments.name).toEqual(usual?.segments.name);
    expect(other.functions.signature).toEqual(usual?.functions.signature);
  });

  test.each([
    { spelling: "usual", count: [1], isUsual: true },
    { spelling: "padded", count: [0x81, 0], isUsual: false },
  ])("gives equal types one number: $spelling", ({ count, isUsual }) => {
    const context = createContext();
    const bytes = buildObject({ types: [{ params: [0x7f] }], symbols: [] });
    const at = Buffer.from(bytes).indexOf(Uint8Array.of(SectionId.type, 5, 1, 0x60, 1, 0x7f));
    const content = [1, 0x60, ...count, 0x7f, 0];
    const section = [SectionId.type, content.length, ...content];
    const spelled = Uint8Array.from([...bytes.subarray(0, at), ...section, ...bytes.subarray(at + 7)]);
    expect(readUsualObject(spelled, context) !== undefined).toBe(isUsual);
    expect(Array.from(readObject(spelled, context).types)).toEqual([context.signatures.intern([0x7f], [])]);
  });

  test("has types of fewer than 128 parameters", () => {
    const context = createContext();
    const params = new Array<number>(128).fill(0x7f);
    const bytes = buildObject({ types: [{ params }], symbols: [] });
    expect(readUsualObject(bytes, context)).toBeUndefined();
    const { types } = readObject(bytes, context);
    expect(Array.from(types)).toEqual([context.signatures.intern(params, [])]);
    expect(context.signatures.at(types[0])).toEqual({ params, results: [] });
  });
});

describe("an object whose names are not UTF-8", () => {
  /** Objects that define names which print as the same. */
  function spelled(...first: number[]): Uint8Array {
    const names = first.map((_, i) => `ü${i}`);
    const symbols = names.map((name): SymbolDescription => ({ kind: "data", name, flags: SymbolFlag.undefined }));
    const bytes = buildObject({ symbols });
    first.forEach((byte, i) => bytes.set([byte, 0x5f, 0x5f], textPlace(bytes, names[i])));
    return bytes;
  }

  test("has them byte for byte, from both readers", () => {
    const context = createContext();
    const bytes = spelled(0xff, 0xfe);
    const expected = Int32Array.from(["\udcff__", "\udcfe__"], (text) => context.names.intern(text));
    expect(readUsualObject(bytes, context)?.symbols.name).toEqual(expected);
    expect(readAnyObject(bytes, context).symbols.name).toEqual(expected);
  });

  test("has a name twice only if its bytes are the same", () => {
    expect(() => readObject(spelled(0xff, 0xff), createContext())).toThrow("duplicate symbol name \udcff__");
  });
});

function textPlace(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes).indexOf(encodeText(text));
}
