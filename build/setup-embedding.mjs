// npm run setup:embedding: builds test/embedding, a host in Rust for the typed export, by cargo: about five minutes on two cores.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isMain, root } from "./project.mjs";

const FOLDER = join(root, ".cache/embedding");
/** The host; it is there after the set-up only. */
export const EMBEDDING = join(
  FOLDER,
  "release",
  process.platform === "win32" ? "tsld-embedding.exe" : "tsld-embedding",
);
/** What a skipped test says. */
export const MISSING_EMBEDDING = "needs the host in Rust: npm run setup:embedding";

if (isMain(import.meta.url)) {
  const args = ["build", "--release", "--locked", "--target-dir", FOLDER];
  const { error } = spawnSync("cargo", args, { cwd: join(root, "test/embedding"), stdio: "inherit" });
  if (error !== undefined) console.error(`setup:embedding: cannot start cargo (${error.message}): https://rustup.rs`);
  if (existsSync(EMBEDDING)) console.log(EMBEDDING);
  else process.exitCode = 1;
}
