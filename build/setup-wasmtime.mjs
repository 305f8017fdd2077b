// npm run setup:wasmtime: installs the wasmtime command line into .cache/wasmtime by cargo, unless one is there already.
// Only what `wasmtime run` and `wasmtime compile` need of it is built: about seven minutes on two cores.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { CACHE_FOLDER, findWasmtime } from "./wasmtime.mjs";

/** The newest that Rust 1.95 builds. */
const VERSION = "48.0.8";
const FEATURES = [
  "run",
  "compile",
  "cranelift",
  "cache",
  "config",
  "wat",
  "parallel-compilation",
  "component-model",
  "threads",
  "gc",
  "gc-drc",
  "winch",
  "logging",
  "demangle",
  "backtrace",
  "addr2line",
  "clap/default",
];

function install() {
  mkdirSync(CACHE_FOLDER, { recursive: true });
  const args = ["install", "wasmtime-cli", "--version", VERSION, "--locked", "--root", CACHE_FOLDER];
  const trimmed = ["--no-default-features", "--features", FEATURES.join()];
  const { status, error } = spawnSync("cargo", [...args, ...trimmed], { stdio: "inherit" });
  if (error !== undefined) {
    console.error(
      `setup:wasmtime: cannot start cargo (${error.message}); Rust 1.95 or newer is needed: https://rustup.rs`,
    );
  }
  return status === 0;
}

let found = findWasmtime();
if (found === undefined && install()) found = findWasmtime();
if (found === undefined) {
  console.error("setup:wasmtime: wasmtime was not installed; the tests that need it will be skipped");
  process.exitCode = 1;
} else {
  console.log(`wasmtime ${found.version}: ${found.path}`);
}
