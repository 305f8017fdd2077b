/** Links that random jobs have shown to differ, as tests: the same bytes, words and exit status as wasm-ld's. */
import { describe, expect, test } from "vitest";
import type { Files } from "./folder.ts";
import { findReference, runTsld } from "./linkers.ts";
import { describeDifference } from "./outcome.ts";

export interface Link {
  readonly args: readonly string[];
  readonly files: Files;
}

export function checkRegressions(links: Readonly<Record<string, Link>>): void {
  const reference = findReference();
  describe(`as with ${reference.name}`, () => {
    for (const [name, { args, files }] of Object.entries(links)) {
      const reason = reference.cannotRun(args);
      test.skipIf(reason !== undefined)(reason === undefined ? name : `${name} (${reason})`, async (context) => {
        const expected = await reference.run(args, files);
        // Assertions that the packaged wasm-ld has; the native one has none.
        if (typeof expected.status === "string" && !reference.isFast) context.skip("the packaged wasm-ld asserts");
        expect(describeDifference(expected, runTsld(args, files))).toBeUndefined();
      });
    }
  });
}
