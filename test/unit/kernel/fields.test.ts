import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteReader } from "../../../src/binary/reader.ts";
import * as fields from "../../../src/kernel/portable/fields.ts";

const signed = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.integer({ min: -300, max: 300 }));

function written(size: number, write: (bytes: Uint8Array, at: number) => void): number[] {
  const bytes = new Uint8Array(size + 2).fill(0xee);
  write(bytes, 1);
  expect([bytes[0], bytes[size + 1]]).toEqual([0xee, 0xee]);
  return Array.from(bytes.subarray(1, size + 1));
}

function reader(bytes: readonly number[]): ByteReader {
  return new ByteReader(Uint8Array.from(bytes), 0, bytes.length);
}

describe("padded fields", () => {
  test.each([
    ["writeUleb5", 5, 624485, [0xe5, 0x8e, 0xa6, 0x80, 0]],
    ["writeUleb5", 5, 2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["writeUleb5", 5, -1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["writeSleb5", 5, 1, [0x81, 0x80, 0x80, 0x80, 0]],
    ["writeSleb5", 5, -1, [0xff, 0xff, 0xff, 0xff, 0x7f]],
    ["writeSleb5", 5, 2 ** 31, [0x80, 0x80, 0x80, 0x80, 0x78]],
    ["writeUleb10", 10, 2 ** 32, [0x80, 0x80, 0x80, 0x80, 0x90, 0x80, 0x80, 0x80, 0x80, 0]],
    ["writeUleb10", 10, -1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]],
    ["writeSleb10", 10, -1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ["writeSleb10", 10, -(2 ** 33), [0x80, 0x80, 0x80, 0x80, 0xe0, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ["writeU32", 4, -2, [0xfe, 0xff, 0xff, 0xff]],
    ["writeU64", 8, 2 ** 40 + 3, [3, 0, 0, 0, 0, 1, 0, 0]],
    ["writeU64", 8, -2, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ] as const)("%s of %d bytes holds %d", (name, size, value, bytes) => {
    expect(written(size, (to, at) => fields[name](to, at, value))).toEqual(bytes);
  });

  test("of 64 bits read back as what was written", () => {
    fc.assert(
      fc.property(signed, (value) => {
        expect(reader(written(10, (to, at) => fields.writeSleb10(to, at, value))).sleb64()).toBe(value);
        const wrapped = BigInt.asUintN(64, BigInt(value));
        expect(reader(written(10, (to, at) => fields.writeUleb10(to, at, value))).uleb64Exact()).toBe(wrapped);
      }),
    );
  });

  test("of 32 bits read back as what was written", () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(reader(written(5, (to, at) => fields.writeSleb5(to, at, value))).sleb32()).toBe(value);
        expect(reader(written(5, (to, at) => fields.writeUleb5(to, at, value))).uleb32()).toBe(value >>> 0);
      }),
    );
  });
});
