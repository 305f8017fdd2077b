// npm run build:small: makes dist/tsld-small.wasm, the linker on QuickJS: a third of the size of tsld.wasm, and compiled in a
// tenth of the time.
import { componentize } from "componentize-qjs";
import { rollUp, SHORTER } from "./bundle.mjs";
import { contentOf, replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { isMain, root } from "./project.mjs";

/**
 * Makes the component `output` of `input`, both relative to the project, for hosts without asynchronous components.
 * @param {string} input @param {string} output @param {string} world a world of `wit/`
 */
export async function componentizeSmall(input, output, world) {
  const code = await rollUp(input, SHORTER);
  const engine = versionOf("componentize-qjs");
  return await unlessFresh(output, [code, world, engine, ...contentOf("wit")], async () => {
    const options = { jsSource: code, witPath: `${root}/wit`, world, sync: true };
    replaceFile(`${root}/${output}`, (await componentize(options)).component);
  });
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function componentizeSmallLinker() {
  return await componentizeSmall("src/entry/component-small.ts", "dist/tsld-small.wasm", "tsld");
}

if (isMain(import.meta.url)) await componentizeSmallLinker();
