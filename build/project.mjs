// Where the project lies, and whether a build step was started by itself.
import { realpathSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the project, without a slash at the end. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

/** Of an absolute path, as the project writes it: `src/link.ts`. @param {string} path */
export function pathInProject(path) {
  return relative(root, path).replaceAll("\\", "/");
}

/** @param {string} url `import.meta.url` of the file that asks */
export function isMain(url) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(url);
}
