import { expect, test } from "vitest";
import { compareSpellings, formatHelp, nameWithValue } from "../../../src/options/help.ts";
import { SPELLINGS } from "../../../src/options/spellings.ts";
import { GROUPS, type Row } from "../../../src/options/row.ts";
import { OPTIONS } from "../../../src/options/table.ts";

test("--help is wasm-ld's, byte for byte", async () => {
  await expect(formatHelp("wasm-ld")).toMatchFileSnapshot("wasm-ld-help.txt");
});

test("every spelling is written in one way only", () => {
  const rows = Object.values<Row>(OPTIONS);
  const count = rows.reduce(
    (sum, row) => sum + 1 + (row.kind === "toggle" || row.kind === "eq" ? 1 : 0) + (row.aliases?.length ?? 0),
    0,
  );
  expect(SPELLINGS.size).toBe(count);
});

test("every group has options, and every toggle a text for its other half", () => {
  const rows = Object.values<Row>(OPTIONS);
  expect(new Set(rows.map((row) => row.group))).toEqual(new Set(Object.keys(GROUPS)));
  for (const [name, row] of Object.entries<Row>(OPTIONS)) {
    expect([name, row.noHelp !== undefined]).toEqual([name, row.kind === "toggle"]);
  }
});

test.each([
  ["export=", "--export=<value>"],
  ["export", "--export <value>"],
  ["entry", "--entry <entry>"],
  ["L", "-L <dir>"],
  ["lto-O", "--lto-O<opt-level>"],
  ["features=", "--features=<value>"],
  ["no-demangle", "--no-demangle"],
  ["V", "-V"],
])("--help shows %s as %s", (name, shown) => {
  expect(nameWithValue(SPELLINGS.get(name)!)).toBe(shown);
});

test("a name stands behind those it begins, capitals before small letters", () => {
  const order = ["export-all", "export=", "export", "e", "E", "M", "m", "Map="].map((name) => SPELLINGS.get(name)!);
  expect(order.sort(compareSpellings).map(({ name }) => name)).toEqual([
    "export-all",
    "export=",
    "export",
    "E",
    "e",
    "Map=",
    "M",
    "m",
  ]);
});
