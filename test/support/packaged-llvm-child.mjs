// The child process of packaged-llvm.mjs: takes { argv, files }, answers with what the tool wrote and said.
import { pathToFileURL } from "node:url";

/**
 * @typedef {import("@yowasp/clang").Tree} Tree
 * @typedef {import("./packaged-llvm.mjs").Files} Files
 * @typedef {{ argv: string[], files: Files }} Job
 */

/** @type {typeof import("@yowasp/clang")} */
const { runLLVM, Exit } = await import(pathToFileURL(`${process.argv[2]}/bundle.js`).href);

/** Jobs run one after the other, in the order they came. */
let last = Promise.resolve();
process.on("message", (/** @type {Job} */ job) => {
  last = last.then(async () => {
    process.send?.(await run(job));
  });
});
process.on("disconnect", () => process.exit());

/** @param {Job} job @returns {Promise<import("./packaged-llvm.mjs").ToolResult>} */
async function run({ argv, files }) {
  /** @type {{ stdout: Buffer[], stderr: Buffer[] }} */
  const said = { stdout: [], stderr: [] };
  /** @type {import("@yowasp/clang").RunOptions} */
  const options = {
    stdout: (bytes) => bytes !== null && said.stdout.push(Buffer.from(bytes)),
    stderr: (bytes) => bytes !== null && said.stderr.push(Buffer.from(bytes)),
    fetchProgress: () => undefined,
  };
  let exitCode = 0;
  /** @type {Tree | undefined} */
  let tree;
  try {
    tree = await runLLVM(argv, treeOf(files), options);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    exitCode = error.code;
    tree = error.files;
  }
  const text = (/** @type {Buffer[]} */ parts) => Buffer.concat(parts).toString("utf8");
  return { exitCode, files: newFiles(tree ?? {}, files), stdout: text(said.stdout), stderr: text(said.stderr) };
}

/** { "a/b": x } -> { a: { b: x } } @param {Files} files */
function treeOf(files) {
  /** @type {Tree} */
  const tree = {};
  for (const [path, content] of Object.entries(files)) {
    const parts = path.split("/");
    const name = parts.pop() ?? path;
    let folder = tree;
    for (const part of parts) folder = /** @type {Tree} */ ((folder[part] ??= {}));
    folder[name] = content;
  }
  return tree;
}

/**
 * The files of `tree` that were not given, or not with this content.
 * @param {Tree} tree @param {Files} given @param {string} [prefix] @param {Record<string, Uint8Array>} [found]
 */
function newFiles(tree, given, prefix = "", found = {}) {
  for (const [name, entry] of Object.entries(tree)) {
    const path = prefix + name;
    if (typeof entry !== "string" && !(entry instanceof Uint8Array)) newFiles(entry, given, `${path}/`, found);
    else if (!isSame(entry, given[path]))
      found[path] = new Uint8Array(typeof entry === "string" ? Buffer.from(entry) : entry);
  }
  return found;
}

/** @param {Uint8Array | string} written @param {Uint8Array | string | undefined} given */
function isSame(written, given) {
  return given !== undefined && Buffer.from(written).equals(Buffer.from(given));
}
