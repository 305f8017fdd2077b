import { describe, expect, test } from "vitest";
import { identifyFile } from "../../../src/format/file-type.ts";
import { readImportFile } from "../../../src/format/import-file.ts";
import { readStubFile } from "../../../src/format/stub-file.ts";
import { encodeText } from "../../support/object-builder.ts";

describe("a stub library", () => {
  test.each([
    ["a symbol alone", "#STUB\nfoo", { foo: [] }],
    ["a symbol without dependencies", "#STUB\nfoo:\n", { foo: [] }],
    ["dependencies", "#STUB\nfoo: bar,baz , qux\n", { foo: ["bar", "baz", "qux"] }],
    ["blanks of all kinds around a line", "#STUB\r\n\t foo : bar \v\f\r\n", { foo: ["bar"] }],
    ["tabs within a line", "#STUB\nfoo:\tbar", { foo: ["\tbar"] }],
    ["comments and empty lines", "#STUB\n# foo: bar\n\n  #x\n", {}],
    ["a comma at the end", "#STUB\nfoo: bar,", { foo: ["bar"] }],
    ["a comma alone", "#STUB\nfoo: ,", { foo: [""] }],
    ["two commas", "#STUB\nfoo: bar,,baz", { foo: ["bar", "", "baz"] }],
    ["a second colon", "#STUB\nfoo: a:b", { foo: ["a:b"] }],
  ])("with %s", (_, text, expected) => {
    expect(Object.fromEntries(readStubFile(text))).toEqual(expected);
  });

  test("takes the last line for a symbol, at the place of the first", () => {
    expect([...readStubFile("#STUB\na: x\nb\na: y\n")]).toEqual([
      ["a", ["y"]],
      ["b", []],
    ]);
  });
});

test("an import file lists names, one a line", () => {
  expect(readImportFile("a\r\n  b\t\n\n#c\n # d\n\u00a0e\n")).toEqual(["a", "b", "\u00a0e"]);
});

test.each([
  ["wasm", [0, 0x61, 0x73, 0x6d]],
  ["archive", encodeText("!<arch>\n")],
  ["thin-archive", encodeText("!<thin>\n")],
  ["bitcode", [0x42, 0x43, 0xc0, 0xde]],
  ["bitcode", [0xde, 0xc0, 0x17, 0x0b]],
  ["stub", encodeText("#STUB\n")],
  ["unknown", encodeText("!<arch>")],
  ["unknown", [0, 0x61, 0x73]],
  ["unknown", []],
  ["unknown", encodeText("\u007fELF")],
] as const)("a file is %s by its first bytes", (type, bytes) => {
  expect(identifyFile(Uint8Array.from(bytes))).toBe(type);
});
