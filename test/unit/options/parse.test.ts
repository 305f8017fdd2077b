import { describe, expect, test } from "vitest";
import { parseCommandLine } from "../../../src/options/parse.ts";

/** `option=value`, or the option alone. */
function parsed(...words: readonly string[]): string[] {
  return parseCommandLine(words).arguments.map(({ option, values }) => [option, ...values].join(" "));
}

describe("an option is written", () => {
  test.each([
    // Flags take either number of dashes, unless they are wasm-ld's own or a letter.
    [
      ["--gc-sections", "-gc-sections"],
      ["gc-sections", "gc-sections"],
    ],
    [
      ["--no-gc-sections", "-no-gc-sections"],
      ["no-gc-sections", "no-gc-sections"],
    ],
    [
      ["--export-all", "-shared"],
      ["export-all", "shared"],
    ],
    // Values.
    [
      ["--export=a", "-export=b"],
      ["export a", "export b"],
    ],
    [
      ["--export", "a", "-export", "b"],
      ["export a", "export b"],
    ],
    [["--export="], ["export "]],
    [["--table-base=1"], ["table-base= 1"]],
    [
      ["-build-id=none", "-build-id"],
      ["build-id= none", "build-id"],
    ],
    [["--lto-O3"], ["lto-O 3"]],
    [
      ["--features=a,b", "-extra-features=,c,,d,"],
      ["features= a b", "extra-features= c d"],
    ],
    [
      ["-lfoo", "-l", "bar", "-l:x.a"],
      ["l foo", "l bar", "l :x.a"],
    ],
    [
      ["-z", "muldefs", "-zstack-size=1"],
      ["z muldefs", "z stack-size=1"],
    ],
    // Aliases.
    [
      ["-s", "-S", "-r", "-E", "-M", "-t", "-V"],
      ["strip-all", "strip-debug", "relocatable", "export-dynamic", "print-map", "trace", "v"],
    ],
    [
      ["-e", "f", "-ef", "--entry=f", "-entry", "f"],
      ["entry f", "entry f", "entry f", "entry f"],
    ],
    [
      ["--library=x", "--library-path", "d", "-ux", "-y", "x"],
      ["l x", "L d", "undefined x", "trace-symbol x"],
    ],
    [
      ["-dn", "--static", "-dy"],
      ["Bstatic", "Bstatic", "Bdynamic"],
    ],
    [
      ["-allow-undefined-file", "f", "--allow-undefined-file=g"],
      ["allow-undefined-file= f", "allow-undefined-file= g"],
    ],
    [["-i"], ["initial-memory= "]],
  ])("%j", (words, expected) => {
    expect(parsed(...words)).toEqual(expected);
  });
});

describe("the longest name that fits wins, and letters with a value take what is left over", () => {
  test.each([
    [["-export-foo"], ["entry xport-foo"]],
    [["-merge-data-segments"], ["m erge-data-segments"]],
    [["-O", "a.o"], ["O a.o"]],
    [["-allow-undefined-filex"], ["unknown -allow-undefined-filex"]],
    [["-export-memory"], ["entry xport-memory"]],
    [["-lto-O3"], ["l to-O3"]],
    [["-output"], ["o utput"]],
  ])("%j", (words, expected) => {
    expect(parsed(...words)).toEqual(expected);
  });
});

describe("unknown to wasm-ld is", () => {
  test.each([
    "--allow-undefined-file",
    "-growable-table",
    "--e",
    "--lfoo",
    "--",
    "---gc-sections",
    "--gc-sections=1",
    "-gc",
    "--start-group",
    "--as-needed",
    "--version-script=x",
    "-nostdlib",
    "-h",
    "--gc-Sections",
  ])("%s", (word) => {
    expect(parsed(word)).toEqual([`unknown ${word}`]);
  });
});

test("a word without a dash is an input, and so is a single dash; empty words are none", () => {
  expect(parsed("a.o", "", "-", "@file", "/x")).toEqual(["input a.o", "input -", "input @file", "input /x"]);
});

test("a separate value may look like an option, or be empty", () => {
  expect(parsed("--export", "--shared", "-o", "")).toEqual(["export --shared", "o "]);
});

test("a value missing at the end is told by the word that wants it; what stands before is kept", () => {
  for (const word of ["-o", "--export", "-entry", "-u", "--error-limit"]) {
    const { arguments: list, missingValue } = parseCommandLine(["-v", word]);
    expect(missingValue).toBe(word);
    expect(list).toHaveLength(1);
  }
});

test("an alias is spelled as what it stands for, and as it was written", () => {
  const [argument] = parseCommandLine(["-yfoo"]).arguments;
  expect(argument).toMatchObject({ spelling: "--trace-symbol", writtenSpelling: "-y", word: "-yfoo" });
  const [plain] = parseCommandLine(["-threads", "0"]).arguments;
  expect(plain).toMatchObject({ spelling: "-threads", writtenSpelling: "-threads", word: "-threads" });
});
