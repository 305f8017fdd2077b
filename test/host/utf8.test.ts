/** The portable UTF-8 coding agrees with the engine's on every input, well-formed or not. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../src/host/utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes near the borders of the ranges in which a sequence stays valid. */
const byte = fc.constantFrom(
  0x00,
  0x61,
  0x7f,
  0x80,
  0x8f,
  0x90,
  0x9f,
  0xa0,
  0xbf,
  0xc1,
  0xc2,
  0xdf,
  0xe0,
  0xe5,
  0xed,
  0xef,
  0xf0,
  0xf3,
  0xf4,
  0xf5,
  0xff,
);

test("decodes any bytes as TextDecoder does", () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (list) => {
      const bytes = Uint8Array.from(list);
      expect(decodeUtf8(bytes, 0, bytes.length)).toBe(decoder.decode(bytes));
    }),
    { numRuns: 5000 },
  );
});

test("encodes any string as TextEncoder does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", "\ud800", "\udc00"), (text, half) => {
      expect(encodeUtf8(text + half)).toEqual(new TextEncoder().encode(text + half));
    }),
  );
});

test("decodes a text longer than one call of fromCharCode takes", () => {
  const text = "aä尺🦀".repeat(20_000);
  const bytes = new TextEncoder().encode(text);
  expect(decodeUtf8(bytes, 0, bytes.length)).toBe(text);
});
