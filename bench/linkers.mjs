// The linkers that are measured, by host, and what each is called with.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { precompile } from "../build/precompile.mjs";
import { root } from "../build/project.mjs";
import { findWasmtime } from "../build/wasmtime.mjs";

const node = process.execPath;
const here = (/** @type {string} */ path) => join(root, "bench", path);
/** Where wasm-ld's own module, compiled by wasmtime, is kept: that takes 90 CPU seconds. */
const COMPILED_RIVAL = ".cache/bench/wasm-ld.cwasm";
const RIVAL_MODULE = "node_modules/@yowasp/clang/gen/llvm.core.wasm";
const COMPILED = { tsld: ".cache/bench/tsld.cwasm", small: ".cache/bench/tsld-small.cwasm" };

/** @typedef {(output: string) => readonly string[]} Linker command line up to `-o`, in the folder of a job */

/** @param {readonly string[]} argv @returns {Linker} */
const linker = (argv) => (output) => [...argv, "@link.rsp", "-o", output];
/** A program that sees the job's folder and /tmp only. @param {readonly string[]} argv @returns {Linker} */
const guest = (argv) => (output) => [...argv, "@link.rsp", "-o", `/out/${output.split("/").pop()}`];

/** @param {string} program @param {RegExp} version @returns {string | undefined} path of `program` 22, wherever LLVM 22 may be */
function findLlvm22(program, version) {
  const folders = [process.env["LLVM22_HOME"], join(homedir(), ".cache/llvm22")].filter(
    (folder) => folder !== undefined,
  );
  const paths = [...folders.map((folder) => join(folder, "bin", program)), program, `${program}-22`];
  return paths.find((path) => version.test(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? ""));
}

/** @param {string} program @param {readonly string[]} args */
function works(program, args) {
  return spawnSync(program, args, { encoding: "utf8" }).status === 0;
}

function findRustLld() {
  const toolchains = join(homedir(), ".rustup/toolchains");
  if (works("rust-lld", ["-flavor", "wasm", "--version"])) return "rust-lld";
  for (const toolchain of existsSync(toolchains) ? readdirSync(toolchains) : []) {
    const host = toolchain.replace(/^[^-]*-/, "");
    const path = join(toolchains, toolchain, "lib/rustlib", host, "bin/rust-lld");
    if (toolchain.startsWith("stable") && existsSync(path)) return path;
  }
  return undefined;
}

export const tools = {
  wasmLd: findLlvm22("wasm-ld", /LLD 22\./),
  rustLld: findRustLld(),
  wild: ["wild", join(homedir(), ".cargo/bin/wild")].find((path) => works(path, ["--version"])),
  wasmtime: findWasmtime(),
};

/** Rivals as native programs. @returns {Record<string, Linker>} */
function natives() {
  return {
    ...(tools.wasmLd !== undefined && { native: linker([tools.wasmLd]) }),
    ...(tools.rustLld !== undefined && { "rust-lld": linker([tools.rustLld, "-flavor", "wasm"]) }),
    // By itself it leaves the tidying up to a process that nobody waits for, nor measures.
    ...(tools.wild !== undefined && { wild: linker([tools.wild, "-flavor", "wasm", "--no-fork"]) }),
  };
}

/** With the option that `test/support/jco-command.mjs` sets for the components: it gains by it, too. */
const packagedInNode = linker([node, "--wasm-tiering-budget=200000000", here("packaged-wasm-ld.mjs")]);

/** @param {string} folder of outputs @param {readonly string[]} args of wasmtime @returns {Linker} */
function inWasmtime(folder, args) {
  return guest([
    tools.wasmtime?.path ?? "",
    "run",
    "--dir",
    ".",
    "--dir",
    `${folder}::/out`,
    "--argv0",
    "wasm-ld",
    ...args,
  ]);
}

/** Makes what the hosts need. @param {readonly string[]} hosts */
export async function prepareHosts(hosts) {
  if (tools.wasmtime === undefined || !hosts.some((host) => host === "wasmtime" || host === "small")) return;
  await precompile(tools.wasmtime, "dist/tsld.wasm", COMPILED.tsld);
  await precompile(tools.wasmtime, "dist/tsld-small.wasm", COMPILED.small);
  await precompile(tools.wasmtime, RIVAL_MODULE, COMPILED_RIVAL);
}

/**
 * Linkers by host; the first is what is measured, the others are what it is measured against.
 * @param {string} folder where outputs go
 * @returns {Record<string, Record<string, Linker>>}
 */
export function linkersByHost(folder) {
  const compiled = (/** @type {string} */ path) => inWasmtime(folder, ["--allow-precompiled", join(root, path)]);
  /** As users run it: wasmtime looks the module up in its own cache, unpacks and checks it. */
  const cached = (/** @type {string} */ path) => inWasmtime(folder, [join(root, path)]);
  const rivals = { "wasm-ld as wasm": cached(RIVAL_MODULE), "wasm-ld as wasm, .cwasm": compiled(COMPILED_RIVAL) };
  const wasmtime = tools.wasmtime !== undefined && {
    wasmtime: {
      tsld: cached("dist/tsld.wasm"),
      "tsld, .cwasm": compiled(COMPILED.tsld),
      ...rivals,
      ...natives(),
    },
    small: {
      "tsld-small": cached("dist/tsld-small.wasm"),
      "tsld-small, .cwasm": compiled(COMPILED.small),
      tsld: cached("dist/tsld.wasm"),
      ...rivals,
      ...natives(),
    },
  };
  return {
    node: {
      tsld: linker([node, join(root, "dist/tsld.cjs")]),
      "empty program": () => [node, here("empty.cjs")],
      ...(tools.wasmLd === undefined && { "packaged wasm-ld": packagedInNode }),
      ...natives(),
    },
    ...wasmtime,
    jco: {
      tsld: linker([node, join(root, "test/support/jco-command.mjs"), "wasm-ld"]),
      "tsld-small": linker([node, join(root, "test/support/jco-command.mjs"), "--component", "small", "wasm-ld"]),
      "packaged wasm-ld": packagedInNode,
    },
  };
}

/** The first run ever: nothing compiled is kept. @param {string} folder @returns {Record<string, Linker>} */
export function coldLinkers(folder) {
  if (tools.wasmtime === undefined) return {};
  const fresh = (/** @type {string} */ path) => inWasmtime(folder, ["-C", "cache=n", join(root, path)]);
  return {
    tsld: fresh("dist/tsld.wasm"),
    "tsld-small": fresh("dist/tsld-small.wasm"),
    "wasm-ld as wasm": fresh(RIVAL_MODULE),
  };
}
