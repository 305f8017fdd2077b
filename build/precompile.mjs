// Compiles a component for this machine's wasmtime once, so that runs start at once whatever state wasmtime's own cache is in.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "./project.mjs";
import { unlessFresh } from "./fresh.mjs";

/** `dist/tsld.wasm` in wasmtime's own form, for the tests. */
export const PRECOMPILED = ".cache/build/tsld.cwasm";
export const PRECOMPILED_SMALL = ".cache/build/tsld-small.cwasm";

/** Both components for the tests. @param {{ path: string, version: string }} wasmtime */
export async function precompileLinkers(wasmtime) {
  await precompile(wasmtime, "dist/tsld.wasm", PRECOMPILED);
  await precompile(wasmtime, "dist/tsld-small.wasm", PRECOMPILED_SMALL);
}

/**
 * @param {{ path: string, version: string }} wasmtime
 * @param {string} component path relative to the project
 * @param {string} output likewise; run it by `wasmtime run --allow-precompiled`
 */
export async function precompile(wasmtime, component, output) {
  return await unlessFresh(output, [readFileSync(`${root}/${component}`), wasmtime.version], async () => {
    mkdirSync(dirname(`${root}/${output}`), { recursive: true });
    const temporary = `${root}/${output}.${process.pid}`; // others may be running the older one
    const args = ["compile", `${root}/${component}`, "-o", temporary];
    const { status } = spawnSync(wasmtime.path, args, { stdio: "inherit" });
    if (status !== 0) throw new Error(`wasmtime compile ${component}: exit status ${status}`);
    renameSync(temporary, `${root}/${output}`);
  });
}
