import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { makeDocs } from "../../../build/gen-docs.mjs";

test("the documents made from the source say what it says (npm run docs)", async () => {
  const docs = Object.entries(await makeDocs());
  expect(docs.map(([path]) => path)).toEqual([
    "docs/options.md",
    "docs/messages.md",
    "docs/ARCHITECTURE.md",
    "docs/lld-map.md",
    "README.md",
  ]);
  for (const [path, content] of docs) {
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")).toBe(content);
  }
});
