// Bundles the command (dist/tsld.js and dist/tsld-command.cjs) and the library (dist/api.js), without imports but Node's own.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { rolldown } from "rolldown";
import { replaceFile } from "./fresh.mjs";
import { buildCoreKernel, CORE_KERNEL } from "./kernel.mjs";
import { isMain, root } from "./project.mjs";

/**
 * Shorter code: engines in components keep the text of every function, Node reads it at every start. Functions keep their names:
 * a pass is called by its own in `--time-trace`.
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
 * @param {{ format?: "esm" | "cjs", define?: Record<string, string> }} [options] `define`: what names stand for
 * @returns {Promise<string>}
 */
export async function rollUp(input, minify = false, { format = "esm", define = {} } = {}) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: "neutral",
    external: /^(node|wasi|tsld):/,
    logLevel: "warn",
    transform: { define },
  });
  const { output } = await build.generate({ format, minify });
  await build.close();
  return output[0].code;
}

/** The command as a function of `require` and `exports`, and the file that runs it: see `src/entry/node-start.ts`. */
export async function bundleCommand() {
  const define = await kernelDefinition();
  const code = await rollUp("src/entry/node-cli.ts", SHORTER, { format: "cjs", define });
  const command = `(function (require, exports) {${code}})`;
  const hash = createHash("sha256").update(command).digest("hex").slice(0, 16);
  const start = await rollUp("src/entry/node-start.ts", false, { define: { COMMAND_HASH: JSON.stringify(hash) } });
  mkdirSync(`${root}/dist`, { recursive: true });
  for (const file of readdirSync(`${root}/dist`)) {
    if (file.startsWith("tsld-command.") && file.includes(".cache") && !file.includes(hash))
      rmSync(`${root}/dist/${file}`);
  }
  replaceFile(`${root}/dist/tsld-command.cjs`, command);
  replaceFile(`${root}/dist/tsld.js`, `#!/usr/bin/env node\n${start}`, 0o777);
}

/** The compiled kernel, for `src/entry/native-kernel.ts`. */
export async function kernelDefinition() {
  await buildCoreKernel();
  return { KERNEL_MODULE: JSON.stringify(readFileSync(`${root}/${CORE_KERNEL}`).toString("base64")) };
}

export async function bundleLibrary() {
  replaceFile(`${root}/dist/api.js`, await rollUp("src/entry/api.ts", false, { define: await kernelDefinition() }));
}

if (isMain(import.meta.url)) {
  await bundleCommand();
  await bundleLibrary();
}
