// The twentieth link of one process, in milliseconds: node bench/warm-link.mjs library|typed-export FOLDER
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../build/project.mjs";

const CALLS = 20;
const [kind, folder = "."] = process.argv.slice(2);

/** @type {[string, Uint8Array][]} */
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "expected.wasm")
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((path) => [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))]);
const args = ["@link.rsp", "-o", "out.wasm"];

/** @returns {Promise<() => { exit: number, stderr: string }>} */
async function load() {
  if (kind === "library") {
    const { link } = await import(join(root, "dist/api.js"));
    return () => {
      const { exitCode, stderr } = link({ args, files });
      return { exit: exitCode, stderr };
    };
  }
  const { linker } = await import(join(root, "dist/jco/tsld.js"));
  const request = { arguments: args, files: files.map(([path, content]) => ({ path, content })) };
  return () => {
    const { exitStatus, stderr } = linker.link(request);
    return { exit: exitStatus, stderr };
  };
}

const link = await load();
const times = [];
for (let i = 0; i < CALLS; i++) {
  const start = performance.now();
  const { exit, stderr } = link();
  times.push(performance.now() - start);
  if (exit !== 0) throw new Error(stderr);
}
console.log(JSON.stringify(times.map((time) => Math.round(time * 10) / 10)));
