import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as leb from "../../../src/binary/leb.ts";
import { ByteWriter } from "../../../src/binary/writer.ts";
import { encodeText } from "../../support/object-builder.ts";

const LIMIT = 2 ** 53;
const unsigned = fc.oneof(fc.maxSafeNat(), fc.nat(), fc.nat(300));
const signed = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.integer({ min: -300, max: 300 }));

describe("size of the shortest LEB128", () => {
  test.each([
    [0, 1],
    [0x7f, 1],
    [0x80, 2],
    [0x3fff, 2],
    [0x4000, 3],
    [0x1f_ffff, 3],
    [0xfff_ffff, 4],
    [0x1000_0000, 5],
    [2 ** 35 - 1, 5],
    [2 ** 35, 6],
    [2 ** 49, 8],
    [LIMIT, 8],
  ])("unsigned %d", (value, size) => {
    expect(leb.ulebSize(value)).toBe(size);
  });

  test.each([
    [0x3f, 1],
    [0x40, 2],
    [-0x40, 1],
    [-0x41, 2],
    [0x1fff, 2],
    [0x2000, 3],
    [-0x10_0000, 3],
    [-0x10_0001, 4],
    [0x7ff_ffff, 4],
    [0x800_0000, 5],
    [-(2 ** 31), 5],
    [2 ** 34, 6],
    [LIMIT, 8],
    [-LIMIT, 8],
  ])("signed %d", (value, size) => {
    expect(leb.slebSize(value)).toBe(size);
  });

  test("is what the writer writes", () => {
    fc.assert(
      fc.property(unsigned, signed, (u, s) => {
        const writer = new ByteWriter(encodeText);
        writer.uleb(u);
        expect(writer.length).toBe(leb.ulebSize(u));
        writer.sleb(s);
        expect(writer.length).toBe(leb.ulebSize(u) + leb.slebSize(s));
      }),
    );
  });
});
