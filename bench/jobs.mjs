// What is linked: the jobs of a corpus where there is one, and a few made here from our own sources with the packaged clang.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { root } from "../build/project.mjs";
import { runTool } from "../test/support/packaged-llvm.mjs";

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

/**
 * One object of the series. The digits in the names are replaced in the compiled object: five thousand objects from one
 * compilation. It calls itself in the next object, and has data, strings and a table of functions with relocations.
 */
const MEMBER = `
int next_00000(int, int);
static const char *const words[] = {"object 00000", "the same in all", "also the same"};
int data_00000[16] = {1, 2, 3};
static int twice(int x) { return x + data_00000[x & 15]; }
static int thrice(int x) { return 3 * x + words[x & 1][x & 7]; }
static int (*const table[])(int) = {twice, thrice, twice, thrice};
int func_00000(int a, int b) {
  if (a <= 0) return data_00000[b & 15];
  for (int i = 0; i < a; i++) b += table[b & 3](i) ^ words[i % 3][b & 3];
  return next_00000(a - 1, b);
}
int again_00000(int a) { return func_00000(a, a) + twice(a) * thrice(a); }
`;

/** @param {string} name */
async function prepareOwn(name) {
  const folder = join(OWN, name);
  if (existsSync(join(folder, "link.rsp"))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "in"), { recursive: true });
  const count = name === "own-small" ? 3 : Number(/\d+/.exec(name)?.[0]);
  const template = Buffer.from(await compile("member.c", MEMBER)).toString("latin1");
  const paths = [];
  for (let i = 0; i < count; i++) {
    const digits = (/** @type {number} */ n) => String(n % count).padStart(5, "0");
    const object = template
      .replaceAll(/(?<=func_|data_|again_|object )00000/g, digits(i))
      .replaceAll("next_00000", `func_${digits(i + 1)}`);
    paths.push(`in/object-${digits(i)}.o`);
    writeFileSync(join(folder, paths.at(-1) ?? ""), Buffer.from(object, "latin1"));
  }
  const start = await compile("start.c", "int func_00000(int, int); void _start(void) { func_00000(3, 4); }");
  writeFileSync(join(folder, "in/start.o"), start);
  writeFileSync(join(folder, "link.rsp"), ["in/start.o", ...paths].join("\n"));
  return folder;
}

/** @param {string} name @param {string} source @returns {Promise<Uint8Array>} */
async function compile(name, source) {
  const result = await runTool(["clang", "--target=wasm32-wasip1", "-O1", "-g", "-c", name, "-o", "out.o"], {
    [name]: source,
  });
  const object = result.files["out.o"];
  if (object === undefined) throw new Error(result.stderr);
  return object;
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
