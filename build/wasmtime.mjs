// Finds the wasmtime command line: on PATH, where cargo installs, or in the project's cache (npm run setup:wasmtime).
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "./project.mjs";

/** The first version whose WASI 0.2 has everything that tsld.wasm imports and that this project is tested with. */
export const OLDEST_MAJOR = 48;
/** Where `npm run setup:wasmtime` installs (below it, `bin/wasmtime`). */
export const CACHE_FOLDER = join(root, ".cache/wasmtime");
/** What a skipped test says. */
export const MISSING = `needs wasmtime ${OLDEST_MAJOR} or newer: npm run setup:wasmtime`;

/** @returns {{ path: string, version: string } | undefined} */
export function findWasmtime() {
  const places = ["wasmtime", join(homedir(), ".cargo/bin/wasmtime"), join(CACHE_FOLDER, "bin/wasmtime")];
  for (const path of places) {
    const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
    const [, version, major] = /^wasmtime(?:-cli)? ((\d+)\.\S+)/.exec(stdout ?? "") ?? [];
    if (version !== undefined && Number(major) >= OLDEST_MAJOR) return { path, version };
  }
  return undefined;
}
