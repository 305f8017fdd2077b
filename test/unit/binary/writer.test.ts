import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteReader } from "../../../src/binary/reader.ts";
import { ByteWriter } from "../../../src/binary/writer.ts";
import { decodeText, encodeText } from "../../support/object-builder.ts";

function write(...steps: ((writer: ByteWriter) => void)[]): number[] {
  const writer = new ByteWriter(encodeText, 0);
  for (const step of steps) step(writer);
  return Array.from(writer.finish());
}

describe("a writer", () => {
  test.each<[string, (writer: ByteWriter) => void, number[]]>([
    ["a byte", (w) => w.byte(0x1ff), [0xff]],
    ["bytes", (w) => w.bytes(Uint8Array.of(1, 2)), [1, 2]],
    ["a run", (w) => w.fill(7, 3), [7, 7, 7]],
    ["a text", (w) => w.text("é"), [2, 0xc3, 0xa9]],
  ])("writes %s", (_, step, bytes) => {
    expect(write(step)).toEqual(bytes);
  });

  test.each([0, 1, 127, 128, 20_000])("puts the length before a part of %d bytes", (size) => {
    const bytes = write(
      (w) => w.byte(9),
      (w) => w.sized((part) => part.fill(5, size)),
      (w) => w.byte(8),
    );
    const reader = new ByteReader(Uint8Array.from(bytes), 1, bytes.length);
    expect(reader.uleb32()).toBe(size);
    expect(bytes.slice(reader.at)).toEqual([...new Array<number>(size).fill(5), 8]);
  });

  test("nests parts", () => {
    const inner = (w: ByteWriter): void => w.sized((part) => part.fill(1, 126));
    expect(write((w) => w.sized(inner))).toEqual([127, 126, ...new Array<number>(126).fill(1)]);
  });

  test("gives an array that later writes leave alone", () => {
    const writer = new ByteWriter(encodeText);
    writer.byte(1);
    const first = writer.finish();
    writer.byte(2);
    expect([first.length, first.buffer.byteLength, first[0]]).toEqual([1, 1, 1]);
  });

  test("what it writes reads back", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeInteger(), fc.string({ unit: "grapheme" }), (u, s, text) => {
        const bytes = write(
          (w) => w.uleb(u),
          (w) => w.sleb(s),
          (w) => w.text(text),
        );
        const reader = new ByteReader(Uint8Array.from(bytes), 0, bytes.length);
        expect([reader.uleb64(), reader.sleb64(), reader.text(decodeText), reader.isAtEnd]).toEqual([u, s, text, true]);
      }),
    );
  });
});
