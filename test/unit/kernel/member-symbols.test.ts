/** The kernel reads the usual members of an archive, and must not take one that the reader would refuse or read otherwise. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LazySymbols, readLazySymbols } from "../../../src/format/lazy-symbols.ts";
import { readMemberSymbols } from "../../../src/format/member-symbols.ts";
import { damage, damages } from "../../support/damaged-object.ts";
import { buildObject, decodeText } from "../../support/object-builder.ts";
import { textOf } from "../../support/object-symbols.ts";
import { randomObject } from "../../support/random-object.ts";
import { createContext } from "../../support/read-context.ts";

const OBJECT = buildObject({
  functions: [{ type: 0, body: [0, 0x0b] }],
  segments: [
    { name: "s", bytes: [1, 2, 3, 4], relocations: [{ type: "MEMORY_ADDR_I32", offset: 0, index: 1, addend: 0 }] },
  ],
  symbols: [
    { kind: "function", name: "f" },
    { kind: "data", name: "größe" },
  ],
});

/** Undefined where the kernel leaves the member to the reader. It takes nothing but objects without unusual types. */
function symbolsOf(bytes: Uint8Array): LazySymbols | undefined {
  const context = createContext();
  const member = { name: "m", start: 0, size: bytes.length, headerOffset: 0 };
  const [found] = readMemberSymbols(context.kernel, bytes, [member], context.names);
  if (found === undefined) return undefined;
  const names = Array.from(found.names, (name) => textOf(context, name));
  return { names, is64: found.is64, kind: "relocatable", hasUnmodeledTypes: false };
}

function expectAgreement(bytes: Uint8Array): void {
  const found = symbolsOf(bytes);
  if (found !== undefined) expect(found).toEqual(readLazySymbols(bytes, decodeText));
}

describe("a member's names, read by the kernel", () => {
  test("are those of its defined symbols", () => {
    expect(symbolsOf(OBJECT)).toEqual({
      names: ["f", "größe"],
      is64: false,
      kind: "relocatable",
      hasUnmodeledTypes: false,
    });
  });

  test("are what the reader finds, however the member is damaged", () => {
    const change = fc.tuple(fc.nat(OBJECT.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(OBJECT.length), (changes, cut) => {
        const bytes = OBJECT.slice(0, cut % 3 === 0 ? cut : OBJECT.length);
        for (const [place, byte] of changes) bytes[place] = byte;
        expectAgreement(bytes);
      }),
      { numRuns: 20_000 },
    );
  });

  test("are what the reader finds in any object, whole or damaged", () => {
    fc.assert(
      fc.property(fc.nat(), damages, (seed, list) => expectAgreement(damage(randomObject(seed), list))),
      { numRuns: 5000 },
    );
  });

  test("are taken byte for byte where they are not UTF-8", () => {
    const bytes = OBJECT.slice();
    bytes[bytes.lastIndexOf(0xc3)] = 0xff;
    expect(symbolsOf(bytes)?.names).toEqual(["f", "grö\udcff\udc9fe"]);
    expect(readLazySymbols(bytes, decodeText).names).toEqual(["f", "grö\udcff\udc9fe"]);
  });

  test("have one number each, in whichever member they are", () => {
    const { kernel, names } = createContext();
    const bytes = Uint8Array.from([...OBJECT, ...OBJECT]);
    const members = [0, OBJECT.length].map((start) => ({ name: "m", start, size: OBJECT.length, headerOffset: 0 }));
    const found = readMemberSymbols(kernel, bytes, members, names);
    const expected = ["f", "größe"].map((text) => names.intern(text));
    expect(found.map((member) => [...(member?.names ?? [])])).toEqual([expected, expected]);
  });
});
