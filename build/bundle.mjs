// Bundles the command (dist/tsld.js) and the library (dist/api.js), each into one file without imports but Node's own.
import { chmodSync } from "node:fs";
import { rolldown } from "rolldown";
import { isMain, root } from "./project.mjs";

/** Rolls `input` up into `file`, both relative to the project. @param {string} input @param {string} file @param {object} [output] */
export async function bundle(input, file, output = {}) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: "neutral",
    external: /^(node|wasi|tsld):/,
    logLevel: "warn",
  });
  await build.write({ file: `${root}/${file}`, format: "esm", ...output });
  await build.close();
}

export async function bundleCommand() {
  await bundle("src/entry/node-cli.ts", "dist/tsld.js", { banner: "#!/usr/bin/env node" });
  chmodSync(`${root}/dist/tsld.js`, 0o755);
}

export async function bundleLibrary() {
  await bundle("src/entry/api.ts", "dist/api.js");
}

if (isMain(import.meta.url)) await Promise.all([bundleCommand(), bundleLibrary()]);
