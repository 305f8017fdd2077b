// npm test: builds what is out of date, runs every test (or those given: npm test -- test/unit), names the skipped ones with
// their reasons, and ends with the line `N passed, N failed[, N skipped]`.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { buildAll } from "./all.mjs";
import { precompileLinkers } from "./precompile.mjs";
import { root } from "./project.mjs";
import { findWasmtime } from "./wasmtime.mjs";

const RESULTS = `${root}/.cache/test-results.json`;

/** @returns {number} exit status of vitest, which leaves its results in RESULTS */
function runVitest() {
  mkdirSync(`${root}/.cache`, { recursive: true });
  rmSync(RESULTS, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${RESULTS}`];
  const vitest = `${root}/node_modules/vitest/vitest.mjs`;
  const args = [vitest, "run", ...reporters, ...process.argv.slice(2)];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}

/** Counts by outcome. A file that could not be loaded is one failure, as none of its tests ran. */
function readResults() {
  /** @type {import("vitest/reporters").JsonTestResults} */
  const { testResults } = JSON.parse(readFileSync(RESULTS, "utf8"));
  const count = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const skipped = [];
  for (const file of testResults) {
    const path = relative(root, file.name);
    if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed")) count.failed++;
    for (const test of file.assertionResults) {
      if (test.status === "passed" || test.status === "failed") {
        count[test.status]++;
      } else {
        count.skipped++;
        skipped.push(`skipped: ${path}: ${test.fullName}`);
      }
    }
  }
  return { count, skipped };
}

await buildAll(console.log);
const wasmtime = findWasmtime();
if (wasmtime !== undefined) await precompileLinkers(wasmtime);
const status = runVitest();
const { count, skipped } = readResults();
for (const line of skipped) console.log(line);
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ""}`);
process.exitCode = status !== 0 || count.failed > 0 ? 1 : 0;
