import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUtf8 } from "../../../src/kernel/portable/utf8.ts";
import { decodeText, encodeText } from "../../support/object-builder.ts";

/** Whether nothing is lost when the bytes become text. */
function survives(bytes: Uint8Array): boolean {
  return Buffer.compare(encodeText(decodeText(bytes, 0, bytes.length)), bytes) === 0;
}

describe("bytes are UTF-8 if they survive as text:", () => {
  test.each([
    ["none", []],
    ["ASCII", [0x41, 0, 0x7f]],
    ["two bytes", [0xc2, 0x80, 0xdf, 0xbf]],
    ["three bytes", [0xe0, 0xa0, 0x80, 0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80, 0xef, 0xbf, 0xbf]],
    ["four bytes", [0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf]],
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x41]],
  ])("%s", (_, bytes) => {
    expect([isUtf8(Uint8Array.from(bytes), 0, bytes.length), survives(Uint8Array.from(bytes))]).toEqual([true, true]);
  });

  test.each([
    ["a second byte alone", [0x80]],
    ["a first byte alone", [0xc3]],
    ["a first byte before ASCII", [0xe2, 0x41, 0x41]],
    ["three bytes without the last", [0xe2, 0x82]],
    ["four bytes without the last", [0xf0, 0x9f, 0x98]],
    ["two bytes for ASCII", [0xc1, 0xbf]],
    ["three bytes for two", [0xe0, 0x9f, 0xbf]],
    ["four bytes for three", [0xf0, 0x8f, 0xbf, 0xbf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["more than U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["a byte that is never used", [0xff]],
  ])("not %s", (_, bytes) => {
    expect([isUtf8(Uint8Array.from(bytes), 0, bytes.length), survives(Uint8Array.from(bytes))]).toEqual([false, false]);
  });

  test("any bytes", () => {
    const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed];
    const byte = fc.constantFrom(...edges, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2 }), fc.array(byte, { maxLength: 6 }), (before, list) => {
        const bytes = Uint8Array.from([...before, ...list]);
        expect(isUtf8(bytes, before.length, bytes.length)).toBe(survives(bytes.subarray(before.length)));
      }),
      { numRuns: 20_000 },
    );
  });
});
