// Links damaged inputs, one after the other, and tells the parent which links did not end as they must. A worker, so that one
// that never ends can be stopped, and one that takes all memory takes only the worker's.
import { parentPort, workerData } from "node:worker_threads";
import { MUTATIONS, randomFrom } from "./mutate.mjs";

/**
 * @typedef {typeof import("../../src/entry/api.ts")} Library
 * @typedef {object} Work
 * @property {string} libraryUrl
 * @property {Record<string, Uint8Array>} files
 * @property {Record<string, readonly string[]>} targets
 * @property {readonly (readonly string[])[]} argumentLists
 * @property {readonly string[]} spellings
 * @property {{ files: number, options: number }} seeds
 * @property {SharedArrayBuffer} progress
 */

/** @type {Work} */
const { libraryUrl, files, targets, argumentLists, spellings, seeds, progress } = workerData;
/** @type {Library} */
const { link } = await import(libraryUrl);
const current = new Int32Array(progress);
/** A link of these inputs takes some milliseconds. */
const SLOWEST = 4_000;
const MOST_MEMORY = 1_000_000_000;

const counts = { links: 0, modules: 0, errors: 0 };
/** @type {string[]} */
const problems = [];

/** @param {string} title @param {readonly string[]} args @param {Record<string, Uint8Array>} inputs @param {boolean} isIntact */
function check(title, args, inputs, isIntact) {
  // Time of the processor: a machine that is busy with something else may stop for seconds.
  const start = process.cpuUsage();
  let problem;
  try {
    const result = link({ args, files: inputs, programName: "wasm-ld" });
    problem = problemOf(result, args, isIntact);
    counts[result.exitCode === 0 ? "modules" : "errors"]++;
  } catch (error) {
    problem = `threw ${error instanceof Error ? error.stack : error}`;
  }
  const { user, system } = process.cpuUsage(start);
  const elapsed = (user + system) / 1000;
  if (elapsed > SLOWEST) problem ??= `took ${elapsed.toFixed(0)} ms`;
  const { arrayBuffers } = process.memoryUsage();
  if (arrayBuffers > MOST_MEMORY) problem ??= `holds ${arrayBuffers} bytes`;
  if (problem !== undefined) problems.push(`${title}: ${args.join(" ")}: ${problem}`);
  counts.links++;
  Atomics.add(current, 0, 1);
}

/**
 * What is wrong with the outcome, if anything.
 * @param {ReturnType<Library["link"]>} result @param {readonly string[]} args
 * @param {boolean} isIntact the objects are as the compiler made them
 */
function problemOf({ exitCode, stderr, module }, args, isIntact) {
  if (/internal error|\n {4}at /.test(stderr)) return stderr;
  if (exitCode !== 0) return stderr === "" ? `exit code ${exitCode} without a word` : undefined;
  if (module === undefined)
    return args.some((word) => /^-+(help|v|version|V|thinlto-index-only(=.*)?)$/.test(word)) ? undefined : "no module";
  if (!isWellFormed(module)) return "sections that do not add up";
  // Node 20 does not know 64-bit memories and pages of other sizes.
  if (!isIntact || args.some((word) => /wasm64|page-size/.test(word))) return undefined;
  // `validate` takes no shared memory, and the linker writes to none.
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (module);
  return WebAssembly.validate(bytes) ? undefined : "a module that is not valid";
}

/** @param {Uint8Array} module */
function isWellFormed(module) {
  let at = 8;
  while (at < module.length) {
    at++;
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= module.length) return false;
      const byte = module[at++];
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    at += size;
  }
  return at === module.length;
}

function damageFiles() {
  const paths = Object.keys(targets);
  for (let seed = 1; seed <= seeds.files; seed++) {
    const random = randomFrom(seed);
    const path = paths[seed % paths.length];
    const names = Object.keys(MUTATIONS);
    const name = names[random(names.length)];
    const other = files[paths[random(paths.length)]];
    const damaged = MUTATIONS[name](files[path], random, other);
    const args = [...targets[path], ...argumentLists[random(argumentLists.length)], "-o", "out.wasm"];
    check(`seed ${seed}, ${path} with ${name}`, args, { ...files, [path]: damaged }, !/\.(o|a|so)$/.test(path));
  }
}

const VALUES = [
  "",
  "0",
  "1",
  "-1",
  "16",
  "65536",
  "4294967296",
  "18446744073709551616",
  "0x10",
  "x",
  "main.o",
  "f",
  "gone",
  "a=b",
  "a;b",
];

/** What wrong options are tried on. */
const INPUTS = [
  ["main.o", "lib.a"],
  ["main.o", "lib.a"],
  ["-mwasm64", "wide.o", "--no-entry"],
  ["-shared", "--experimental-pic", "pic.o", "page.so"],
  ["main.o", "-Bdynamic", "nested.a", "shared.so", "@more.rsp"],
  ["-r", "again.o", "--start-lib", "relocs.wasm", "--end-lib"],
];

function damageOptions() {
  for (let seed = 1; seed <= seeds.options; seed++) {
    const random = randomFrom(seed + 1_000_000);
    const words = [...INPUTS[random(INPUTS.length)]];
    for (let count = 1 + random(4); count > 0; count--) {
      const spelling = spellings[random(spellings.length)];
      const value = VALUES[random(VALUES.length)];
      const word = `${random(8) === 0 ? "-" : "--"}${spelling}`;
      if (spelling.endsWith("=") || random(2) === 0) words.splice(random(words.length + 1), 0, word + value);
      else words.splice(random(words.length + 1), 0, word, value);
    }
    check(`seed ${seed}, options`, [...words, "-o", "out.wasm"], files, true);
  }
}

damageFiles();
damageOptions();
parentPort?.postMessage({ counts, problems });
