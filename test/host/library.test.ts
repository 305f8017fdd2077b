/** The library as a consumer has it: one file without imports, its types, and what `link` takes and gives. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../build/project.mjs";
import { compile } from "../support/clang.ts";
import { ensureBuilt, writeFiles } from "../support/hosts.ts";

/** A project that has tsld in its node_modules. */
let consumer: string;

beforeAll(async () => {
  await ensureBuilt();
  consumer = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), "tsld-consumer-"));
  fs.mkdirSync(join(consumer, "node_modules"));
  fs.symlinkSync(root, join(consumer, "node_modules/tsld"));
  const object = await compile("int answer(void) { return 42; }", { name: "answer.c" });
  writeFiles(consumer, { "answer.o": object, "package.json": Buffer.from('{ "type": "module" }') });
});

afterAll(() => fs.rmSync(consumer, { recursive: true }));

function node(...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: consumer, encoding: "utf8" });
  return { status, said: stdout + stderr };
}

test("imports nothing, so that it runs in a browser as it is", () => {
  const code = fs.readFileSync(join(root, "dist/api.js"), "utf8");
  expect(code).not.toMatch(/^import\s*["'{*]|\bimport\(|\brequire\(|\bprocess\.|\bBuffer\b/m);
});

const PROGRAM = `
import { link, type LinkResult } from "tsld";
declare const answer: Uint8Array;
const result: LinkResult = link({ args: ["a.o", "-o", "a.wasm"], files: { "a.o": answer }, programName: "ld" });
const module: Uint8Array | undefined = result.module;
const first: string | undefined = result.diagnostics[0]?.id;
for (const [path, bytes] of result.files) path.concat(String(bytes.length));
link({ args: [], files: new Map([["a.o", answer]]) });
link({ args: [], files: [["a.o", answer]] });
// @ts-expect-error: contents are bytes
link({ args: [], files: { "a.o": "text" } });
export { first, module };
`;

test.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])("a strict TypeScript project with module = %s compiles against its types", (module, moduleResolution) => {
  fs.writeFileSync(join(consumer, "program.ts"), PROGRAM);
  // Neither Node's types nor the DOM's: the declarations stand alone.
  const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, types: [], lib: ["es2022"], noEmit: true };
  const project = {
    compilerOptions: { ...compilerOptions, target: "es2022", module, moduleResolution },
    files: ["program.ts"],
  };
  fs.writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify(project));
  const { status, said } = node(join(root, "node_modules/typescript/bin/tsc"), "-p", ".");
  expect(said).toBe("");
  expect(status).toBe(0);
});

test.each([
  ["a record", "{ 'answer.o': answer }"],
  ["a Map", "new Map([['answer.o', answer]])"],
  ["pairs", "[['answer.o', answer]].values()"],
])("links files given as %s", (_kind, files) => {
  const program = `
    import { readFileSync } from "node:fs";
    import { link } from "tsld";
    const answer = readFileSync("answer.o");
    const result = link({ args: ["answer.o", "--no-entry", "--export=answer", "-o", "out/a.wasm"], files: ${files} });
    const { instance } = await WebAssembly.instantiate(result.module);
    console.log(result.exitCode, instance.exports.answer(), [...result.files.keys()].join(), result.stderr);
  `;
  expect(node("--input-type=module", "-e", program)).toEqual({ status: 0, said: "0 42 out/a.wasm \n" });
});

test("a failed link gives diagnostics as values, and no module", () => {
  const program = `
    import { link } from "tsld";
    const { module, ...rest } = link({ args: ["gone.o", "-o", "a.wasm"], files: {} });
    console.log(JSON.stringify({ hasModule: module !== undefined, ...rest, files: rest.files.size }));
  `;
  const { said } = node("--input-type=module", "-e", program);
  const text = "cannot open gone.o: No such file or directory";
  expect(JSON.parse(said)).toEqual({
    hasModule: false,
    exitCode: 1,
    files: 0,
    stdout: "",
    stderr: `tsld: error: ${text}\n`,
    diagnostics: [{ severity: "error", id: "cannot-open", text }],
  });
});

test("links one after the other give what each gives alone", () => {
  const program = `
    import { readFileSync } from "node:fs";
    import { createHash } from "node:crypto";
    import { link } from "tsld";
    const answer = readFileSync("answer.o");
    const damaged = answer.subarray(0, answer.length - 9);
    const LINKS = {
      exported: () => link({ args: ["a.o", "--no-entry", "--export=answer", "-o", "a.wasm"], files: { "a.o": answer } }),
      relocatable: () => link({ args: ["-r", "a.o", "-o", "b.o"], files: { "a.o": answer } }),
      damaged: () => link({ args: ["a.o", "-o", "a.wasm"], files: { "a.o": damaged } }),
    };
    for (const name of process.argv.slice(1)) {
      const { module = new Uint8Array(), stderr } = LINKS[name]();
      console.log(name, createHash("sha256").update(module).digest("hex"), stderr);
    }
  `;
  const run = (...names: string[]): string => node("--input-type=module", "-e", program, ...names).said;
  const alone = Object.fromEntries(["exported", "relocatable", "damaged"].map((name) => [name, run(name)]));
  const order = ["exported", "damaged", "relocatable", "exported", "relocatable", "damaged", "exported"];
  expect(run(...order)).toBe(order.map((name) => alone[name]).join(""));
  expect(new Set(Object.values(alone)).size).toBe(3);
});
