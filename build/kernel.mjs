// Makes .cache/build/kernel.wasm: the kernel as a component, of src/kernel/assembly and src/kernel/portable.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { componentEmbed, componentNew } from "@bytecodealliance/jco";
import asc from "assemblyscript/asc";
import { compose } from "./compose.mjs";
import { contentOf, replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { openFileSystem } from "./open-file-system.mjs";
import { isMain, root } from "./project.mjs";
import { joinSections, readLeb, readText, sectionsOf, textBytes, uleb } from "./wasm-sections.mjs";

const SOURCE = "src/kernel/assembly/exports.ts";
/** What the inner component imports and this one exports. */
export const INTERFACE = "tsld:kernel/kernel@0.1.0";
export const KERNEL = ".cache/build/kernel.wasm";
/** The same without a component around it. */
export const CORE_KERNEL = ".cache/build/kernel-core.wasm";
const EXPORT_SECTION = 7;
/**
 * Pages of 64 kB that the kernel begins with: most links need no more. What is not touched costs nothing, while V8 takes each
 * growth for as much memory as there is then, and begins to collect garbage after a few.
 */
const INITIAL_PAGES = "800";

/** The component for an engine that takes lists as typed arrays only where they are bytes: its results have no other lists. */
export const BYTE_KERNEL = ".cache/build/byte-kernel.wasm";

/**
 * The core module. The places that its loops read are checked by the source, against the ends of sections and tables; `isChecked`
 * makes typed arrays check them once more, as in JavaScript, and trap. Tests do that: it takes a quarter of the time of all loops.
 * @param {{ byteResults?: boolean, isChecked?: boolean }} [how] @returns {Promise<Uint8Array>}
 */
export async function compileKernel({ byteResults = false, isChecked = false } = {}) {
  /** @type {Uint8Array | undefined} */
  let module;
  // `minimal`: garbage is collected when the source says so. `--use abort=`: failed assertions trap.
  const options = [
    "--uncheckedBehavior",
    isChecked ? "default" : "always",
    "-O3",
    "--runtime",
    "minimal",
    "--use",
    "abort=",
    "--enable",
    "bulk-memory",
    "--initialMemory",
    INITIAL_PAGES,
    "--outFile",
    "kernel.wasm",
  ];
  const { error, stderr } = await asc.main([SOURCE, "--baseDir", root, ...options], {
    readFile(name, baseDir) {
      // What JavaScript and AssemblyScript have no common words for is written twice.
      let path = resolve(baseDir, name).replace(/portable\/(words|bytes)\.ts$/, "assembly/$1.ts");
      if (byteResults) path = path.replace(/list-length\.ts$/, "list-length-bytes.ts");
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    },
    writeFile(name, content) {
      if (name === "kernel.wasm") module = /** @type {Uint8Array} */ (content);
    },
  });
  if (error !== null || module === undefined) throw new Error(`asc: ${stderr.toString()}`);
  return module;
}

/**
 * Functions get the names that the canonical ABI wants; those with lists in their result one more, for `release`.
 * @param {Uint8Array} core @param {string} wit
 */
function renameExports(core, wit) {
  const returning = returningLists(wit);
  const sections = sectionsOf(core, 8);
  const exports = /** @type {Uint8Array} */ (sections.find(({ id }) => id === EXPORT_SECTION)?.content);
  const cursor = { at: 0 };
  /** @type {{ name: string, kind: number, index: number }[]} */
  const entries = [];
  for (let count = readLeb(exports, cursor); count > 0; count--) {
    const name = readText(exports, cursor);
    entries.push({ name, kind: exports[cursor.at++] ?? 0, index: readLeb(exports, cursor) });
  }
  const release = entries.find(({ name }) => name === "release")?.index ?? 0;
  const renamed = entries.flatMap((entry) => {
    const { name, kind, index } = entry;
    if (name === "release") return [];
    if (kind !== 0 || name === "cabi_realloc") return [entry];
    const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const full = `${INTERFACE}#${kebab}`;
    const plain = { name: full, kind, index };
    return returning.has(kebab) ? [plain, { name: `cabi_post_${full}`, kind, index: release }] : [plain];
  });
  const content = [
    ...uleb(renamed.length),
    ...renamed.flatMap(({ name, kind, index }) => [...textBytes(name), kind, ...uleb(index)]),
  ];
  return joinSections(
    core.subarray(0, 8),
    sections.map((section) => (section.id === EXPORT_SECTION ? { id: section.id, content } : section)),
  );
}

/** The functions of the interface whose result has a list. @param {string} wit */
function returningLists(wit) {
  const text = wit.replace(/\/\/.*$/gm, "");
  const records = new Map([...text.matchAll(/record ([\w-]+) \{([^}]*)\}/g)].map(([, name, fields]) => [name, fields]));
  const functions = [...text.matchAll(/([\w-]+): func\([^)]*\) -> ([^;]+);/g)];
  return new Set(
    functions.filter(([, , result]) => (records.get(result) ?? result).includes("list<")).map(([, name]) => name),
  );
}

