// Makes .cache/build/kernel-core.wasm: the kernel as a module by itself, of src/kernel/assembly and src/kernel/portable.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import asc from "assemblyscript/asc";
import { contentOf, replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { isMain, root } from "./project.mjs";

const SOURCE = "src/kernel/assembly/exports.ts";
export const CORE_KERNEL = ".cache/build/kernel-core.wasm";
const PAGE_SIZE = 65_536;
/**
 * Pages of 64 kB that the kernel begins with: most links need no more. What is not touched costs nothing, while V8 takes each
 * growth for as much memory as there is then, and begins to collect garbage after a few.
 */
const INITIAL_PAGES = 800;

/**
 * The core module. The places that its loops read are checked by the source, against the ends of sections and tables; `isChecked`
 * makes typed arrays check them once more, as in JavaScript, and trap. Tests do that: it takes a quarter of the time of all loops.
 * `pages`: its part, `[start, end)`, of a memory that it imports; without it, it has one.
 * @param {{ isChecked?: boolean, pages?: { start: number, end: number } }} [how] @returns {Promise<Uint8Array>}
 */
export async function compileKernel({ isChecked = false, pages } = {}) {
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
    String(pages?.end ?? INITIAL_PAGES),
    ...(pages === undefined ? [] : ["--importMemory", "--memoryBase", String(pages.start * PAGE_SIZE)]),
    "--outFile",
    "kernel.wasm",
  ];
  const { error, stderr } = await asc.main([SOURCE, "--baseDir", root, ...options], {
    readFile(name, baseDir) {
      // What JavaScript and AssemblyScript have no common words for is written twice.
      const path = resolve(baseDir, name).replace(/portable\/(words|bytes|usual-entries)\.ts$/, "assembly/$1.ts");
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    },
    writeFile(name, content) {
      if (name === "kernel.wasm") module = /** @type {Uint8Array} */ (content);
    },
  });
  if (error !== null || module === undefined) throw new Error(`asc: ${stderr.toString()}`);
  return module;
}

/** Everything that decides the module. */
export function kernelIngredients() {
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

if (isMain(import.meta.url)) await buildCoreKernel();
