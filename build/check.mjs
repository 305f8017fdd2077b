// npm run check: every gate, or those named (npm run check -- types lint). Each shows its own output only when it fails;
// the last line is `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { isMain, root } from "./project.mjs";

const modules = `${root}/node_modules`;
const TSC_6 = `${modules}/typescript/bin/tsc`;
const TSC_7 = `${modules}/typescript7/bin/tsc`;
/** What both compilers check. */
const PROJECTS = ["tsconfig.json", "tsconfig.hosts.json", "tsconfig.test.json", "tsconfig.tools.json"];

/**
 * Gates by name. A step is a script for Node and its arguments.
 * @type {Record<string, readonly (readonly string[])[]>}
 */
export const GATES = {
  types: PROJECTS.map((project) => [TSC_6, "-p", project]),
  types7: PROJECTS.map((project) => [TSC_7, "-p", project]),
  lint: [[`${modules}/eslint/bin/eslint.js`, "--max-warnings", "0", "."]],
  format: [[`${modules}/@biomejs/biome/bin/biome`, "format", "."]],
  layers: [[`${modules}/dependency-cruiser/bin/dependency-cruise.mjs`, "--config", ".dependency-cruiser.mjs", "src"]],
  "dead-code": [[`${modules}/knip/bin/knip.js`]],
  docs: [[`${root}/build/gen-docs.mjs`, "--check"]],
  tests: [[`${root}/build/test.mjs`]],
};

/** Runs the steps of a gate up to the first that fails. @param {readonly (readonly string[])[]} steps */
function run(steps) {
  for (const args of steps) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) return { passed: false, output: `${stdout}${stderr}` };
  }
  return { passed: true, output: "" };
}

/** @param {readonly string[]} names @returns {number} how many failed */
function check(names) {
  const count = { passed: 0, failed: 0 };
  for (const name of names) {
    const start = performance.now();
    const { passed, output } = run(GATES[name]);
    count[passed ? "passed" : "failed"]++;
    if (!passed) process.stdout.write(output);
    console.log(
      `${passed ? "ok    " : "FAILED"} ${name.padEnd(10)} ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count.failed;
}

if (isMain(import.meta.url)) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in GATES));
  if (unknown.length > 0) {
    console.error(`no gate ${unknown.join(", ")}; there are ${Object.keys(GATES).join(", ")}`);
    process.exitCode = 2;
  } else if (check(asked.length > 0 ? asked : Object.keys(GATES)) > 0) {
    process.exitCode = 1;
  }
}
