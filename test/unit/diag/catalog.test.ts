import { expect, test } from "vitest";
import { MESSAGES, type Message } from "../../../src/diag/catalog.ts";

const rows = Object.entries<Message>(MESSAGES);

test("ids are words with dashes, and no two messages have the same text", () => {
  for (const [id] of rows) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  const texts = rows.map(([, message]) => message.text);
  expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
});

test("braces stand around the names of holes only, and later lines begin with >>>", () => {
  for (const [, { text }] of rows) {
    expect(text.replace(/\{[a-z][A-Za-z]*\}/g, "")).not.toMatch(/[{}]/);
    for (const line of text.split("\n").slice(1)) expect(line).toMatch(/^>>> /);
    expect(text).not.toMatch(/\n$/);
  }
});
