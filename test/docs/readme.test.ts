/**
 * The README's examples, run as they are written there: each block behind a line `<!-- run: NAME -->`. Two things are put in
 * their place: `tsld.wasm` is one that was compiled before, so that no test waits for wasmtime to do it, and `fetch` answers
 * from the folder.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PRECOMPILED } from "../../build/precompile.mjs";
import { root } from "../../build/project.mjs";
import { findWasmtime, MISSING } from "../../build/wasmtime.mjs";
import { archive, compile, wasmLd } from "../support/clang.ts";
import { ensureBuilt, writeFiles } from "../support/hosts.ts";

const MAIN = `
int twice(int n);
__attribute__((export_name("answer"))) int answer(void) { return twice(21); }
void _start(void) {}
`;

/** The marked blocks of the README by name. */
const EXAMPLES = new Map(
  [...fs.readFileSync(join(root, "README.md"), "utf8").matchAll(/<!-- run: ([\w-]+) -->\n```\w+\n([^]*?)```/g)].map(
    ([, name = "", code = ""]) => [name, code] as const,
  ),
);

const wasmtime = findWasmtime();
let folder: string;
let expected: Uint8Array;

beforeAll(async () => {
  await ensureBuilt();
  folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), "tsld-readme-"));
  const main = await compile(MAIN, { name: "main.c" });
  const library = await archive({
    "twice.o": await compile("int twice(int n) { return n + n; }", { name: "twice.c" }),
  });
  const inputs = { "main.o": main, "libtwice.a": library };
  writeFiles(folder, { ...inputs, "package.json": Buffer.from('{ "type": "module" }') });
  const linked = await wasmLd(["-o", "app.wasm", "main.o", "libtwice.a"], inputs);
  expected = linked.files["app.wasm"] ?? new Uint8Array();
  fs.mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  fs.symlinkSync(root, join(folder, "node_modules/tsld"));
  fs.symlinkSync(join(root, "dist/tsld.js"), join(folder, "node_modules/.bin/tsld"));
  fs.symlinkSync(join(root, "dist/jco"), join(folder, "tsld-js"));
  fs.symlinkSync(join(root, PRECOMPILED), join(folder, "tsld.wasm"));
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

function run(program: string, args: readonly string[]): string {
  const env = { ...process.env, PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter) };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8", env, timeout: 60_000 });
  expect([status, stderr.replace(/^npm warn .*\n/gm, "").trim()]).toEqual([0, ""]);
  return stdout;
}

function runModule(code: string): string {
  return run(process.execPath, ["--no-warnings", "--input-type=module", "-e", code]);
}

/** Runs example `name` by `how`; what it links is what wasm-ld links, and works. */
async function link(name: string, how: (code: string) => void): Promise<void> {
  fs.rmSync(join(folder, "app.wasm"), { force: true });
  how(EXAMPLES.get(name) ?? `no example ${name}`);
  const module = fs.readFileSync(join(folder, "app.wasm"));
  expect(module.equals(expected)).toBe(true);
  const { instance } = await WebAssembly.instantiate(module);
  expect((instance.exports["answer"] as () => number)()).toBe(42);
}

test("every marked example has a test here", () => {
  expect([...EXAMPLES.keys()]).toEqual(["wasmtime", "node-cli", "library", "browser", "jco"]);
});

test.skipIf(wasmtime === undefined)(`wasmtime${wasmtime === undefined ? ` (${MISSING})` : ""}`, async () => {
  fs.mkdirSync(join(folder, "bin"));
  // Without its own folder in PATH, so that it does not call itself.
  const allow = `#!/bin/sh\nshift\nPATH="\${PATH#*:}" exec "${wasmtime?.path ?? ""}" run --allow-precompiled "$@"\n`;
  fs.writeFileSync(join(folder, "bin/wasmtime"), allow, { mode: 0o755 });
  await link("wasmtime", (code) => run("sh", ["-e", "-c", code]));
});

test("Node, command line", async () => {
  await link("node-cli", (code) => run("sh", ["-e", "-c", code]));
});

test("Node, as a library", async () => {
  await link("library", runModule);
});

test("browsers", () => {
  const fetch = `import { readFileSync } from "node:fs";
    globalThis.fetch = async (url) => new Response(readFileSync("." + url));`;
  expect(runModule(`${fetch}\n${EXAMPLES.get("browser") ?? ""}\nconsole.log(globalThis.answer);`)).toBe("42\n");
});

test("jco: the component as JavaScript", async () => {
  await link("jco", runModule);
});
