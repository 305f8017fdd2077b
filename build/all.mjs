// npm run build: everything in dist/. A step whose ingredients are unchanged is skipped.
import { statSync } from "node:fs";
import { bundleCommand, bundleLibrary } from "./bundle.mjs";
import { componentizeSmallLinker } from "./componentize-qjs.mjs";
import { componentizeLinker } from "./componentize.mjs";
import { isMain, root } from "./project.mjs";
import { transpileComponent, transpileSmallComponent } from "./transpile.mjs";
import { emitTypes } from "./types.mjs";

/** Each step with what it makes, in the order in which they need each other. */
const STEPS = [
  { output: "dist/tsld.js", make: bundleCommand },
  { output: "dist/api.js", make: bundleLibrary },
  { output: "dist/types/entry/api.d.ts", make: emitTypes },
  { output: "dist/tsld.wasm", make: componentizeLinker },
  { output: "dist/tsld-small.wasm", make: componentizeSmallLinker },
  { output: "dist/jco/tsld.js", make: transpileComponent },
  { output: "dist/jco-small/tsld.js", make: transpileSmallComponent },
];

/** @param {(line: string) => void} [say] told what was made */
export async function buildAll(say = () => undefined) {
  for (const { output, make } of STEPS) {
    const start = performance.now();
    const made = await make();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const size = `${(statSync(`${root}/${output}`).size / 1000).toFixed(0)} kB`;
    say(made === false ? `${output}: up to date (${size})` : `${output}: ${size} in ${seconds} s`);
  }
}

if (isMain(import.meta.url)) await buildAll(console.log);
