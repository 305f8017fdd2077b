/** Large files are read in parts: a link takes of an archive what it needs, and says so if the archive changes meanwhile. */
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../../src/entry/command.ts";
import type { LargeFile } from "../../src/host/host.ts";
import { MemoryHost } from "../../src/host/memory.ts";
import { NodeHost } from "../../src/host/node.ts";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { buildBsdArchive, buildGnuArchive, join as joinBytes } from "../support/archive-builder.ts";
import { buildObject } from "../support/object-builder.ts";
import { pattern } from "./operations.ts";

const SIZE = 3_000_000;
const ARGS = ["tsld", "lib.a", "--no-entry", "--export=f", "-o", "out.wasm"];

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
])("a large file that %s is not read on", (_, change) => {
  const file = open(pattern(SIZE));
  change();
  expect(file.read(new Uint8Array(1000), 0)).toEqual({ ok: false, failure: "changed" });
});

test("a large file that another one has replaced is still what it was", () => {
  const file = open(pattern(SIZE));
  fs.writeFileSync(`${path}.new`, "other");
  fs.renameSync(`${path}.new`, path);
  expect(file.read(new Uint8Array(1000), 0).ok).toBe(true);
});

test.each([0, 1, 65_535, 65_536, 65_537, 300_000, 1_048_575])("a file of %i bytes is read as a whole", (size) => {
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

const defining = (name: string, size: number): Uint8Array =>
  joinBytes([
    buildObject({ types: [{}], functions: [{ type: 0, body: [0, 0x0b] }], symbols: [{ kind: "function", name }] }),
    Uint8Array.of(0, ...[0, 7, 14, 21].map((shift) => ((size >> shift) & 0x7f) | (shift < 21 ? 0x80 : 0)), 1, 0x78),
    pattern(size - 2),
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
  "of no known kind": joinBytes([new TextEncoder().encode("!<thin>\n"), pattern(SIZE)]),
};

function link(host: NodeHost | MemoryHost, args: readonly string[]): unknown {
  const { exitCode, diagnostics } = runCommand(args, host, (table) => new PlainKernel(table));
  return [exitCode, diagnostics.map(({ id, text }) => [id, text])];
}

test.each(
  Object.entries(ARCHIVES).flatMap(([name, archive]) =>
    [[], ["--whole-archive"], ["--trace", "-Map=out.map"]].map((options) => [name, options, archive] as const),
  ),
)("a link that reads an archive in parts is the same as one with files in memory: %s %j", (_, options, archive) => {
  const args = [ARGS[0], ...options, ...ARGS.slice(1)];
  const memory = new MemoryHost([["lib.a", archive]]);
  const expected = link(memory, args);
  fs.writeFileSync(path, archive);
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(link(new NodeHost(), args)).toEqual(expected);
  } finally {
    process.chdir(before);
  }
  for (const [written, bytes] of memory.written)
    expect(fs.readFileSync(join(folder, written)).equals(bytes)).toBe(true);
});

test("a link whose archive changes between two reads ends with one error", () => {
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
  const args = ["tsld", path, "--no-entry", "--export=f", "-o", join(folder, "out.wasm")];
  const reason = "the file was changed during the link";
  expect(link(changing, args)).toEqual([1, [["cannot-read", `cannot read ${path}: ${reason}`]]]);
});
