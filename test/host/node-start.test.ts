/** `dist/tsld.js` keeps what V8 compiled for the next run, and links all the same where it cannot. */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { root } from "../../build/project.mjs";
import { v8Options } from "../../src/entry/v8-options.ts";
import { compile } from "../support/clang.ts";
import { ensureBuilt, runCommand } from "../support/hosts.ts";

const PARTS = ["demangle", "messages", "plain-kernel", "xxh3"].map((part) => `tsld-${part}.cjs`);
const COMMAND_FILES = ["tsld.cjs", "tsld-command.cjs", "tsld-kernel.wasm", ...PARTS];

let input: Uint8Array;
let folder: string;

beforeAll(async () => {
  await ensureBuilt();
  input = await compile("void _start(void) {}", { name: "main.c" });
});

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "tsld-start-"));
  for (const file of COMMAND_FILES) fs.copyFileSync(join(root, "dist", file), join(folder, file));
  fs.symlinkSync("tsld.cjs", join(folder, "tsld.js"));
  fs.writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  fs.writeFileSync(join(folder, "main.o"), input);
});

afterEach(() => {
  fs.chmodSync(folder, 0o755);
  fs.rmSync(folder, { recursive: true });
});

async function tryRun(options: readonly string[], ...args: readonly string[]): Promise<[number | null, string]> {
  const { exitCode, stderr } = await runCommand(
    [process.execPath, ...options, join(folder, "tsld.js"), ...args],
    folder,
  );
  return [exitCode, stderr];
}

async function run(...args: readonly string[]): Promise<void> {
  expect(await tryRun([], ...args)).toEqual([0, ""]);
}

async function link(): Promise<Buffer> {
  await run("main.o", "-o", "main.wasm");
  return fs.readFileSync(join(folder, "main.wasm"));
}

/** Files of code that V8 has made of JavaScript. */
function kept(): string[] {
  return caches().filter((file) => !file.startsWith("tsld-kernel."));
}

function keptKernels(): string[] {
  return caches().filter((file) => file.startsWith("tsld-kernel."));
}

function caches(): string[] {
  return fs.readdirSync(folder).filter((file) => file.includes(".cache"));
}

test("a link leaves the compiled code for the next one", async () => {
  const first = await link();
  expect(kept()).toHaveLength(1);
  const [path = ""] = kept().map((file) => join(folder, file));
  const before = fs.statSync(path).mtimeMs;
  expect(await link()).toEqual(first);
  expect(fs.statSync(path).mtimeMs, "it was not made again").toBe(before);
});

test("code of a small link serves until a larger one leaves its own", async () => {
  await link();
  expect(kept()).toEqual([expect.stringMatching(/\.small\.cache$/)]);
  const data = await compile("char data[20000] = { 1 };", { name: "data.c" });
  fs.writeFileSync(join(folder, "data.o"), data);
  const large = ["main.o", "data.o", "--no-gc-sections", "-o", "large.wasm"];
  await run(...large);
  expect(kept()).toEqual([expect.not.stringContaining("small")]);
  const [path = ""] = kept().map((file) => join(folder, file));
  const before = fs.statSync(path).mtimeMs;
  await run(...large);
  await link();
  expect(kept()).toHaveLength(1);
  expect(fs.statSync(path).mtimeMs, "it was not made again").toBe(before);
});

test("a run that links nothing leaves nothing", async () => {
  await run("--version");
  expect(caches()).toEqual([]);
});

test("nothing is left where nothing can be written", async () => {
  fs.chmodSync(folder, 0o555);
  const asAnother = process.getuid?.() === 0 ? ["setpriv", "--reuid=1", "--regid=1", "--clear-groups"] : [];
  const out = fs.mkdtempSync(join(tmpdir(), "tsld-start-out-"));
  fs.chmodSync(out, 0o777);
  const command = [...asAnother, process.execPath, join(folder, "tsld.js"), "main.o", "-o", join(out, "main.wasm")];
  expect(await runCommand(command, folder)).toMatchObject({ exitCode: 0, stderr: "" });
  expect(fs.readdirSync(out)).toEqual(["main.wasm"]);
  fs.rmSync(out, { recursive: true });
  expect(caches()).toEqual([]);
});

test.each([
  ["empty", () => Buffer.alloc(0)],
  ["cut short", (code: Buffer) => code.subarray(0, code.length >> 1)],
  ["another version's", (code: Buffer) => Buffer.concat([Buffer.alloc(16, 1), code.subarray(16)])],
])("code that is %s is made again", async (_title, damage) => {
  const first = await link();
  const [path = ""] = kept().map((file) => join(folder, file));
  const good = fs.readFileSync(path);
  fs.writeFileSync(path, damage(good));
  expect(await link()).toEqual(first);
  expect(fs.readFileSync(path).subarray(0, 16)).toEqual(good.subarray(0, 16));
});

const keepsKernel = v8Options()?.keepsKernel === true;

test("the second link leaves the kernel's code, where V8 reads it fast", async () => {
  const first = await link();
  expect(keptKernels()).toEqual([]);
  expect(await link()).toEqual(first);
  expect(keptKernels()).toHaveLength(keepsKernel ? 1 : 0);
  const times = () => keptKernels().map((file) => fs.statSync(join(folder, file)).mtimeMs);
  const before = times();
  expect(await link()).toEqual(first);
  expect(times(), "it was not made again").toEqual(before);
});

