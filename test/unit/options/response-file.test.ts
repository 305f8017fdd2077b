import { describe, expect, test } from "vitest";
import { MemoryHost } from "../../../src/host/memory.ts";
import { expandResponseFiles, splitWords } from "../../../src/options/response-file.ts";

describe("words of a file in GNU quoting", () => {
  test.each([
    ["a  b\tc\r\nd\n", ["a", "b", "c", "d"]],
    ["'a b' \"c d\" e' 'f", ["a b", "c d", "e f"]],
    ["a\\ b c\\\\d \\\"e '\\''", ["a b", "c\\d", '"e', "'"]],
    ["'' \"\" a", ["a"]],
    ["'unfinished b", ["unfinished b"]],
    ["end\\", ["end\\"]],
    ["", []],
    ["cut\0off b", ["cut", "b"]],
  ])("%j", (text, words) => {
    expect(splitWords(text, "posix")).toEqual(words);
  });
});

describe("words of a file in Windows quoting", () => {
  test.each([
    ["a  b\tc\r\nd\n", ["a", "b", "c", "d"]],
    ['\'a b\' "c d" e" "f', ["'a", "b'", "c d", "e f"]],
    ["C:\\dir\\f \\\\\\\\share", ["C:\\dir\\f", "\\\\\\\\share"]],
    ['\\"a\\\\"b c" \\\\\\"d', ['"a\\b c', '\\"d']],
    ['"" a""b "a""b"', ["", "ab", 'a"b']],
    ['"unfinished b', ["unfinished b"]],
    ["end\\", ["end\\"]],
    ["a\0b", ["a", "b"]],
  ])("%j", (text, words) => {
    expect(splitWords(text, "windows")).toEqual(words);
  });
});

function expand(words: readonly string[], files: Readonly<Record<string, string | Uint8Array>>) {
  const encoder = new TextEncoder();
  const content = Object.entries(files).map(
    ([path, text]) => [path, typeof text === "string" ? encoder.encode(text) : text] as const,
  );
  return expandResponseFiles(words, "posix", new MemoryHost(content, { currentDirectory: "/dir" }));
}

test("a file's words stand in its place, and may name further files", () => {
  const files = { "/dir/a": "1 @sub/b 2", "/dir/sub/b": "@c 3", "/dir/c": "4" };
  expect(expand(["x", "@a", "y", "@/dir/c"], files)).toEqual({
    words: ["x", "1", "4", "3", "2", "y", "4"],
    problem: undefined,
  });
});

test("the same file may be there twice, also within one file", () => {
  expect(expand(["@a", "@a"], { "/dir/a": "@b @b", "/dir/b": "x" }).words).toEqual(["x", "x", "x", "x"]);
});

test("a file may have more words than a function may have arguments", () => {
  const text = "x ".repeat(300_000);
  expect(expand(["a", "@f", "b"], { "/dir/f": text }).words.length).toBe(300_002);
});

test("an empty file leaves nothing", () => {
  expect(expand(["@a", "@b", "x"], { "/dir/a": "", "/dir/b": "@a" }).words).toEqual(["x"]);
});

test("a file that is not there leaves the word as it is", () => {
  expect(expand(["@none", "@@", "a@b"], {})).toEqual({ words: ["@none", "@@", "a@b"], problem: undefined });
});

test("a directory ends the expansion", () => {
  expect(expand(["@sub", "@a"], { "/dir/sub/b": "", "/dir/a": "x" })).toEqual({
    words: ["@sub", "@a"],
    problem: { kind: "unreadable", path: "/dir/sub", reason: "Is a directory" },
  });
});

test("a file that names itself ends the expansion, by whatever path", () => {
  const files = { "/dir/a": "1 @b 2", "/dir/b": "3 @../dir/a 4" };
  expect(expand(["@a"], files)).toEqual({
    words: ["1", "3", "@../dir/a", "4", "2"],
    problem: { kind: "recursive", path: "/dir/a" },
  });
});

test.each([
  ["UTF-8 with a mark", [0xef, 0xbb, 0xbf, 0x61], ["a"]],
  ["UTF-16, low byte first", [0xff, 0xfe, 0x61, 0, 0xe4, 0, 0x3d, 0xd8, 0x00, 0xde], ["aä\u{1f600}"]],
  ["UTF-16, high byte first", [0xfe, 0xff, 0, 0x61, 0, 0x20, 0, 0x62], ["a", "b"]],
])("a file may be %s", (_name, bytes, words) => {
  expect(expand(["@a"], { "/dir/a": Uint8Array.from(bytes) }).words).toEqual(words);
});

test.each([
  ["an odd number of bytes", [0xff, 0xfe, 0x61]],
  ["half of a surrogate pair", [0xff, 0xfe, 0x3d, 0xd8]],
])("UTF-16 with %s is not read", (_name, bytes) => {
  expect(expand(["@a"], { "/dir/a": Uint8Array.from(bytes) })).toEqual({
    words: ["@a"],
    problem: { kind: "malformed", path: "/dir/a" },
  });
});
