import { expect, test } from "vitest";
import type { LinkFunction } from "../../../src/link.ts";
import { run } from "../../../src/cli/main.ts";
import { formatResponseFile, recordingHost } from "../../../src/cli/reproduce.ts";
import { MemoryHost } from "../../../src/host/memory.ts";
import { ArgumentList } from "../../../src/options/argument-list.ts";
import { parseCommandLine } from "../../../src/options/parse.ts";

function responseFileOf(...words: readonly string[]): string {
  return formatResponseFile(new ArgumentList(parseCommandLine(words).arguments), "/home/john/bar");
}

test.each([
  [["a.o", "../b.o", "/abs/./c.o"], "home/john/bar/a.o\nhome/john/b.o\nabs/c.o\n"],
  [["with space.o"], '"home/john/bar/with space.o"\n'],
  [["-o", "dir/out.wasm", "-oother"], "-o out.wasm\n-o other\n"],
  [["--reproduce=x.tar", "--reproduce", "y.tar", "-v"], "-v\n"],
  [
    ["--export=f", "--export", "f", "-e", "f", "-uf", "-ya b"],
    '--export f\n--export f\n--entry f\n--undefined f\n--trace-symbol "a b"\n',
  ],
  [["-lfoo", "-L", "dir", "-O2", "-zmuldefs"], "-l foo\n-L dir\n-O 2\n-z muldefs\n"],
  [["--table-base=3", "--lto-O2", "-i"], "--table-base=3\n--lto-O2\n--initial-memory=\n"],
  [["-r", "-dn", "--no-gc-sections", "-static"], "--relocatable\n--Bstatic\n--no-gc-sections\n--Bstatic\n"],
  [["--features=a,,b", "--foo"], "--features= a b\n--foo --foo\n"],
])("response.txt for %j is as wasm-ld writes it", (words, text) => {
  expect(responseFileOf(...words)).toBe(text);
});

const TEXT = new TextDecoder();
const OBJECT = Uint8Array.of(1, 2, 3);

/** The paths and contents in an archive of short names. */
function unpack(tar: Uint8Array): [path: string, content: Uint8Array][] {
  const files: [string, Uint8Array][] = [];
  for (let at = 0; tar[at] !== 0; ) {
    const field = (offset: number, length: number) =>
      TEXT.decode(tar.subarray(at + offset, at + offset + length)).replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12), 8);
    files.push([field(0, 100), tar.subarray(at + 512, at + 512 + size)]);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

const readsInput: LinkFunction = (_config, host, diagnostics) => {
  host.readFile("a.o");
  host.readFile("./a.o");
  host.readFile("missing.o");
  diagnostics.report("stray-end-lib", {});
  return undefined;
};

function hostWithObject(environment: Readonly<Record<string, string>> = {}): MemoryHost {
  return new MemoryHost([["/home/a.o", OBJECT]], { currentDirectory: "/home", environment });
}

test.each([
  ["--reproduce", ["--reproduce=dir/repro.tar"], {}],
  ["LLD_REPRODUCE", [], { LLD_REPRODUCE: "dir/repro.tar" }],
])(
  "%s packs the command line, the version and every file read once, also when the link fails",
  (_name, words, environment) => {
    const host = hostWithObject(environment);
    expect(run(["wasm-ld", "a.o", ...words], host, readsInput).exitCode).toBe(1);
    const files = unpack(host.written.get("dir/repro.tar")!);
    expect(files.map(([path]) => path)).toEqual(["repro/response.txt", "repro/version.txt", "repro/home/a.o"]);
    expect(TEXT.decode(files[0][1])).toBe("home/a.o\n");
    expect(TEXT.decode(files[1][1])).toMatch(/^LLD 22\.1\.8/);
    expect(files[2][1]).toEqual(OBJECT);
  },
);

test("an archive that cannot be written is an error, and the link goes on", () => {
  for (const path of ["", "a.o/x.tar"]) {
    const host = hostWithObject();
    const { diagnostics } = run(["wasm-ld", "--reproduce", path], host, readsInput);
    expect(diagnostics.map(({ id, text }) => [id, text])).toEqual([
      ["cannot-reproduce", `--reproduce: cannot open ${path}`],
      ["stray-end-lib", "stray --end-lib"],
    ]);
  }
});

test("a recording host passes every call on", () => {
  const host = hostWithObject({ NAME: "value" });
  const read: string[] = [];
  const recording = recordingHost(host, (path) => read.push(path));
  recording.print("stdout", "text");
  recording.writeFile("out", OBJECT, true);
  expect(recording.readFile("out")).toEqual({ ok: true, value: OBJECT });
  expect(recording.readFile("none").ok).toBe(false);
  expect([recording.exists("out"), recording.canWrite("out").ok, recording.hasColors()]).toEqual([true, true, false]);
  expect([recording.environment("NAME"), recording.currentDirectory(), recording.now()]).toEqual(["value", "/home", 0]);
  expect(recording.randomBytes(3)).toHaveLength(3);
  expect(recording.decodeText(recording.encodeText("äb"), 0, 3)).toBe("äb");
  expect(host.printed("stdout")).toBe("text");
  expect(read).toEqual(["out"]);
});
