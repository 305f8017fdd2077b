import { expect, test } from "vitest";
import { MESSAGES } from "../../src/diag/catalog.ts";
import type { Row } from "../../src/options/row.ts";
import { OPTIONS } from "../../src/options/table.ts";
import { SOURCES } from "./source.ts";

/** All of src/ but what `except` matches. */
const sourceWithout = (except: RegExp): string =>
  SOURCES.filter(({ path }) => !except.test(path))
    .map(({ text }) => text)
    .join("\n");

test("every message is reported somewhere", () => {
  const source = sourceWithout(/^src\/diag\/catalog\.ts$/);
  expect(Object.keys(MESSAGES).filter((id) => !source.includes(`"${id}"`))).toEqual([]);
});

/** wasm-ld's options that only LLVM's code generator uses: they are accepted, and nothing here depends on them. */
const WITHOUT_EFFECT = [
  "lto-debug-pass-manager",
  "disable-verify",
  "save-temps",
  "thinlto-cache-dir=",
  "thinlto-emit-imports-files",
];

test("every option is read somewhere, but those for LLVM's code generator", () => {
  const source = sourceWithout(/^src\/options\/(table.*|spellings|row)\.ts$/);
  const isRead = (name: string): boolean => source.includes(`"${name}"`) || new RegExp(`\\b${name}: "`).test(source);
  const unread = Object.keys(OPTIONS).filter((name) => !isRead(name));
  expect(unread.sort()).toEqual([...WITHOUT_EFFECT].sort());
  const rows: Readonly<Record<string, Row>> = OPTIONS;
  for (const name of WITHOUT_EFFECT) expect([name, rows[name]?.group]).toEqual([name, "llvm"]);
});

test("texts of messages stand in the catalogue only", () => {
  const texts = Object.values(MESSAGES).map(({ text }) => text);
  const literal = texts.filter((text) => text.length > 30 && !text.includes("{"));
  expect(literal.length).toBeGreaterThan(20);
  const source = sourceWithout(/^src\/diag\/catalog\.ts$/);
  expect(literal.filter((text) => source.includes(JSON.stringify(text)))).toEqual([]);
});
