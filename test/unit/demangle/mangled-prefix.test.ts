import { expect, test } from "vitest";
import { demangle } from "../../../src/demangle/demangle.ts";
import { mayBeMangled } from "../../../src/demangle/mangled-prefix.ts";

test.each([
  "_Z1fv",
  "__Z1fv",
  "___Z1fv",
  "____Z1fv_block_invoke",
  "_____Z1fv_block_invoke",
  "._Z1fv",
  "_RNvC1a1b",
  "__RNvC1a1b",
  "._RNvC1a1b",
  "_D4tsld4linkZ",
  "__D4tsld4linkZ",
  "._D4tsld4linkZ",
])("%s is mangled", (name) => {
  expect(demangle(name)).not.toBe(name);
  expect(mayBeMangled(name)).toBe(true);
});

test.each([
  "",
  "_",
  "__",
  ".",
  "._",
  "Z1fv",
  ".Z1fv",
  ".._Z1fv",
  "main",
  "_start",
  "__wasm_call_ctors",
  ".rodata.str",
  "?f@@YAXXZ",
])("'%s' is not", (name) => {
  expect(mayBeMangled(name)).toBe(false);
});