test.runIf(keepsKernel).each([
  ["empty", () => Buffer.alloc(0)],
  ["cut short", (code: Buffer) => code.subarray(0, code.length >> 1)],
  ["too long", (code: Buffer) => Buffer.concat([Buffer.alloc(4, 0xff), code.subarray(4)])],
  ["another version's", (code: Buffer) => Buffer.concat([code.subarray(0, 8), Buffer.alloc(12, 1), code.subarray(20)])],
])("code of the kernel that is %s is made again", async (_title, damage) => {
  const first = await link();
  await link();
  const [path = ""] = keptKernels().map((file) => join(folder, file));
  const good = fs.readFileSync(path);
  fs.writeFileSync(path, damage(good));
  expect(await link()).toEqual(first);
  expect(fs.readFileSync(path).equals(good)).toBe(true);
});

test.runIf(keepsKernel)("a link ends well where V8 may not optimize the kernel", async () => {
  const first = await link();
  for (let run = 0; run < 3; run++) {
    expect(await tryRun(["--liftoff-only"], "main.o", "-o", "main.wasm")).toEqual([0, ""]);
    expect(fs.readFileSync(join(folder, "main.wasm"))).toEqual(first);
    expect(caches().filter((file) => !file.endsWith(".cache"))).toEqual([]);
  }
  expect(keptKernels()).toEqual([]);
});

test("a copy that has made a file of the symbolic link works as the ES module that it is then", async () => {
  const first = await link();
  fs.unlinkSync(join(folder, "tsld.js"));
  fs.copyFileSync(join(root, "dist/tsld.js"), join(folder, "tsld.js"));
  expect(fs.lstatSync(join(folder, "tsld.js")).isFile()).toBe(true);
  expect(await link()).toEqual(first);
  expect(kept()).toHaveLength(1);
});

test("a link works where WebAssembly is turned off", async () => {
  const first = await link();
  await link();
  fs.unlinkSync(join(folder, "main.wasm"));
  const [exitCode, stderr] = await tryRun(["--jitless"], "main.o", "-o", "main.wasm");
  expect([exitCode, stderr.replaceAll(/^Warning: .*\n/gm, "")]).toEqual([0, ""]);
  expect(fs.readFileSync(join(folder, "main.wasm"))).toEqual(first);
});

// Elsewhere than on Linux, there is no such limit.
test.runIf(process.platform === "linux")("a link works under a limit of addresses", async () => {
  const first = await link();
  await link();
  fs.unlinkSync(join(folder, "main.wasm"));
  // Half of what V8 reserves for a memory of WebAssembly.
  const limited = ["/bin/sh", "-c", 'ulimit -v 4000000 && exec "$0" "$@"', process.execPath];
  const command = [...limited, join(folder, "tsld.js"), "main.o", "-o", "main.wasm"];
  expect(await runCommand(command, folder)).toMatchObject({ exitCode: 0, stderr: "" });
  expect(fs.readFileSync(join(folder, "main.wasm"))).toEqual(first);
});

test("names are demangled by a part whose code is kept as well", async () => {
  fs.writeFileSync(
    join(folder, "main.o"),
    await compile('void f(int) {} extern "C" void _start() { f(1); }', { name: "main.cc", args: ["-O0"] }),
  );
  const first = await link();
  expect(first.includes("f(int)")).toBe(true);
  expect(kept()).toEqual([expect.stringMatching(/^tsld-command\./), expect.stringMatching(/^tsld-demangle\./)]);
  expect(await link()).toEqual(first);
});

test("messages are a part that is loaded when there is something to say", async () => {
  expect(await tryRun([], "none.o", "-o", "main.wasm")).toEqual([
    1,
    "tsld: error: cannot open none.o: No such file or directory\n",
  ]);
  expect(kept()).toEqual([]);
});

test.each(["command.cjs", "kernel.wasm", "messages.cjs"])("an installation without tsld-%s says so", async (part) => {
  const path = join(folder, `tsld-${part}`);
  fs.unlinkSync(path);
  const said = `tsld: error: cannot read ${path}, which is a part of this program\n`;
  expect(await tryRun([], "none.o", "-o", "main.wasm")).toEqual([1, said]);
});

test("links need no part that few of them need", async () => {
  const first = await link();
  for (const part of PARTS) fs.unlinkSync(join(folder, part));
  expect(await link()).toEqual(first);
});

test("the command is all ASCII, which V8 keeps in half the memory", () => {
  for (const file of COMMAND_FILES.filter((name) => name.endsWith(".cjs"))) {
    expect([file, /^[\0-\x7f]*$/.test(fs.readFileSync(join(root, "dist", file), "latin1"))]).toEqual([file, true]);
  }
});

test("the files of the command are those that the build makes", () => {
  const made = fs.readdirSync(join(root, "dist")).filter((file) => /^tsld(-.*)?\.cjs$/.test(file));
  expect(made.sort()).toEqual(COMMAND_FILES.filter((file) => file.endsWith(".cjs")).sort());
});
