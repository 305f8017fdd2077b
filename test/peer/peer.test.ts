/** wasm-ld's own 220 tests, unchanged, against the command; those that cannot pass stand in `expectations.txt`. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleCommand } from "../../build/bundle.mjs";
import { root } from "../../build/project.mjs";
import { runCommand } from "../support/hosts.ts";
import { llvmHome, NO_LLVM, sharedPath } from "../support/shared-folder.ts";

const runner = sharedPath("llvm22/run-lld-tests");
const home = llvmHome();

/** By the test's path, why it does not pass. */
function readExpectations(): ReadonlyMap<string, string> {
  const expected = new Map<string, string>();
  let reason = "";
  const text = readFileSync(new URL("expectations.txt", import.meta.url), "utf8");
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) reason = line.slice(2);
    else if (line !== "") expected.set(line, reason);
  }
  return expected;
}

interface SuiteResult {
  readonly code: string;
  readonly output: string;
}

async function runSuite(runner: string): Promise<ReadonlyMap<string, SuiteResult>> {
  await bundleCommand();
  const folder = mkdtempSync(join(tmpdir(), "tsld-peer-"));
  const json = join(folder, "results.json");
  const { stderr } = await runCommand(["env", `LLD_TESTS_JSON=${json}`, runner, `${root}/dist/tsld.js`], root);
  const { tests } = JSON.parse(readFileSync(json, "utf8")) as { tests: (SuiteResult & { name: string })[] };
  rmSync(folder, { recursive: true });
  if (tests.length === 0) throw new Error(stderr);
  return new Map(tests.map((row) => [row.name.replace(/^.*? :: wasm\//, ""), row]));
}

/** Names as lit makes them: every file of a test's kind, but not the inputs of others. */
function testsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(ll|s|test|yaml)$/.test(path) && !/(^|\/)Inputs\//.test(path))
    .sort();
}

if (runner === undefined || home === undefined) {
  const reason = runner === undefined ? "no ../shared/llvm22/run-lld-tests, and no TSLD_SHARED" : NO_LLVM;
  test.skip(`wasm-ld's own tests (${reason})`);
} else {
  const expected = readExpectations();
  const names = testsIn(join(home, "lld/test/wasm"));
  let results: ReadonlyMap<string, SuiteResult>;

  beforeAll(async () => {
    results = await runSuite(runner);
  }, 900_000);

  test("the suite is complete", () => {
    expect([...results.keys()].sort()).toEqual(names);
    expect(names.filter((name) => expected.has(name))).toEqual([...expected.keys()].sort());
  });

  describe("passes", () => {
    test.each(names.filter((name) => !expected.has(name)))("%s", (name) => {
      const result = results.get(name);
      expect(result?.code, result?.output).toBe("PASS");
    });
  });

  describe("still fails, as expectations.txt says", () => {
    test.each([...expected])("%s (%s)", (name) => {
      expect(results.get(name)?.code).toBe("FAIL");
    });
  });
}
