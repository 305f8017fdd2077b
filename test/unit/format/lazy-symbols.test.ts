import { describe, expect, test } from "vitest";
import { readLazySymbols } from "../../../src/format/lazy-symbols.ts";
import { readObject } from "../../support/read-bytes.ts";
import { SymbolFlag } from "../../../src/format/wasm.ts";
import {
  buildModule,
  buildObject,
  custom,
  decodeText,
  type ObjectDescription,
  type SymbolDescription,
} from "../../support/object-builder.ts";
import { objectSymbols } from "../../support/object-symbols.ts";
import { createContext } from "../../support/read-context.ts";

const { undefined: UNDEFINED, bindingLocal, bindingWeak, explicitName } = SymbolFlag;

function build(symbols: readonly SymbolDescription[], more: ObjectDescription = {}): Uint8Array {
  return buildObject({
    types: [{}],
    imports: [{ name: "imported", kind: "function", type: 0 }],
    functions: [{ type: 0 }],
    segments: [{ name: "s", bytes: new Uint8Array(70_000) }],
    customSections: [{ name: "c", bytes: [0] }],
    symbols,
    ...more,
  });
}

describe("a member that nobody needs yet", () => {
  const symbols: SymbolDescription[] = [
    { kind: "function", flags: UNDEFINED, index: 0 },
    { kind: "function", name: "f", index: 1 },
    { kind: "function", name: "alias", flags: UNDEFINED | explicitName, index: 0 },
    { kind: "data", name: "d", flags: bindingWeak | SymbolFlag.tls, index: 0, offset: 69_999, size: 1 },
    { kind: "data", name: "u", flags: UNDEFINED },
    { kind: "data", name: "l", flags: bindingLocal, index: 0 },
    { kind: "section", flags: bindingLocal, index: 5 },
    { kind: "function", name: "last", flags: SymbolFlag.noStrip, index: 1 },
  ];

  test("shows the names that it defines, in order", () => {
    expect(readLazySymbols(build(symbols), decodeText)).toEqual({
      names: ["f", "d", "last"],
      is64: false,
      kind: "relocatable",
      hasUnmodeledTypes: false,
    });
  });

  test("shows what the whole reader finds", () => {
    const context = createContext();
    const found = objectSymbols(readObject(build(symbols), context), context);
    const defined = found.filter(({ isNumbered, flags }) => isNumbered && (flags & UNDEFINED) === 0);
    expect(readLazySymbols(build(symbols), decodeText).names).toEqual(defined.map(({ name }) => name));
  });

  test.each([
    [
      "imported",
      {
        imports: [
          { name: "f", kind: "function", type: 0 },
          { name: "m", kind: "memory", description: [4, 0] },
        ],
      },
    ],
    ["defined", { imports: [], memories: [[4, 0]] }],
  ] as const)("is 64-bit by its %s memory", (_, more) => {
    expect(readLazySymbols(build([], more as ObjectDescription), decodeText).is64).toBe(true);
  });

  test("is known as a shared library", () => {
    expect(readLazySymbols(buildModule([custom("dylink.0", new Uint8Array(0))]), decodeText).kind).toBe("shared");
  });

  test("shows its exports if it is no object", () => {
    const module = buildModule([{ id: 7, content: Uint8Array.of(2, 1, 0x6d, 2, 0, 1, 0x66, 0, 0) }]);
    expect(readLazySymbols(module, decodeText)).toMatchObject({ kind: "plain", names: ["f"] });
  });

  test("shows that it has types beyond functions", () => {
    const module = buildModule([{ id: 1, content: Uint8Array.of(2, 0x60, 1, 0x64, 0x70, 0, 0x5f, 0) }]);
    expect(readLazySymbols(module, decodeText).hasUnmodeledTypes).toBe(true);
  });
});
