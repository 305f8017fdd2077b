import { describe, expect, test } from "vitest";
import { ByteReader, FormatError } from "../../../src/binary/reader.ts";
import { decodeText } from "../../support/object-builder.ts";

const NINES = new Array<number>(9).fill(0xff);
const ZEROS = new Array<number>(12).fill(0x80);

function reader(...bytes: number[]): ByteReader {
  return new ByteReader(Uint8Array.from(bytes), 0, bytes.length);
}

describe("a reader takes", () => {
  test.each<[string, number[], (r: ByteReader) => unknown, unknown]>([
    ["a byte", [7], (r) => r.u8(), 7],
    ["32 bits", [1, 2, 3, 0xff], (r) => r.u32le(), 0xff030201],
    ["an unsigned LEB128", [0xe5, 0x8e, 0x26], (r) => r.uleb64(), 624485],
    ["the largest 32 bits", [0xff, 0xff, 0xff, 0xff, 0x0f], (r) => r.uleb32(), 2 ** 32 - 1],
    ["the largest 64 bits", [...NINES, 1], (r) => r.uleb64Exact(), 2n ** 64n - 1n],
    ["padding of any length", [0x81, ...ZEROS, 0], (r) => r.uleb32(), 1],
    ["a signed LEB128", [0x80, 0x7f], (r) => r.sleb64(), -128],
    ["the least 64 bits", [...NINES.map(() => 0x80), 0x7f], (r) => r.sleb64Exact(), -(2n ** 63n)],
    ["signed padding of any length", [...NINES, 0xff, 0xff, 0x7f], (r) => r.sleb64(), -1],
    ["the least 32 bits", [0x80, 0x80, 0x80, 0x80, 0x78], (r) => r.sleb32(), -(2 ** 31)],
    ["a bit", [1], (r) => r.bit(), 1],
    ["a text", [2, 0xc3, 0xa9], (r) => r.text(decodeText), "é"],
    ["the place of a text", [3, 1, 2, 3], (r) => [r.skipText(), r.at], [1, 4]],
  ])("%s", (_, bytes, read, value) => {
    const source = reader(...bytes);
    expect(read(source)).toEqual(value);
    expect(source.isAtEnd).toBe(true);
  });
});

describe("a reader refuses", () => {
  test.each<[string, number[], (r: ByteReader) => unknown]>([
    ["EOF while reading uint8", [], (r) => r.u8()],
    ["EOF while reading uint32", [1, 2, 3], (r) => r.u32le()],
    ["EOF while reading string", [2, 0x61], (r) => r.skipText()],
    ["malformed uleb128, extends past end", [0x80], (r) => r.uleb64()],
    ["malformed sleb128, extends past end", [0xff], (r) => r.sleb64()],
    ["uleb128 too big for uint64", [...NINES, 2], (r) => r.uleb64()],
    ["uleb128 too big for uint64", [...NINES, 0x80, 1], (r) => r.uleb64()],
    ["sleb128 too big for int64", [...NINES, 1], (r) => r.sleb64()],
    ["sleb128 too big for int64", [...NINES, 0xff, 0], (r) => r.sleb64()],
    ["LEB is outside Varuint32 range", [0x80, 0x80, 0x80, 0x80, 0x10], (r) => r.uleb32()],
    ["LEB is outside Varint32 range", [0x80, 0x80, 0x80, 0x80, 0x08], (r) => r.sleb32()],
    ["LEB is outside Varint32 range", [0xff, 0xff, 0xff, 0xff, 0x77], (r) => r.sleb32()],
    ["LEB is outside Varuint1 range", [2], (r) => r.bit()],
    ["LEB is outside Varuint1 range", [0x7f], (r) => r.bit()],
  ])("with: %s", (message, bytes, read) => {
    expect(() => read(reader(...bytes))).toThrow(expect.objectContaining({ name: "FormatError", message }));
  });

  test("to look beyond its range", () => {
    const narrow = new ByteReader(Uint8Array.of(0x81, 0x82, 0x03), 0, 2);
    expect(() => narrow.uleb32()).toThrow(FormatError);
  });

  test("with the offset in the file", () => {
    expect(() => new ByteReader(new Uint8Array(9), 5, 5).u8()).toThrow(expect.objectContaining({ offset: 5 }));
  });
});
