import { expect, test } from "vitest";
import { denseMapOrder } from "../../../src/base/dense-map-order.ts";
import { stringMapOrder } from "../../../src/base/string-map-order.ts";
import { encodeText } from "../../support/object-builder.ts";

/** Names of every length class of both hashes, more than the tables hold before they grow. */
const NAMES = Array.from({ length: 52 }, (_, i) => `${"n".repeat((i * 7) % 90)}x${i}`);

/** In which order wasm-ld 22.1.8 extracted members that define these names, for as many `--export` options. */
const EXTRACTED = [
  51, 13, 44, 24, 4, 31, 26, 41, 45, 0, 21, 28, 49, 15, 7, 5, 47, 40, 30, 20, 23, 46, 42, 43, 1, 8, 36, 29, 27, 9, 35,
  6, 33, 32, 48, 37, 14, 50, 18, 34, 39, 2, 19, 38, 3, 16, 12, 22, 11, 17, 10, 25,
];
/** In which order wasm-ld 22.1.8 warned of their signatures. */
const WARNED = [
  38, 10, 35, 42, 39, 3, 19, 23, 15, 26, 48, 40, 14, 22, 28, 20, 36, 29, 18, 1, 21, 34, 6, 24, 51, 45, 50, 27, 5, 8, 30,
  0, 2, 31, 11, 41, 49, 46, 12, 16, 13, 43, 32, 44, 4, 9, 47, 37, 17, 33, 7, 25,
];

function inOrder(order: readonly number[]): (string | undefined)[] {
  return order.map((i) => NAMES[i]);
}

test("a StringMap lists names as wasm-ld extracts exports", () => {
  expect(stringMapOrder(NAMES, encodeText)).toEqual(inOrder(EXTRACTED));
});

test("a DenseMap lists names as wasm-ld warns of mismatched signatures", () => {
  expect(denseMapOrder(NAMES, encodeText)).toEqual(inOrder(WARNED));
});

test.each([
  ["StringMap", stringMapOrder],
  ["DenseMap", denseMapOrder],
])("a %s has a repeated name once", (_, order) => {
  expect(order([...NAMES, ...NAMES], encodeText)).toEqual(order(NAMES, encodeText));
  expect(order([], encodeText)).toEqual([]);
});
