import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sha1 } from "../../../src/base/sha1.ts";
import { xxh3 } from "../../../src/base/xxh3.ts";

const BYTES = Uint8Array.from({ length: 5000 }, (_, i) => i * i * 7 + i * 13 + (i >> 8) * 31);

describe("XXH3 agrees with the reference implementation (xxHash 0.8)", () => {
  test.each([
    [0, 0x2d06800538d394c2n],
    [1, 0xc44bdff4074eecdbn],
    [2, 0xdac72d23cbf01267n],
    [3, 0x6647634850539fa2n],
    [4, 0x26dfb56de65c55cdn],
    [8, 0x83a192ada40b0ce9n],
    [9, 0x2dac7c782402c359n],
    [16, 0x1e83ace8efbd71b2n],
    [17, 0x13de6825446895bbn],
    [32, 0x200d277255f7480en],
    [33, 0xe6a1970abc497b1cn],
    [64, 0x48f834e51aae01a6n],
    [65, 0xbb8a1dd7f5d29311n],
    [96, 0x094e301bca90ebbcn],
    [97, 0x9d86dba2cd388dadn],
    [128, 0x370f45fbc0443ee5n],
    [129, 0x81c5ee1d1813e394n],
    [240, 0xa638b2ea0d229925n],
    [241, 0x5b091583477772f7n],
    [256, 0x01de8b22604b902an],
    [512, 0x5aaa845060a299f1n],
    [1024, 0x6fb9f947b35befe7n],
    [1025, 0xa2dc84d6600fa889n],
    [1088, 0xc1968345e368e267n],
    [2048, 0xc17ee930fd756c0dn],
    [4999, 0x69294d8edce8d8fdn],
  ])("on %d bytes", (length, hash) => {
    expect(xxh3(BYTES.subarray(0, length))).toBe(hash);
  });

  test("wherever the bytes lie in memory", () => {
    const shifted = new Uint8Array(BYTES.length + 3);
    shifted.set(BYTES, 3);
    expect(xxh3(shifted.subarray(3))).toBe(xxh3(BYTES));
  });
});

describe("SHA-1 agrees with Node's", () => {
  test.each([0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 128, 4999])("on %d bytes", (length) => {
    const bytes = BYTES.subarray(0, length);
    expect(Buffer.from(sha1(bytes)).toString("hex")).toBe(createHash("sha1").update(bytes).digest("hex"));
  });
});
