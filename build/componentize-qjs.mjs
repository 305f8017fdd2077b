// npm run build:small: makes dist/tsld-small.wasm, the linker on QuickJS: a third of the size of tsld.wasm, and quicker
// to compile (docs/performance.md, "First run ever").
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { componentize } from "componentize-qjs";
import { rollUp, SHORTER } from "./roll-up.mjs";
import { contentOf, replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { linkKernel, withByteResults } from "./link-kernel.mjs";
import { isMain, root } from "./project.mjs";

/** The linker as a component that imports its kernel. */
const SMALL_WITHOUT_KERNEL = ".cache/build/tsld-small-without-kernel.wasm";
/** `wit/` with the kernel's interface as this engine needs it. */
const WIT = ".cache/build/wit-small";

/**
 * Makes the component `output` of `input`, both relative to the project, for hosts without asynchronous components.
 * @param {string} input @param {string} output @param {string} world a world of `wit/`
 */
export async function componentizeSmall(input, output, world) {
  const code = await rollUp(input, SHORTER);
  const engine = versionOf("componentize-qjs");
  const script = readFileSync(`${root}/build/link-kernel.mjs`);
  return await unlessFresh(output, [code, world, engine, script, ...contentOf("wit")], async () => {
    copyWit();
    const options = { jsSource: code, witPath: `${root}/${WIT}`, world, sync: true };
    replaceFile(`${root}/${output}`, (await componentize(options)).component);
  });
}

function copyWit() {
  rmSync(`${root}/${WIT}`, { recursive: true, force: true });
  cpSync(`${root}/wit`, `${root}/${WIT}`, { recursive: true });
  const kernel = `${root}/${WIT}/deps/kernel.wit`;
  writeFileSync(kernel, withByteResults(readFileSync(kernel, "utf8")));
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function componentizeSmallLinker() {
  await componentizeSmall("src/entry/component-small.ts", SMALL_WITHOUT_KERNEL, "tsld-without-kernel");
  return await linkKernel("dist/tsld-small.wasm", SMALL_WITHOUT_KERNEL, { byteResults: true });
}

if (isMain(import.meta.url)) await componentizeSmallLinker();
