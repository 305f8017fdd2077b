import { expect, test } from "vitest";
import { programNameOf } from "../../../src/cli/program-name.ts";

test.each([
  ["wasm-ld", "wasm-ld"],
  ["/usr/bin/wasm-ld", "wasm-ld"],
  ["../tsld.js", "tsld.js"],
  ["wasm-ld.exe", "wasm-ld"],
  ["C:\\bin\\wasm-ld.EXE", "wasm-ld"],
  ["C:/bin/wasm-ld.exe", "wasm-ld"],
])("messages of %s begin with %s", (path, name) => {
  expect(programNameOf(path)).toBe(name);
});
