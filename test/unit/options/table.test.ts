import { expect, test } from "vitest";
import { compareSpellings, formatHelp, nameWithValue } from "../../../src/options/help.ts";
import { collectSpellings } from "../../../src/options/collect-spellings.ts";
import { Spellings } from "../../../src/options/spellings.ts";
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
  expect(collectSpellings().size).toBe(count);
});

test("spellings come back from their texts as they are", () => {
  expect(new Spellings().all()).toEqual([...collectSpellings().values()]);
  expect(new Spellings().get("constructor")).toBeUndefined();
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
  expect(nameWithValue(new Spellings().get(name)!)).toBe(shown);
});

test("a name stands behind those it begins, capitals before small letters", () => {
  const order = ["export-all", "export=", "export", "e", "E", "M", "m", "Map="].map(
    (name) => new Spellings().get(name)!,
  );
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
