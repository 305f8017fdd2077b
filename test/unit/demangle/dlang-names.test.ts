import { expect, test } from "vitest";
import { demangle } from "../../../src/demangle/demangle.ts";

/** What wasm-ld 22.1.8 writes into the name section for each name. */
const NAMES: readonly (readonly [mangled: string, text: string])[] = [
  ["_D4tsld4linkZ", "tsld.link"],
  ["_D4tsld4linki", "tsld.link"],
  ["_D4tsld03foo0Z", "tsld.foo"],
  ["_D4tsld4__S24linkZ", "tsld.link"],
  ["_D4tsld4__Sd4linkZ", "tsld.__Sd.link"],
  ["_D4tsld6Symbol6__initZ", "initializer for tsld.Symbol"],
  ["_D4tsld6Symbol6__vtblZ", "vtable for tsld.Symbol"],
  ["_D4tsld6Symbol7__ClassZ", "ClassInfo for tsld.Symbol"],
  ["_D4tsld6Symbol11__InterfaceZ", "Interface for tsld.Symbol"],
  ["_D4tsld12__ModuleInfoZ", "ModuleInfo for tsld"],
  ["_D4tsld4linkQkZ", "tsld.link.tsld"],
  ["_D4tsld4linkQfZ", "tsld.link.link"],
  ["_Dmain", "D main"],
  ["__Dmain", "D main"],
  ["._D4tsld4linkZ", ".tsld.link"],
];

test.each(NAMES)("D names: %s", (mangled, text) => {
  expect(demangle(mangled)).toBe(text);
});
