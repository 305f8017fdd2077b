import { describe, expect, test } from "vitest";
import {
  amountOf,
  parseSigned64,
  parseUnsigned64,
  signedAmountOf,
  truncateToUnsigned32,
} from "../../../src/options/integer.ts";

describe("a decimal number with sign", () => {
  test.each([
    ["0", 0n],
    ["007", 7n],
    ["-0", 0n],
    ["-12", -12n],
    ["9223372036854775807", 2n ** 63n - 1n],
    ["-9223372036854775808", -(2n ** 63n)],
  ])("%s", (text, value) => {
    expect(parseSigned64(text)).toBe(value);
  });

  test.each(["", "-", "+1", "1k", "0x10", " 1", "1 ", "1.0", "9223372036854775808", "-9223372036854775809"])(
    "%j is none",
    (text) => {
      expect(parseSigned64(text)).toBeUndefined();
    },
  );
});

describe("a number in any radix", () => {
  test.each([
    ["0", 0n],
    ["00", 0n],
    ["10", 10n],
    ["0x1f", 31n],
    ["0X1F", 31n],
    ["0b11", 3n],
    ["0B11", 3n],
    ["0o17", 15n],
    ["017", 15n],
    ["18446744073709551615", 2n ** 64n - 1n],
  ])("%s", (text, value) => {
    expect(parseUnsigned64(text)).toBe(value);
  });

  test.each(["", "-1", "+1", "0x", "0O17", "018", "0b12", "1k", "18446744073709551616"])("%j is none", (text) => {
    expect(parseUnsigned64(text)).toBeUndefined();
  });
});

test("an amount past 2^53 stays past every memory's size, and as aligned as it was", () => {
  expect(amountOf(65536n)).toBe(65536);
  expect(amountOf(-1n)).toBeGreaterThan(2 ** 40);
  expect(amountOf(-1n) % 65536).toBe(65535);
  expect(amountOf(-65536n) % 65536).toBe(0);
});

test("an amount with a sign keeps it, unless it is past 2^53", () => {
  expect(signedAmountOf(-1n)).toBe(-1);
  expect(signedAmountOf(2n ** 32n)).toBe(2 ** 32);
  expect(signedAmountOf(-(2n ** 63n) + 5n) % 2 ** 32).toBe(5);
});

test("the upper half of a number is cut off", () => {
  expect(truncateToUnsigned32(-1n)).toBe(0xffffffff);
  expect(truncateToUnsigned32(2n ** 32n + 5n)).toBe(5);
});
