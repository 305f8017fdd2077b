/** The direction of imports, as `.dependency-cruiser.mjs` has it, and that its rules find what they are for. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import { expect, test } from "vitest";
import rules from "../../.dependency-cruiser.mjs";
import { root } from "../../build/project.mjs";

/** `rule: from -> to` for every import that a rule forbids. */
async function forbidden(folder: string): Promise<string[]> {
  const { options, ...ruleSet } = rules as unknown as IFlattenedRuleSet & { options: object };
  const { output } = await cruise(["src"], { ...options, validate: true, ruleSet, baseDir: folder });
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

test("every import goes in its direction", async () => {
  expect(await forbidden(root)).toEqual([]);
});

test.each([
  ["format/a.ts", 'import "../model/b.ts";', "format-imports-below: src/format/a.ts -> src/model/b.ts"],
  ["passes/a.ts", 'import "./b.ts";', "passes-are-islands: src/passes/a.ts -> src/passes/b.ts"],
  ["passes/shared/a.ts", 'import "../b.ts";', "passes-are-islands: src/passes/shared/a.ts -> src/passes/b.ts"],
  ["model/a.ts", 'import "node:fs";', "built-ins-of-node: src/model/a.ts -> fs"],
  ["host/memory.ts", 'import "node:fs";', "built-ins-of-node: src/host/memory.ts -> fs"],
  ["host/path.ts", 'import "wasi:cli/stdout";', "hosts-alone-know-the-platform: src/host/path.ts -> wasi:cli/stdout"],
  ["cli/a.ts", 'import "../host/node.ts";', "one-platform-per-host: src/cli/a.ts -> src/host/node.ts"],
  ["model/b.ts", 'import "./c.ts";', "no-cycles: src/model/b.ts -> src/model/c.ts"],
])("src/%s may not say: %s", async (path, text, violation) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsld-layers-")));
  const write = (name: string, content: string): void => {
    mkdirSync(dirname(join(folder, "src", name)), { recursive: true });
    writeFileSync(join(folder, "src", name), content);
  };
  try {
    for (const name of ["model/b.ts", "passes/b.ts", "host/node.ts"]) write(name, "export {};");
    write("model/c.ts", 'import "./b.ts";');
    writeFileSync(join(folder, "tsconfig.hosts.json"), '{ "compilerOptions": {} }');
    write(path, text);
    expect(await forbidden(folder)).toContain(violation);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
