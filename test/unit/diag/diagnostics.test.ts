import { expect, test } from "vitest";
import { type Diagnostic, Diagnostics, LinkAborted } from "../../../src/diag/diagnostics.ts";

function stray(diagnostics: Diagnostics): void {
  diagnostics.report("stray-end-lib", {});
}

function idsOf(diagnostics: Diagnostics): string[] {
  return diagnostics.all.map(({ id }) => id);
}

test("holes are filled in, and what fills them is not looked into", () => {
  const diagnostics = new Diagnostics();
  diagnostics.report("undefined-symbol", { file: "{symbol}", symbol: "$& {file}" });
  expect(diagnostics.all[0].text).toBe("{symbol}: undefined symbol: $& {file}");
});

test("a warning is no error, unless warnings are fatal or the caller says so", () => {
  const diagnostics = new Diagnostics();
  diagnostics.report("unknown-z-value", { value: "x" });
  expect(diagnostics.hasErrors).toBe(false);
  diagnostics.report("undefined-symbol", { file: "f", symbol: "s" }, "warning");
  expect(diagnostics.hasErrors).toBe(false);
  diagnostics.fatalWarnings = true;
  diagnostics.report("unknown-z-value", { value: "x" });
  expect(diagnostics.hasErrors).toBe(true);
  expect(diagnostics.all.map(({ severity }) => severity)).toEqual(["warning", "warning", "error"]);
});

test("a fatal message is an error that ends the link", () => {
  const diagnostics = new Diagnostics();
  expect(() => diagnostics.report("not-relocatable", { file: "f" })).toThrow(LinkAborted);
  expect(diagnostics.all).toEqual([
    { id: "not-relocatable", severity: "error", text: "f: not a relocatable wasm file" },
  ] satisfies Diagnostic[]);
});

test("the error past the limit is replaced by a last message", () => {
  const diagnostics = new Diagnostics();
  diagnostics.errorLimit = 2;
  stray(diagnostics);
  stray(diagnostics);
  expect(() => stray(diagnostics)).toThrow(LinkAborted);
  expect(idsOf(diagnostics)).toEqual(["stray-end-lib", "stray-end-lib", "too-many-errors"]);
});

test("no limit is none", () => {
  const diagnostics = new Diagnostics();
  diagnostics.errorLimit = 0;
  for (let i = 0; i < 100; i++) stray(diagnostics);
  expect(diagnostics.all).toHaveLength(100);
});

test("past a limit that was set too late, errors only count", () => {
  const diagnostics = new Diagnostics();
  stray(diagnostics);
  stray(diagnostics);
  diagnostics.errorLimit = 1;
  stray(diagnostics);
  expect(idsOf(diagnostics)).toEqual(["stray-end-lib", "stray-end-lib"]);
  expect(diagnostics.hasErrors).toBe(true);
});
