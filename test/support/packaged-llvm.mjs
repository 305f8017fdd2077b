// clang, wasm-ld, ar ... 22.1 from the npm package @yowasp/clang: a compiler and an oracle that `npm ci` alone brings.
// They run in a child process, whose memory (half a gigabyte) goes when it ends, and what a run made is kept in .cache/,
// so that one command over the same files runs once. Plain JavaScript: the demo uses it without a test runner.
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";

/**
 * @typedef {Record<string, Uint8Array | string>} Files content by path; `dir/name` makes the directory
 * @typedef {{ exitCode: number, files: Record<string, Uint8Array>, stdout: string, stderr: string }} ToolResult
 *   `files` are those that the tool wrote
 */

const packageFolder = dirname(createRequire(import.meta.url).resolve("@yowasp/clang"));
const { version } = JSON.parse(readFileSync(join(packageFolder, "../package.json"), "utf8"));
const cacheFolder = fileURLToPath(new URL("../../.cache/packaged-llvm", import.meta.url));
/** A child without work goes after so many milliseconds. */
const IDLE_LIMIT = 5_000;
/** Part of every key: change it when what is stored changes its shape. */
const CACHE_FORMAT = 2;

/**
 * Runs one of the packaged tools over `files`.
 * @param {string[]} argv such as `["clang", "-c", "a.c", "-o", "a.o"]` or `["wasm-ld", "a.o", "-o", "a.wasm"]`
 * @param {Files} files
 * @returns {Promise<ToolResult>}
 */
export async function runTool(argv, files) {
  const stored = join(cacheFolder, keyOf(argv, files));
  try {
    return deserialize(readFileSync(stored));
  } catch {
    // Not run yet.
  }
  const result = await runInChild({ argv, files });
  mkdirSync(cacheFolder, { recursive: true });
  const temporary = `${stored}.${process.pid}`;
  writeFileSync(temporary, serialize(result));
  renameSync(temporary, stored);
  return result;
}

/** @param {string[]} argv @param {Files} files */
function keyOf(argv, files) {
  const hash = createHash("sha256").update(JSON.stringify([CACHE_FORMAT, version, argv]));
  for (const path of Object.keys(files).sort()) {
    const content = files[path];
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 40);
}

/** @type {{ send(job: object): Promise<ToolResult> } | undefined} */
let child;

/** @param {{ argv: string[], files: Files }} job */
function runInChild(job) {
  child ??= startChild();
  return child.send(job);
}

/** One child takes jobs one after the other. */
function startChild() {
  const process = fork(fileURLToPath(new URL("packaged-llvm-child.mjs", import.meta.url)), [packageFolder], {
    serialization: "advanced",
    execArgv: ["--no-warnings"],
  });
  /** @type {{ resolve(result: ToolResult): void, reject(error: Error): void }[]} */
  const waiting = [];
  let idle = setTimeout(() => undefined, 0);
  process.on("message", (/** @type {ToolResult} */ result) => {
    waiting.shift()?.resolve(result);
    if (waiting.length === 0) {
      process.unref();
      process.channel?.unref();
      idle = setTimeout(() => process.kill(), IDLE_LIMIT);
      idle.unref();
    }
  });
  process.on("exit", (code, signal) => {
    child = undefined;
    for (const job of waiting) job.reject(new Error(`the packaged tools ended early (${signal ?? code})`));
  });
  return {
    /** @param {object} job @returns {Promise<ToolResult>} */
    send(job) {
      clearTimeout(idle);
      process.ref();
      process.channel?.ref();
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        process.send(job);
      });
    },
  };
}

/**
 * A file of the WASI sysroot inside the package, such as `lib/wasm32-wasip1/libc.a`.
 * @param {string} path
 * @returns {Uint8Array}
 */
export function sysrootFile(path) {
  const tar = readFileSync(join(packageFolder, "llvm-resources.tar"));
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.toString("latin1", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8) || 0;
    if (name === path) return new Uint8Array(tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`${path} is not in the packaged sysroot`);
}
