// Makes dist/jco/ and dist/jco-small/: the components as JavaScript and core modules, for Node and for parity tests without
// wasmtime.
import { readFileSync } from "node:fs";
import { transpile } from "@bytecodealliance/jco";
import { replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { openFileSystem } from "./open-file-system.mjs";
import { isMain, root } from "./project.mjs";

/**
 * Makes JavaScript of a component: `folder`/`name`.js and what it loads. Paths are relative to the project.
 * @param {string} component @param {string} folder @param {string} name
 */
export async function transpileInto(component, folder, name) {
  const bytes = readFileSync(`${root}/${component}`);
  const ingredients = [bytes, versionOf("@bytecodealliance/jco")];
  return await unlessFresh(`${folder}/${name}.js`, ingredients, async () => {
    openFileSystem();
    const { files } = await transpile(bytes, { name });
    for (const [path, content] of Object.entries(files)) replaceFile(`${root}/${folder}/${path}`, content);
  });
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function transpileComponent() {
  return await transpileInto("dist/tsld.wasm", "dist/jco", "tsld");
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function transpileSmallComponent() {
  return await transpileInto("dist/tsld-small.wasm", "dist/jco-small", "tsld");
}

if (isMain(import.meta.url)) {
  await transpileComponent();
  await transpileSmallComponent();
}