/** Everything that decides the module. */
function kernelIngredients() {
  const ingredients = [
    versionOf("assemblyscript"),
    ...contentOf("src/kernel/assembly"),
    ...contentOf("src/kernel/portable"),
  ];
  ingredients.push(readFileSync(`${root}/build/kernel.mjs`));
  return ingredients;
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function buildCoreKernel() {
  return await unlessFresh(CORE_KERNEL, kernelIngredients(), async () => {
    replaceFile(`${root}/${CORE_KERNEL}`, await compileKernel());
  });
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function buildKernel() {
  await buildCoreKernel();
  const core = readFileSync(`${root}/${CORE_KERNEL}`);
  const witSource = readFileSync(`${root}/wit/deps/kernel.wit`, "utf8");
  const ingredients = [core, witSource, versionOf("@bytecodealliance/jco"), readFileSync(`${root}/build/kernel.mjs`)];
  return await unlessFresh(KERNEL, ingredients, async () => {
    replaceFile(`${root}/${KERNEL}`, await componentOf(core, witSource));
  });
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function buildByteKernel() {
  const witSource = withByteResults(readFileSync(`${root}/wit/deps/kernel.wit`, "utf8"));
  const ingredients = [...kernelIngredients(), witSource, versionOf("@bytecodealliance/jco")];
  return await unlessFresh(BYTE_KERNEL, ingredients, async () => {
    replaceFile(`${root}/${BYTE_KERNEL}`, await componentOf(await compileKernel({ byteResults: true }), witSource));
  });
}

/** @param {Uint8Array} core @param {string} witSource */
async function componentOf(core, witSource) {
  openFileSystem();
  const component = await componentEmbed({ binary: renameExports(core, witSource), witSource, world: "nested" });
  return await componentNew(component, []);
}

/** The interface with bytes for all lists of records and results; no record is a parameter. @param {string} wit */
export function withByteResults(wit) {
  return wit.replace(/(record [^{]*\{[^}]*\}|-> list<\w+>)/g, (result) => result.replace(/list<\w+>/g, "list<u8>"));
}

/**
 * Makes `output` of a component that imports the kernel and the kernel as a component, all paths relative to the project.
 * @param {string} output @param {string} main @param {string} kernel
 * @returns {Promise<boolean>} whether it was made anew
 */
export async function nestKernel(output, main, kernel) {
  const parts = [main, kernel].map((path) => readFileSync(`${root}/${path}`));
  const [outer, inner] = /** @type {[Uint8Array, Uint8Array]} */ (parts);
  return await unlessFresh(output, [outer, inner, readFileSync(`${root}/build/compose.mjs`)], async () => {
    replaceFile(`${root}/${output}`, compose(outer, inner, INTERFACE));
  });
}

if (isMain(import.meta.url)) await buildKernel();
