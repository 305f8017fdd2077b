/** The kernel reads the usual members of an archive, and must not take one that the reader would refuse or read otherwise. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLazySymbols } from "../../../src/format/lazy-symbols.ts";
import { readMemberSymbols } from "../../../src/format/member-symbols.ts";
import { RELOCATION_KIND_TABLE } from "../../../src/format/relocation-kind-table.ts";
import { PlainKernel } from "../../../src/kernel/plain-kernel.ts";
import { buildObject, decodeText } from "../../support/object-builder.ts";

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

function symbolsOf(bytes: Uint8Array): ReturnType<typeof readLazySymbols> | undefined {
  const member = { name: "m", start: 0, size: bytes.length, headerOffset: 0 };
  return readMemberSymbols(new PlainKernel(RELOCATION_KIND_TABLE), bytes, [member], decodeText)[0];
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
    const damage = fc.tuple(fc.nat(OBJECT.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), fc.nat(OBJECT.length), (damages, cut) => {
        const bytes = OBJECT.slice(0, cut % 3 === 0 ? cut : OBJECT.length);
        for (const [place, byte] of damages) bytes[place] = byte;
        const found = symbolsOf(bytes);
        if (found !== undefined) expect(found).toEqual(readLazySymbols(bytes, decodeText));
      }),
      { numRuns: 20_000 },
    );
  });
});
