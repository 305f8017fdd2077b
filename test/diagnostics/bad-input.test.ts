/** Files that cannot be linked: each ends in one line that says which file and what is wrong with it, and in nothing else. */
import { describe, expect, test } from "vitest";
import { bsdMember, buildArchive, buildGnuArchive, join } from "../support/archive-builder.ts";
import { archive, compile } from "../support/clang.ts";
import { encodeText } from "../support/object-builder.ts";
import { functionObject } from "./message-case.ts";
import { runCase } from "./run-case.ts";

const HEADER = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const ELF = join([Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), new Uint8Array(56)]);
const COMPONENT = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0);
const BITCODE = "LLVM bitcode needs link-time optimization, which this linker does not do";
const whole = functionObject("f", { features: ["+simd128"] });

function saysOneLine(args: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  const { exitCode, stderr, written } = runCase({ args, files, says: "" });
  expect(exitCode).toBe(1);
  expect(written).toEqual([]);
  expect(stderr).not.toMatch(/internal error|\n {4}at /);
  const [line, ...rest] = stderr.split("\n");
  expect(rest).toEqual([""]);
  return line.replace(/^wasm-ld: error: /, "");
}

describe("an input that is", () => {
  test.each([
    ["empty", new Uint8Array(0), "unknown file type: bad.o"],
    ["text", "int main(void) { return 0; }\n", "unknown file type: bad.o"],
    ["an ELF object", ELF, "unknown file type: bad.o"],
    ["the first bytes of a module", HEADER.subarray(0, 5), "bad.o: missing version number"],
    ["a header alone", HEADER, "bad.o: not a relocatable wasm file"],
    ["of a later version", Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0), "bad.o: invalid version number: 2"],
    ["a component", COMPONENT, "bad.o: invalid version number: 65549"],
    [
      "bitcode",
      Uint8Array.of(0x42, 0x43, 0xc0, 0xde),
      `bad.o: ${BITCODE}; compile without -flto, or use clang's own wasm-ld for this link`,
    ],
    ["cut within a section", whole.subarray(0, whole.length - 3), "bad.o: section too large"],
    [
      "cut within the size of a section",
      join([HEADER, Uint8Array.of(0, 0x80)]),
      "bad.o: malformed uleb128, extends past end at offset 0xa",
    ],
    [
      "damaged in the name of a section",
      join([HEADER, Uint8Array.of(0, 2, 9, 0)]),
      "bad.o: EOF while reading string at offset 0xb",
    ],
    [
      "damaged in a type",
      join([HEADER, Uint8Array.of(1, 3, 1, 0x60, 9)]),
      "bad.o: EOF while reading uint8 at offset 0xd",
    ],
    [
      "damaged in where a function ends",
      functionObject("f", {
        functions: [
          { type: 0, body: [0, 0x0b], relocations: [{ type: "FUNCTION_INDEX_LEB", offset: 1, index: 0 }] },
          { type: 0, body: [0, 1, 1, 1, 1, 1, 0x0b] },
        ],
      }),
      "bad.o: relocation goes beyond its function or segment at offset 0x19",
    ],
    [
      "damaged in a count",
      join([HEADER, Uint8Array.of(1, 6, 0xff, 0xff, 0xff, 0xff, 0x7f, 0)]),
      "bad.o: LEB is outside Varuint32 range at offset 0xa",
    ],
  ])("%s", (_name, content, line) => {
    expect(saysOneLine("main.o bad.o", { "bad.o": content })).toBe(line);
  });
});

