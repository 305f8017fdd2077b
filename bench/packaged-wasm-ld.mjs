// wasm-ld of the package @yowasp/clang as a command in Node: the files that the arguments name come from the folder it runs in.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { runLLVM } from "@yowasp/clang";

/** @typedef {import("@yowasp/clang").Tree} Tree */

const args = process.argv
  .slice(2)
  .flatMap((arg) => (arg.startsWith("@") ? wordsOf(readFileSync(arg.slice(1), "utf8")) : [arg]));
const at = args.indexOf("-o");
const output = args[at + 1] ?? "a.out";
args[at + 1] = "output.wasm";

/** @type {Tree} */
const tree = {};
const searched = args.filter((arg) => arg.startsWith("-L")).map((arg) => arg.slice(2));
for (const arg of args) {
  if (arg.startsWith("-l")) searched.forEach((folder) => add(posix.join(folder, `lib${arg.slice(2)}.a`)));
  else if (!arg.startsWith("-") && arg !== "output.wasm") add(arg);
}

/** @param {string} text */
function wordsOf(text) {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** @param {string} path */
function add(path) {
  if (!existsSync(path) || !statSync(path).isFile()) return;
  let folder = tree;
  for (const part of dirname(path)
    .split("/")
    .filter((part) => part !== "."))
    folder = /** @type {Tree} */ ((folder[part] ??= {}));
  folder[posix.basename(path)] = readFileSync(path);
}

const written = await runLLVM(["wasm-ld", ...args], tree, { stdout: () => undefined });
const module = written?.["output.wasm"];
if (!(module instanceof Uint8Array)) throw new Error("wasm-ld wrote no module");
writeFileSync(join(process.cwd(), output.startsWith("/") ? posix.relative(process.cwd(), output) : output), module);
