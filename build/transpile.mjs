// Makes dist/jco/ and dist/jco-small/: the components as JavaScript and core modules, for Node and for parity tests without
// wasmtime.
import { readFileSync } from "node:fs";
import { transpile } from "@bytecodealliance/jco";
import { replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { kernelDefinition } from "./bundle.mjs";
import { rollUp } from "./roll-up.mjs";
import { SMALL_WITHOUT_KERNEL } from "./componentize-qjs.mjs";
import { WITHOUT_KERNEL } from "./componentize.mjs";
import { openFileSystem } from "./open-file-system.mjs";
import { isMain, root } from "./project.mjs";

/**
 * Makes JavaScript of a component: `folder`/`name`.js and what it loads. Paths are relative to the project.
 * @param {string} component @param {string} folder @param {string} name
 * @param {Record<string, string>} [map] modules in the place of imports
 */
export async function transpileInto(component, folder, name, map = {}) {
  const bytes = readFileSync(`${root}/${component}`);
  const ingredients = [bytes, versionOf("@bytecodealliance/jco"), JSON.stringify(map)];
  return await unlessFresh(`${folder}/${name}.js`, ingredients, async () => {
    openFileSystem();
    const { files } = await transpile(bytes, { name, map });
    for (const [path, content] of Object.entries(files)) replaceFile(`${root}/${folder}/${path}`, content);
  });
}

/**
 * The kernel is a module of its own here: before Node 24 a nested component would have its lists copied byte by byte, because
 * modules have one memory there.
 * @param {string} component @param {string} folder @param {boolean} byteResults what the component's engine wants
 */
async function transpileWithKernel(component, folder, byteResults) {
  const define = { ...(await kernelDefinition()), BYTE_RESULTS: String(byteResults) };
  replaceFile(`${root}/${folder}/kernel.js`, await rollUp("src/entry/jco-kernel.ts", false, { define }));
  return await transpileInto(component, folder, "tsld", { "tsld:kernel/kernel": "./kernel.js" });
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function transpileComponent() {
  return await transpileWithKernel(WITHOUT_KERNEL, "dist/jco", false);
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function transpileSmallComponent() {
  return await transpileWithKernel(SMALL_WITHOUT_KERNEL, "dist/jco-small", true);
}

if (isMain(import.meta.url)) {
  await transpileComponent();
  await transpileSmallComponent();
}
