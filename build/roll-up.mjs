// The code that a module and all it imports come to.
import { rolldown } from "rolldown";
import { root } from "./project.mjs";

/**
 * Shorter code: engines in components keep the text of every function, Node reads it at every start. Functions keep their names:
 * a pass is called by its own in `--time-trace`.
 */
export const SHORTER = {
  compress: { keepNames: { function: true, class: true } },
  mangle: { keepNames: { function: true, class: true } },
  codegen: true,
};

/** Runs a module of src/ as it is built. @param {string} input @returns {Promise<Record<string, unknown>>} what it exports */
export async function runRolledUp(input) {
  return await import(`data:text/javascript,${encodeURIComponent(await rollUp(input))}`);
}

/**
 * The code that `input`, a path relative to the project, and all it imports come to.
 * @param {string} input
 * @param {import("rolldown").OutputOptions["minify"]} [minify]
 * @param {{ format?: "esm" | "cjs", define?: Record<string, string>, plugins?: import("rolldown").Plugin[] }} [options] `define`: what
 *   names stand for
 * @returns {Promise<string>}
 */
export async function rollUp(input, minify = false, { format = "esm", define = {}, plugins = [] } = {}) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: "neutral",
    external: /^(node|wasi|tsld):/,
    logLevel: "warn",
    transform: { define },
    plugins,
  });
  const { output } = await build.generate({ format, minify });
  await build.close();
  return output[0].code;
}
