import { expect, test } from "vitest";
import { literal } from "../../../build/made-tables.mjs";

test.each([
  [0, "0"],
  ['quotes " and\na line', '"quotes \\" and\\na line"'],
  [
    [{ name: "R_WASM_TYPE_INDEX_LEB", hasAddend: false }, null],
    '[{"name":"R_WASM_TYPE_INDEX_LEB","hasAddend":false},null]',
  ],
  [Uint8Array.of(1, 2, 255), "Uint8Array.of(1,2,255)"],
])("%j is written as it is", (value, text) => {
  expect(literal(value)).toBe(text);
});

test.each([
  ["a function", () => 0],
  ["what only code can make", new Map([[1, 2]])],
  ["a hole", [undefined]],
  ["nothing", undefined],
])("%s is no table", (_title, value) => {
  expect(() => literal(value)).toThrow("not a table");
});
