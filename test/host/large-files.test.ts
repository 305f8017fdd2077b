/** Large files are read in parts: a link takes of an archive what it needs, and says so if the archive changes meanwhile. */
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { runCommand } from "../../src/entry/command.ts";
import { type LargeFile, success } from "../../src/host/host.ts";
import { MemoryHost } from "../../src/host/memory.ts";
import { NodeHost } from "../../src/host/node.ts";
import type { CreateKernel } from "../../src/link.ts";
import { Diagnostics } from "../../src/diag/diagnostics.ts";
import { LargeContent } from "../../src/passes/shared/input-content.ts";
import { SymbolFlag } from "../../src/format/wasm.ts";
import { RELOCATION_KIND_TABLE } from "../../src/format/relocation-kind-table.ts";
import { ComponentKernel } from "../../src/kernel/component-kernel.ts";
import { CoreKernel } from "../../src/kernel/core-kernel.ts";
import { root } from "../../build/project.mjs";
import { ensureBuilt } from "../support/hosts.ts";
import { compileKernel } from "../../build/kernel.mjs";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { buildBsdArchive, buildGnuArchive, join as joinBytes } from "../support/archive-builder.ts";
import { buildObject, custom, sectionBytes } from "../support/object-builder.ts";
import { pattern } from "./operations.ts";

const SIZE = 3_000_000;
const ARGS = ["tsld", "lib.a", "--no-entry", "--export=f", "-o", "out.wasm"];

const plainKernel: CreateKernel = (table) => new PlainKernel(table);
const module = new WebAssembly.Module(new Uint8Array(await compileKernel({ isChecked: true })));
const compiledKernel: CreateKernel = (table) => {
  const { functions, memory } = new CoreKernel(new WebAssembly.Instance(module).exports);
  return new ComponentKernel(functions, table, memory);
};

beforeAll(ensureBuilt);

let folder: string;
let path: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "tsld-large-"));
  path = join(folder, "lib.a");
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

function open(bytes: Uint8Array): LargeFile {
  fs.writeFileSync(path, bytes);
  const opened = new NodeHost().openFile(path);
  if (!opened.ok || opened.value instanceof Uint8Array) throw new Error("not opened as a large file");
  return opened.value;
}

test("any part of a large file can be read", () => {
  const file = open(pattern(SIZE));
  expect(file.size).toBe(SIZE);
  const part = new Uint8Array(1000);
  expect(file.read(part, SIZE - 1000)).toEqual({ ok: true, value: undefined });
  expect(part).toEqual(pattern(SIZE).subarray(SIZE - 1000));
});

test.each<[string, () => void]>([
  ["has been written to", () => fs.utimesSync(path, 1, 1)],
  ["has become longer", () => fs.appendFileSync(path, "more")],
  ["has become shorter", () => fs.truncateSync(path, 500)],
])("a large file that %s is told from what it was", (_, change) => {
  const file = open(pattern(SIZE));
  expect(file.check()).toEqual({ ok: true, value: undefined });
  change();
  expect(file.check()).toEqual({ ok: false, failure: "changed" });
});

test("a large file that has become shorter is not read on", () => {
  const file = open(pattern(SIZE));
  fs.truncateSync(path, 500);
  expect(file.read(new Uint8Array(1000), 0)).toEqual({ ok: false, failure: "changed" });
});

test("a large file that another one has replaced is still what it was", () => {
  const file = open(pattern(SIZE));
  fs.writeFileSync(`${path}.new`, "other");
  fs.renameSync(`${path}.new`, path);
  expect(file.read(new Uint8Array(1000), 0).ok).toBe(true);
  expect(file.check().ok).toBe(true);
});

test.each([0, 1, 65_535, 65_536, 65_537, 131_071])("a file of %i bytes is read as a whole", (size) => {
  const host = new NodeHost();
  // Twice, so that the second one is behind others in memory; and one that its piece has no room for.
  for (const taken of [0, 0, 16_000_000]) {
    fs.writeFileSync(path, pattern(1_000_000));
    for (let at = 0; at < taken; at += 1_000_000) host.openFile(path);
    fs.writeFileSync(path, pattern(size));
    const opened = host.openFile(path);
    expect(opened.ok && Buffer.compare(opened.value as Uint8Array, pattern(size))).toBe(0);
  }
});

test.skipIf(process.platform === "win32")("a pipe is read to its end, however much there is", () => {
  const fifo = join(folder, "fifo");
  spawnSync("sh", ["-c", `mkfifo '${fifo}'`]);
  for (const size of [0, 100, 65_536, 200_000]) {
    spawn("sh", ["-c", `head -c ${size} /dev/zero > '${fifo}'`]);
    expect(new NodeHost().openFile(fifo)).toEqual({ ok: true, value: new Uint8Array(size) });
  }
});

test("a small file, or a folder, is read at once", () => {
  fs.writeFileSync(path, "small");
  expect(new NodeHost().openFile(path)).toEqual({ ok: true, value: new TextEncoder().encode("small") });
  expect(new NodeHost().openFile(folder)).toEqual({ ok: false, failure: "is-directory" });
  expect(new NodeHost().openFile(join(folder, "none"))).toEqual({ ok: false, failure: "not-found" });
});

