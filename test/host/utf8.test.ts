/** UTF-8 to text and back keeps every byte, and agrees with the engine's own coding where that keeps them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeAgain, decodeUtf8, encodeAgain, encodeUtf8, wellFormed } from "../../src/host/utf8.ts";

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

test("any bytes become text and the same bytes again", () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (list) => {
      const bytes = Uint8Array.from(list);
      const text = decodeUtf8(bytes, 0, bytes.length);
      expect(encodeUtf8(text)).toEqual(bytes);
      const native = decoder.decode(bytes);
      if (!native.includes("\ufffd")) expect(text).toBe(native);
      expect(decodeAgain(native, bytes, 0, bytes.length)).toBe(text);
      expect(encodeAgain(new TextEncoder().encode(text), text)).toEqual(bytes);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  [[0x61, 0xff, 0x62], "a\udcffb"],
  [[0xc0, 0x80], "\udcc0\udc80"],
  [[0xf0, 0x9f, 0xa6], "\udcf0\udc9f\udca6"],
  [[0xed, 0xb2, 0x80], "\udced\udcb2\udc80"],
  [[0xef, 0xbf, 0xbd], "\ufffd"],
])("a byte that is not UTF-8 is a lone surrogate of its own: %j", (bytes, text) => {
  expect(decodeUtf8(Uint8Array.from(bytes), 0, bytes.length)).toBe(text);
});

test("text that is shown has U+FFFD for each of them", () => {
  expect(wellFormed("a\udcff🦀\udcf0")).toBe("a\ufffd🦀\ufffd");
});

test("encodes any string without such bytes as TextEncoder does", () => {
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
