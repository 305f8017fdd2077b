// Builds only what is not there yet, told by content: a step's stamp is the hash of everything that went into it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./project.mjs";

/**
 * Calls `make`, unless `output` is there and was made from the same `ingredients`.
 * @param {string} output path relative to the project
 * @param {readonly (string | Uint8Array)[]} ingredients everything that decides the output
 * @param {() => Promise<unknown>} make
 * @returns {Promise<boolean>} whether something was made
 */
export async function unlessFresh(output, ingredients, make) {
  const hash = createHash("sha256");
  for (const part of ingredients) hash.update(`${part.length}\0`).update(part);
  const key = hash.digest("hex");
  const stamp = join(root, ".cache/build", `${output.replaceAll("/", "+")}.key`);
  if (existsSync(join(root, output)) && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return false;
  await make();
  replaceFile(stamp, key);
  return true;
}

/** Writes a file in one step, so that whoever runs or reads the older one meanwhile is not disturbed. @param {string} path @param {string | Uint8Array} content @param {number} [mode] */
export function replaceFile(path, content, mode = 0o666) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, path);
}

/** Every file below `folder` (relative to the project) with its content, in a fixed order. @param {string} folder */
export function contentOf(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return paths.sort().flatMap((path) => [path.slice(root.length), readFileSync(path)]);
}

/** Version of an installed package. @param {string} name */
export function versionOf(name) {
  return JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
}