/** As compilers make it: bitcode in the middle, relocations at the end, and a local symbol. */
function objectWithSpareParts(name: string): Uint8Array {
  const relocations = Array.from({ length: 20_000 }, (_, i) => ({
    type: "MEMORY_ADDR_I32" as const,
    offset: 4 * i,
    index: 2,
    addend: i,
  }));
  return buildObject({
    types: [{}, { params: [0x7f] }],
    functions: [
      { type: 0, body: [0, 0x10, 0x80, 0x80, 0x80, 0x80, 0, 0x0b], relocations: [callOf(1)] },
      { type: 0, body: [0, 0x0b] },
    ],
    segments: [{ name: ".data", bytes: pattern(80_000), relocations }],
    customSections: [
      { name: ".llvmbc", bytes: pattern(70_000) },
      { name: ".debug_x", bytes: pattern(1000) },
    ],
    symbols: [
      { kind: "function", name },
      { kind: "function", name: "nowhere-else-named", index: 1, flags: SymbolFlag.bindingLocal },
      { kind: "data", name: `${name}-data`, size: 80_000, flags: SymbolFlag.noStrip },
    ],
  });
}

const callOf = (index: number) => ({ type: "FUNCTION_INDEX_LEB" as const, offset: 2, index });

const defining = (name: string, size: number): Uint8Array =>
  joinBytes([
    buildObject({ types: [{}], functions: [{ type: 0, body: [0, 0x0b] }], symbols: [{ kind: "function", name }] }),
    sectionBytes(custom("x", pattern(size))),
  ]);
const MEMBERS: [string, Uint8Array][] = [
  ["a-long-name-of-a-member.o", defining("f", 2_000_000)],
  ["text", new TextEncoder().encode("neither object nor bitcode")],
  ["unused.o", defining("g", 100)],
];
const ARCHIVES: Readonly<Record<string, Uint8Array>> = {
  GNU: buildGnuArchive(MEMBERS),
  BSD: buildBsdArchive(MEMBERS),
  "cut off": buildGnuArchive(MEMBERS).subarray(0, 2_000_100),
  damaged: buildGnuArchive([...MEMBERS, ["damaged.o", defining("h", 100).subarray(0, 20)]]),
  "with bitcode": buildGnuArchive([["a.o", objectWithSpareParts("f")], ...MEMBERS.slice(1)]),
  "of no known kind": joinBytes([new TextEncoder().encode("!<thin>\n"), pattern(SIZE)]),
};

function link(host: NodeHost | MemoryHost, args: readonly string[], create: CreateKernel = plainKernel): unknown {
  const { exitCode, diagnostics } = runCommand(args, host, create);
  return [exitCode, diagnostics.map(({ id, text }) => [id, text])];
}

test.each(
  Object.entries(ARCHIVES).flatMap(([name, archive]) =>
    [[], ["--whole-archive"], ["--trace", "-Map=out.map"]].map((options) => [name, options, archive] as const),
  ),
)("a link that reads an archive in parts is the same as one with files in memory: %s %j", (_, options, archive) => {
  const args = [ARGS[0], ...options, ...ARGS.slice(1)];
  expectSameLink("lib.a", archive, args);
});

test.each([plainKernel, compiledKernel])("a large object is linked as one in memory: %O", (create) => {
  const args = ["tsld", "large.o", "--no-entry", "--export=f", "--no-gc-sections", "-o", "out.wasm"];
  for (const options of [[], ["-r"], ["--emit-relocs"], ["--print-gc-sections", "--gc-sections"]]) {
    const memory = expectSameLink("large.o", objectWithSpareParts("f"), [...args, ...options], create);
    expect(memory.executable?.length).toBeGreaterThan(80_000);
  }
});

const unusual = (name: string): Uint8Array =>
  joinBytes([
    buildObject({ globals: [[0x7f, 0, 0x41, 5, 0x0b]] }),
    sectionBytes(custom(`${name}-content`, pattern(200_000))),
  ]);

