// Bundles the command (dist/tsld.js) and the library (dist/api.js), each into one file without imports but Node's own.
import { rolldown } from "rolldown";
import { replaceFile } from "./fresh.mjs";
import { isMain, root } from "./project.mjs";

/**
 * Shorter code for engines in components, which keep the text of every function. Functions keep their names: a pass is called by
 * its own in `--time-trace`.
 */
export const SHORTER = {
  compress: { keepNames: { function: true, class: true } },
  mangle: { keepNames: { function: true, class: true } },
  codegen: true,
};

/**
 * The code that `input`, a path relative to the project, and all it imports come to.
 * @param {string} input
 * @param {import("rolldown").OutputOptions["minify"]} [minify]
 * @returns {Promise<string>}
 */
export async function rollUp(input, minify = false) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: "neutral",
    external: /^(node|wasi|tsld):/,
    logLevel: "warn",
  });
  const { output } = await build.generate({ format: "esm", minify });
  await build.close();
  return output[0].code;
}

export async function bundleCommand() {
  replaceFile(`${root}/dist/tsld.js`, `#!/usr/bin/env node\n${await rollUp("src/entry/node-cli.ts")}`, 0o777);
}

export async function bundleLibrary() {
  replaceFile(`${root}/dist/api.js`, await rollUp("src/entry/api.ts"));
}

if (isMain(import.meta.url)) await Promise.all([bundleCommand(), bundleLibrary()]);
