// Bundles the command (dist/tsld.cjs, to which dist/tsld.js leads, and its parts, dist/tsld-*) and the library (dist/api.js), without imports but Node's own.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { replaceFile } from "./fresh.mjs";
import { buildCoreKernel, CORE_KERNEL } from "./kernel.mjs";
import { bundleLateParts, lateParts } from "./late-parts.mjs";
import { madeTables } from "./made-tables.mjs";
import { isMain, root } from "./project.mjs";
import { rollUp, SHORTER } from "./roll-up.mjs";

/**
 * One character beyond Latin-1 and V8 keeps all of a script in two bytes per character. Where such a character may be, in
 * strings and templates, it can be escaped.
 * @param {string} code
 */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The command and its late parts, each a function of `require` and `exports`, and the file that runs them: see `src/entry/node-start.ts`. */
export async function bundleCommand() {
  const plugins = [lateParts(), madeTables()];
  const parts = await bundleLateParts();
  parts.set("tsld-command.cjs", await rollUp("src/entry/node-cli.ts", SHORTER, { format: "cjs", plugins }));
  for (const [file, code] of parts) parts.set(file, inAscii(`(function (require, exports) {${code}})`));
  await buildCoreKernel();
  const kernel = readFileSync(`${root}/${CORE_KERNEL}`);
  const hash = createHash("sha256")
    .update([...parts.values()].join("\0"))
    .update(kernel)
    .digest("hex")
    .slice(0, 16);
  const start = await rollUp("src/entry/node-start.ts", SHORTER, {
    format: "cjs",
    define: { COMMAND_HASH: JSON.stringify(hash) },
  });
  mkdirSync(`${root}/dist`, { recursive: true });
  for (const file of readdirSync(`${root}/dist`)) {
    if (file.startsWith("tsld-") && file.includes(".cache") && !file.includes(hash)) rmSync(`${root}/dist/${file}`);
  }
  replaceFile(`${root}/dist/tsld-kernel.wasm`, kernel);
  for (const [file, code] of parts) replaceFile(`${root}/dist/${file}`, code);
  replaceFile(`${root}/dist/tsld.cjs`, startFile(start), 0o777);
  linkFile(`${root}/dist/tsld.js`, "tsld.cjs");
}

/**
 * A CommonJS script starts 8 ms sooner than an ES module, which is what a file `tsld.js` would be. So that one is a symbolic
 * link: Node goes by the name of the file that it leads to. Where a copy has made a file of the link, it works as an ES module, too.
 * @param {string} code CommonJS
 */
function startFile(code) {
  return `#!/usr/bin/env node
const start = (function (require) {${code}});
if (typeof require === "function") start(require);
else import("node:module").then(({ createRequire }) => start(createRequire(process.argv[1])));
`;
}

/** In one step, as `replaceFile`. @param {string} path @param {string} target Beside it. */
function linkFile(path, target) {
  const temporary = `${path}.${process.pid}`;
  try {
    symlinkSync(target, temporary);
  } catch {
    copyFileSync(join(dirname(path), target), temporary); // Windows asks for a privilege
  }
  renameSync(temporary, path);
}

/** The compiled kernel, for `src/entry/inline-kernel.ts`. */
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