test.skipIf(process.platform === "win32").each<[string, (name: string) => Uint8Array, string]>([
  ["objects", objectWithSpareParts, ""],
  ["objects that wait", objectWithSpareParts, "--start-lib"],
  ["objects of an unusual shape", unusual, ""],
  ["archives", (name) => buildGnuArchive([["a.o", objectWithSpareParts(name)]]), ""],
  [
    "archives of which all is taken",
    (name) => buildGnuArchive([["a.o", objectWithSpareParts(name)]]),
    "--whole-archive",
  ],
])("more large files are linked than a process may open: %s", (_, content, option) => {
  const names = Array.from({ length: 100 }, (_, i) => `large${i}`);
  for (const name of names) fs.writeFileSync(join(folder, name), content(name));
  const script = `ulimit -n 60; exec "$0" "$@" --no-entry --no-gc-sections -o out.wasm`;
  const command = [process.execPath, join(root, "dist/tsld.js"), ...(option === "" ? [] : [option]), ...names];
  const { status, stderr } = spawnSync("sh", ["-c", script, ...command], { cwd: folder, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

test.skipIf(process.platform === "win32")("more archives of megabytes than a process may open are an error", () => {
  const names = Array.from({ length: 60 }, (_, i) => `huge${i}`);
  const archive = buildGnuArchive(
    ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => [`${name}.o`, objectWithSpareParts(name)]),
  );
  expect(archive.length).toBeGreaterThan(1 << 20);
  for (const name of names) fs.writeFileSync(join(folder, name), archive);
  const script = 'ulimit -n 60; exec "$0" "$@" --no-entry --error-limit=0 -o out.wasm';
  const command = [process.execPath, join(root, "dist/tsld.js"), ...names];
  const { status, stderr } = spawnSync("sh", ["-c", script, ...command], { cwd: folder, encoding: "utf8" });
  const lines = stderr.trimEnd().split("\n");
  const refused = /^tsld: error: cannot open huge\d+: Too many open files$/;
  expect([status, lines.length > 0, lines.filter((line) => !refused.test(line))]).toEqual([1, true, []]);
});

function expectSameLink(name: string, content: Uint8Array, args: readonly string[], create = plainKernel): MemoryHost {
  const memory = new MemoryHost([[name, content]]);
  const expected = link(memory, args);
  fs.writeFileSync(join(folder, name), content);
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(link(new NodeHost(), args, create)).toEqual(expected);
  } finally {
    process.chdir(before);
  }
  for (const [written, bytes] of memory.written)
    expect(fs.readFileSync(join(folder, written)).equals(bytes)).toBe(true);
  return memory;
}

test.each([
  [
    true,
    [
      [0, 300],
      [400, 1000],
    ],
  ],
  [
    false,
    [
      [0, 300],
      [400, 1000],
      [0, 300],
      [400, 700],
      [900, 1000],
    ],
  ],
])(
  "of a large object only what is needed is read and kept, each byte at its place (still staged: %s)",
  (isStaged, reads) => {
    const all = pattern(1500);
    const done: number[][] = [];
    const file: LargeFile = {
      size: all.length,
      start: all.subarray(0, 64),
      memory: (size) => success(new Uint8Array(size)),
      check: () => success(undefined),
      close: () => undefined,
      read(into, start) {
        done.push([start - 500, start - 500 + into.length]);
        into.set(all.subarray(start, start + into.length));
        return success(undefined);
      },
    };
    const content = new LargeContent(new Diagnostics(), "large.o", file);
    const kernel = new PlainKernel(RELOCATION_KIND_TABLE);
    const object = content.object(500, 1500, 300, 400);
    const staged = object.stage(kernel);
    const kept = object.keep(isStaged ? staged : new Uint8Array(0), 700, 900);
    expect(done).toEqual(reads);
    for (const [from, to] of [
      [0, 300],
      [400, 700],
      [900, 1000],
    ])
      expect(kept.subarray(from, to)).toEqual(all.subarray(500 + from, 500 + to));
    expect(kept.length).toBe(1000);
    expect(object.whole()).toEqual(all.subarray(500));
  },
);

test("a link whose archive changes between two reads ends with an error, and without output", () => {
  fs.writeFileSync(path, ARCHIVES["GNU"]);
  const host = new NodeHost();
  const changing = Object.assign(host, {
    // The name of a member that is no object is asked for when all of the archive has been walked.
    decodeText(bytes: Uint8Array, start: number, end: number): string {
      const text = NodeHost.prototype.decodeText.call(host, bytes, start, end);
      if (text === "text") fs.utimesSync(path, 1, 1);
      return text;
    },
  });
  const output = join(folder, "out.wasm");
  const args = ["tsld", path, "--no-entry", "--export=f", "-o", output];
  const reason = "the file was changed during the link";
  const foreign = ["foreign-archive-member", expect.stringContaining("'text'") as string];
  expect(link(changing, args)).toEqual([1, [foreign, ["cannot-read", `cannot read ${path}: ${reason}`]]]);
  expect(fs.existsSync(output)).toBe(false);
});

test("damage that is a change of the file is told as such", () => {
  fs.writeFileSync(path, ARCHIVES["GNU"]);
  fs.utimesSync(path, 1, 1);
  const host = new NodeHost();
  const changing = Object.assign(host, {
    openFile(opened: string) {
      const outcome = NodeHost.prototype.openFile.call(host, opened);
      // Where the members were is something else from now on.
      if (opened === path) fs.writeFileSync(path, Buffer.from(ARCHIVES["GNU"]).fill(0xff, 200));
      return outcome;
    },
  });
  const args = ["tsld", path, "--no-entry", "--export=f", "-o", join(folder, "out.wasm")];
  const reason = "the file was changed during the link";
  expect(link(changing, args)).toEqual([1, [["cannot-read", `cannot read ${path}: ${reason}`]]]);
});
