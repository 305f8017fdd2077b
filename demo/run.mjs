// npm run demo: the linker, itself a WebAssembly component, links a C++ program into a WebAssembly module, which then runs.
// Needs nothing but Node and `npm ci`; with wasmtime on the machine, linker and program run there.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { buildAll } from "../build/all.mjs";
import { root } from "../build/project.mjs";
import { findWasmtime } from "../build/wasmtime.mjs";
import { runTool, sysrootFile } from "../test/support/packaged-llvm.mjs";

const folder = `${root}/.cache/demo`;
const SYSROOT = "lib/wasm32-wasip1";
const LIBRARIES = ["crt1-command.o", "libc.a", "libc++.a", "libc++abi.a"];
const BUILTINS = "libclang_rt.builtins.a";
const LINK = ["crt1-command.o", "hello.o", "libc++.a", "libc++abi.a", "libc.a", BUILTINS, "-o", "hello.wasm"];

/** Does one step and says what came of it. @template T @param {string} title @param {() => T | Promise<T>} action @param {(value: T) => string} told @returns {Promise<T>} */
async function step(title, action, told) {
  const start = performance.now();
  const value = await action();
  console.log(
    `${title.padEnd(46)} ${`${((performance.now() - start) / 1000).toFixed(2)} s`.padStart(8)}  ${told(value)}`,
  );
  return value;
}

const kilobytes = (/** @type {number} */ bytes) =>
  `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} kB`;
const fileSize = (/** @type {string} */ path) => readFileSync(path).length;

/** @param {string[]} command */
function run([program, ...args]) {
  const result = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`${program} ended with ${result.status}\n${result.stderr}`);
  return result.stdout;
}

function prepareFolder() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of LIBRARIES) writeFileSync(`${folder}/${name}`, sysrootFile(`${SYSROOT}/${name}`));
  writeFileSync(`${folder}/${BUILTINS}`, sysrootFile(`lib/wasm32-unknown-wasip1/${BUILTINS}`));
}

async function compile() {
  const argv = ["clang++", "-O2", "-fno-exceptions", "-c", "hello.cc", "-o", "hello.o"];
  const { files, stderr } = await runTool(argv, { "hello.cc": readFileSync(`${root}/demo/hello.cc`) });
  if (files["hello.o"] === undefined) throw new Error(stderr);
  writeFileSync(`${folder}/hello.o`, files["hello.o"]);
  return files["hello.o"];
}

/** What wasm-ld makes of the same command line. */
async function linkByWasmLd() {
  const inputs = LINK.filter((argument) => existsSync(`${folder}/${argument}`) && argument !== "hello.wasm");
  const files = Object.fromEntries(inputs.map((name) => [name, readFileSync(`${folder}/${name}`)]));
  const result = await runTool(["wasm-ld", ...LINK], files);
  const module = result.files["hello.wasm"];
  if (module === undefined) throw new Error(result.stderr);
  return module;
}

const wasmtime = findWasmtime();
const node = (/** @type {string} */ script) => [process.execPath, "--no-warnings", `${root}/${script}`];
const component = `${root}/dist/tsld.wasm`;
const link = wasmtime
  ? [wasmtime.path, "run", "--dir", ".", component, ...LINK]
  : [...node("test/support/jco-command.mjs"), "tsld", ...LINK];
const place = wasmtime ? `wasmtime ${wasmtime.version}` : `Node ${process.versions.node}, by jco`;

console.log("Building what is out of date:");
await buildAll((line) => console.log(`  ${line}`));
prepareFolder();
await step("clang++ -c demo/hello.cc (packaged; cached)", compile, (object) => `hello.o ${kilobytes(object.length)}`);
if (wasmtime)
  await step(
    `wasmtime compiles tsld.wasm, the first time`,
    () => run([...link.slice(0, 5), "--version"]),
    (text) => text.trim(),
  );
await step(
  `tsld.wasm in ${place}`,
  () => run(link),
  () => `hello.wasm ${kilobytes(fileSize(`${folder}/hello.wasm`))}`,
);
const linked = readFileSync(`${folder}/hello.wasm`);
/** @param {Uint8Array} module of another linker, or on another host */
function compared(module) {
  if (linked.equals(module)) return "same bytes";
  process.exitCode = 1;
  return "DIFFERENT bytes";
}
await step(
  "the same by the command on Node",
  () => run([...node("dist/tsld.js"), ...LINK]),
  () => compared(readFileSync(`${folder}/hello.wasm`)),
);
await step("the same by wasm-ld (packaged; cached)", linkByWasmLd, compared);
const program = wasmtime ? [wasmtime.path, "run", "hello.wasm"] : [...node("demo/run-module.mjs"), "hello.wasm"];
await step(
  `hello.wasm in ${wasmtime ? "wasmtime" : "Node"}`,
  () => run(program),
  (text) => text.trim().replaceAll("\n", ", "),
);
const bytes = readFileSync(component);
console.log(
  `tsld.wasm: ${kilobytes(bytes.length)}, gzip ${kilobytes(gzipSync(bytes).length)}; the command on Node: ${kilobytes(fileSize(`${root}/dist/tsld-command.cjs`) + fileSize(`${root}/dist/tsld-kernel.wasm`))}`,
);
