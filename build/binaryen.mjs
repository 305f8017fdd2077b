// Binaryen's tools, which are programs for Node.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./project.mjs";

/** Passes that drop what nothing refers to, and all but one of functions that are the same: functions that call such ones are so after that. */
export const DROP_UNUSED = [
  "--remove-unused-module-elements",
  "--duplicate-function-elimination",
  "--duplicate-function-elimination",
  "--remove-unused-module-elements",
];
/** Enough for the text that a tool prints of an engine. */
const MAX_TEXT = 1 << 28;

/**
 * What a tool makes of modules, and what it prints.
 * @param {string} tool @param {readonly Uint8Array[]} modules
 * @param {(paths: readonly string[]) => readonly string[]} args what the tool is called with, by the paths of the modules
 * @returns {{ module: Uint8Array, text: string }}
 */
export function runBinaryen(tool, modules, args) {
  const folder = mkdtempSync(join(tmpdir(), "tsld-"));
  try {
    const paths = modules.map((_, i) => join(folder, `${i}.wasm`));
    modules.forEach((module, i) => {
      writeFileSync(paths[i], module);
    });
    const output = join(folder, "output.wasm");
    const command = [`${root}/node_modules/binaryen/bin/${tool}`, ...args(paths), "-o", output, "-all"];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8", maxBuffer: MAX_TEXT });
    if (status !== 0) throw new Error(`${tool}: ${stderr}`);
    return { module: readFileSync(output), text: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
