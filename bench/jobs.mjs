// What is linked: the jobs of a corpus where there is one, and a few made here from our own sources with the packaged clang.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { root } from "../build/project.mjs";
import { objectSeries } from "../test/support/object-series.mjs";

const CORPUS = process.env["TSLD_CORPUS"] ?? resolve(root, "../shared/corpus");
/** Where its archives are unpacked, each with the size of the archive in `.unpacked`. */
const UNPACKED = join(homedir(), ".cache/link-corpus");
const OWN = join(root, ".cache/bench/jobs");

/** Jobs that the marks are about; `--job` names others. */
export const CORPUS_JOBS = [
  "c-hello-O2",
  "sqlite3-shell",
  "relocs-200k",
  "scale-100",
  "scale-1000",
  "rust-hello",
  "cpython",
];
export const OWN_JOBS = ["own-small", "own-100-objects", "own-1000-objects", "own-5000-objects"];
export const HAS_CORPUS = existsSync(CORPUS);

/** @typedef {{ name: string, folder: string }} Job its arguments are in `link.rsp`, without `-o` */

/** @param {string} name @returns {Promise<Job>} */
export async function prepareJob(name) {
  return { name, folder: name.startsWith("own-") ? await prepareOwn(name) : unpack(name) };
}

/** @param {string} name */
function unpack(name) {
  const archive = join(CORPUS, `${name}.tar.xz`);
  const folder = join(UNPACKED, name);
  if (!existsSync(archive)) {
    if (existsSync(join(folder, "link.rsp"))) return folder; // made by hand, as scale-5000 is
    throw new Error(`${name}: neither ${archive} nor ${folder}`);
  }
  const stamp = join(folder, ".unpacked");
  const size = String(statSync(archive).size);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === size) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(UNPACKED, { recursive: true });
  if (spawnSync("tar", ["-xJf", archive, "-C", UNPACKED]).status !== 0) throw new Error(`cannot unpack ${archive}`);
  writeFileSync(stamp, size);
  return folder;
}

/** Whether `name` can be linked here. @param {string} name */
export function isThere(name) {
  if (name.startsWith("own-")) return true;
  return existsSync(join(CORPUS, `${name}.tar.xz`)) || existsSync(join(UNPACKED, name, "link.rsp"));
}

/** @param {string} name */
async function prepareOwn(name) {
  const folder = join(OWN, name);
  if (existsSync(join(folder, "link.rsp"))) return folder;
  mkdirSync(folder, { recursive: true });
  const objects = await objectSeries(name === "own-small" ? 3 : Number(/\d+/.exec(name)?.[0]));
  for (const [path, object] of Object.entries(objects)) writeFileSync(join(folder, path), object);
  writeFileSync(join(folder, "link.rsp"), Object.keys(objects).join("\n"));
  return folder;
}

/** Bytes and number of the files that a job names. @param {Job} job */
export function sizeOf({ folder }) {
  let bytes = 0;
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === "expected.wasm") continue;
    bytes += statSync(join(entry.parentPath ?? entry.path, entry.name)).size;
    files++;
  }
  return { bytes, files };
}