describe("an archive with", () => {
  const damaged = join([HEADER, Uint8Array.of(1, 3, 1, 0x60, 9)]);
  test.each([
    [
      "half a header",
      "!<arch>\nhalf",
      "lib.a: failed to parse archive: truncated or malformed archive (remaining size of archive too small for next archive member header at offset 8)",
    ],
    [
      "a header that is none",
      buildArchive([{ field: "a.o/", content: whole, size: "many" }]),
      "lib.a: failed to parse archive: truncated or malformed archive (characters in size field in archive member header are not all decimal numbers: 'many' for the archive member header at offset 8)",
    ],
    [
      "a member that is longer than the archive",
      buildArchive([{ field: "a.o/", content: whole, size: 9999 }]),
      /^lib\.a: Archive::children failed: truncated or malformed archive \(offset to next archive member past the end/,
    ],
    ["a damaged member", buildGnuArchive([["a.o", damaged]]), "lib.a(a.o): EOF while reading uint8 at offset 0xd"],
    [
      "a thin member that is not there",
      buildArchive([{ field: "gone.o/", size: 100 }], "!<thin>\n"),
      "lib.a: could not get the buffer for a child of the archive: 'gone.o': No such file or directory",
    ],
  ])("%s", (_name, content, line) => {
    const said = saysOneLine("main.o lib.a", { "lib.a": content });
    if (typeof line === "string") expect(said).toBe(line);
    else expect(said).toMatch(line);
  });
});

/** A function with relocations at these places, of which its size, one byte, takes the first. */
const callsAt = (...offsets: number[]): Uint8Array =>
  functionObject("f", {
    functions: [
      {
        type: 0,
        body: [0, 0x10, 0x80, 0x80, 0x80, 0x80, 0, 0x01, 0x01, 0x01, 0x0b],
        relocations: offsets.map((offset) => ({ type: "FUNCTION_INDEX_LEB", offset: offset - 1, index: 0 }) as const),
      },
    ],
  });

describe("other bad input", () => {
  test.each([
    ["a file that is not there", "main.o gone.o", {}, "cannot open gone.o: No such file or directory"],
    ["a folder", "main.o folder", { "folder/x": "" }, "cannot open folder: Is a directory"],
    ["a file in a file", "main.o main.o/x.o", {}, "cannot open main.o/x.o: Not a directory"],
    ["a library that is not there", "main.o -lgone", {}, "unable to find library -lgone"],
    ["an unknown option", "main.o --speed", {}, "unknown argument: --speed"],
    ["an option without its value", "main.o -o x -e", {}, "-e: missing argument"],
    [
      "a number that is none",
      "main.o --initial-memory=lots",
      {},
      "--initial-memory=lots: number expected, but got 'lots'",
    ],
    [
      "a list of symbols that is not there",
      "main.o --allow-undefined-file=gone.txt",
      {},
      "cannot open gone.txt: No such file or directory",
    ],
    [
      "a relocation within another one, of fields that become shorter",
      "main.o bad.o --no-gc-sections --compress-relocations --strip-all",
      { "bad.o": callsAt(2, 4) },
      "bad.o: relocation overlaps another, or the size of its function at offset 0x19",
    ],
    [
      "a relocation of the size of a function whose fields become shorter",
      "main.o bad.o --no-gc-sections --compress-relocations --strip-all",
      { "bad.o": callsAt(0) },
      "bad.o: relocation overlaps another, or the size of its function at offset 0x15",
    ],
  ])("%s", (_name, args, files, line) => {
    expect(saysOneLine(args, files)).toBe(line);
  });

  test("two bad files are two errors", () => {
    const { stderr } = runCase({ args: "main.o gone.o notes.txt", files: { "notes.txt": "x" }, says: "" });
    expect(stderr).toBe(
      "wasm-ld: error: cannot open gone.o: No such file or directory\nwasm-ld: error: unknown file type: notes.txt\n",
    );
  });
});

describe("LLVM bitcode", () => {
  const FLTO = ["-O1", "-flto"];
  const refused = (file: string): string =>
    `wasm-ld: error: ${file}: ${BITCODE}; compile without -flto, or use clang's own wasm-ld for this link\n`;

  async function library(): Promise<Uint8Array> {
    return await archive({
      "plain.o": await compile("int plain(void) { return 1; }", { name: "plain.c" }),
      "slow.o": await compile("int slow(void) { return 2; }", { name: "slow.c", args: FLTO }),
    });
  }

  const outcome = (args: string, files: Record<string, Uint8Array>): string => {
    const { exitCode, stderr } = runCase({ args, files, says: "" });
    return `${stderr}= ${exitCode}`;
  };

  test("each file is refused once, whatever else is wrong", async () => {
    const slow = await compile("int slow(void) { return 2; }", { name: "slow.c", args: FLTO });
    expect(outcome("main.o a.o b.o", { "a.o": slow, "b.o": slow })).toBe(`${refused("a.o")}${refused("b.o")}= 1`);
  });

  test("a member that nobody needs does no harm", async () => {
    expect(outcome("main.o lib.a --undefined=plain", { "lib.a": await library() })).toBe("= 0");
  });

  test("a member that is needed is refused by its name", async () => {
    expect(outcome("main.o lib.a --export=slow", { "lib.a": await library() })).toBe(`${refused("lib.a(slow.o)")}= 1`);
    const call = await compile("int slow(void); int call(void) { return slow(); }", { name: "call.c" });
    const files = { "lib.a": await library(), "call.o": call };
    expect(outcome("main.o call.o lib.a", files)).toBe(`${refused("lib.a(slow.o)")}= 1`);
    expect(outcome("lib.a main.o call.o", files)).toBe(`${refused("lib.a(slow.o)")}= 1`);
  });

  test("a weak reference does not need it", async () => {
    const source = "__attribute__((weak)) int slow(void); int call(void) { return slow ? slow() : 0; }";
    const call = await compile(source, { name: "call.c" });
    expect(outcome("main.o call.o lib.a --export=call", { "lib.a": await library(), "call.o": call })).toBe("= 0");
  });

  test("--whole-archive needs every member", async () => {
    expect(outcome("main.o --whole-archive lib.a", { "lib.a": await library() })).toBe(
      `${refused("lib.a(slow.o)")}= 1`,
    );
  });

  test("without an index, nobody can tell whether it is needed", async () => {
    const slow = await compile("int slow(void) { return 2; }", { name: "slow.c", args: FLTO });
    expect(outcome("main.o lib.a", { "lib.a": buildGnuArchive([["slow.o", slow]]) })).toBe(
      `${refused("lib.a(slow.o)")}= 1`,
    );
  });

  test("an index of BSD or of 64 bits will do", async () => {
    const slow = await compile("int slow(void) { return 2; }", { name: "slow.c", args: FLTO });
    const name = encodeText("slow\0\0\0\0");
    // The member's header stands behind the index: 8 bytes of magic, 60 of its header, then its content (after its name, in BSD).
    const bsd = join([Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0, 104, 0, 0, 0, 8, 0, 0, 0), name]);
    const bits64 = join([Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 92), name]);
    const member = { field: "slow.o", content: slow };
    for (const lib of [
      buildArchive([bsdMember("__.SYMDEF", bsd), member]),
      buildArchive([
        { field: "/SYM64/", content: bits64 },
        { ...member, field: "slow.o/" },
      ]),
    ]) {
      expect(outcome("main.o lib.a", { "lib.a": lib })).toBe("= 0");
      expect(outcome("main.o lib.a -u slow", { "lib.a": lib })).toBe(`${refused("lib.a(slow.o)")}= 1`);
    }
  });

  test("options of link-time optimization mean nothing without bitcode", () => {
    const args =
      "main.o --lto-O2 --lto-CGO1 --lto-partitions=4 --thinlto-jobs=2 --thinlto-cache-dir=cache --save-temps";
    expect(outcome(`${args} --lto-obj-path=x --lto-debug-pass-manager --no-lto-legacy-pass-manager`, {})).toMatch(
      /= [01]$/,
    );
    expect(outcome(args, {})).toBe("= 0");
  });
});
