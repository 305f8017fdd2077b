/**
 * Where the suites lie that are no part of this project: beside it, in `../shared`, or where `TSLD_SHARED` says. And LLVM's
 * own tools, in `LLVM22_HOME`. Tests that need them are skipped by name where they are missing.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { root } from "../../build/project.mjs";

const shared = process.env["TSLD_SHARED"] ?? resolve(root, "../shared");

/** A file or folder by its path in the shared folder; undefined when it is not there. */
export function sharedPath(path: string): string | undefined {
  const full = join(shared, path);
  return existsSync(full) ? full : undefined;
}

/** The folder of LLVM 22's tools with a sysroot for WASI; undefined when `../shared/llvm22/setup` has not been run. */
export function llvmHome(): string | undefined {
  const folder = process.env["LLVM22_HOME"] ?? join(homedir(), ".cache/llvm22");
  return existsSync(join(folder, ".complete-1")) ? folder : undefined;
}

export const NO_LLVM = "no LLVM 22: run ../shared/llvm22/setup, or set LLVM22_HOME";
