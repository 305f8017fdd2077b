/**
 * The real link jobs of `../shared/corpus`: the module must be wasm-ld's, byte for byte, through every way that runs here;
 * and the programs among them must do what they did. `TSLD_CORPUS=all` links all jobs by the slow ways, too.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleCommand } from "../../build/bundle.mjs";
import { root } from "../../build/project.mjs";
import { JCO_COMMAND, NODE_COMMAND, runCommand, WASMTIME_COMMAND, wasmtimeCommand } from "../support/hosts.ts";
import { sharedPath } from "../support/shared-folder.ts";

const corpus = sharedPath("corpus");
/** Where `check` unpacks the jobs. */
const unpacked = join(homedir(), ".cache/link-corpus");
/** For ways that interpret the linker. */
const QUICK = ["c-freestanding", "c-hello-O2", "c-reactor", "pie-main", "shared-dyn", "shared-zlib"];
const outputs = mkdtempSync(join(tmpdir(), "tsld-corpus-"));

interface CorpusWay {
  readonly name: string;
  readonly isSlow: boolean;
  /** Why it cannot run here. */
  readonly missing: string | undefined;
  /** The command line up to the linker's own arguments. */
  readonly command: (folder: string) => readonly string[];
}

const built = (path: string): string | undefined =>
  existsSync(join(root, path)) ? undefined : `no ${path}: npm run build`;

const WAYS: readonly CorpusWay[] = [
  { name: NODE_COMMAND.name, isSlow: false, missing: undefined, command: () => [join(root, "dist/tsld.js")] },
  {
    name: WASMTIME_COMMAND.name,
    isSlow: true,
    missing: WASMTIME_COMMAND.missing ?? built("dist/tsld.wasm"),
    command: (folder) => {
      const [program = "", run = "", ...rest] = wasmtimeCommand("wasm-ld") ?? [];
      return [program, run, "--dir", folder, ...rest];
    },
  },
  {
    name: JCO_COMMAND.name,
    isSlow: true,
    missing: built("dist/jco/tsld.js"),
    command: () => [process.execPath, join(root, "test/support/jco-command.mjs"), "wasm-ld"],
  },
];

interface JobResult {
  readonly ok: boolean;
  readonly problem: string | null;
}

/** Runs `check` with an executable that stands for the way. */
async function checkJobs(corpus: string, way: CorpusWay, jobs: readonly string[]): Promise<Record<string, JobResult>> {
  const folder = join(outputs, way.name.replaceAll(/\W+/g, "-"));
  const launcher = join(outputs, `${way.name.replaceAll(/\W+/g, "-")}.sh`);
  const results = `${launcher}.json`;
  const quoted = way.command(folder).map((word) => `'${word}'`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(launcher, `#!/bin/sh\nexec ${quoted.join(" ")} "$@"\n`);
  chmodSync(launcher, 0o755);
  const cases = `^(${jobs.join("|")})$`;
  await runCommand([join(corpus, "check"), launcher, "--cases", cases, "--keep", folder, "--json", results], root);
  return JSON.parse(readFileSync(results, "utf8")) as Record<string, JobResult>;
}

const isCommand = (job: string): boolean => {
  const path = join(unpacked, job, "run.json");
  return existsSync(path) && (JSON.parse(readFileSync(path, "utf8")) as { kind: string }).kind === "command";
};

if (corpus === undefined) {
  test.skip("real link jobs (no ../shared/corpus, and no TSLD_SHARED)");
} else {
  const all = readdirSync(corpus).flatMap((file) => (file.endsWith(".tar.xz") ? [file.replace(/\.tar\.xz$/, "")] : []));
  beforeAll(bundleCommand);
  afterAll(() => rmSync(outputs, { recursive: true }));

  for (const way of WAYS) {
    const jobs = way.isSlow && process.env["TSLD_CORPUS"] !== "all" ? QUICK : all;
    describe(way.missing === undefined ? way.name : `${way.name} (${way.missing})`, () => {
      let results: Record<string, JobResult> = {};
      beforeAll(async () => {
        if (way.missing === undefined) results = await checkJobs(corpus, way, jobs);
      }, 3_000_000);
      test.skipIf(way.missing !== undefined).each(jobs)("%s is wasm-ld's module", (job) => {
        expect(results[job]).toMatchObject({ problem: null, ok: true });
      });
    });
  }

  describe("the modules run", () => {
    const folder = join(outputs, NODE_COMMAND.name.replaceAll(/\W+/g, "-"));
    test.for(all)("%s", (job, { skip }) => {
      if (!isCommand(job)) skip("no WASI command: needs a host of its own, which the corpus does not bring");
      const script = join(corpus, "gen/run.mjs");
      const args = [
        "--no-warnings",
        script,
        "--case",
        join(unpacked, job),
        "--wasm",
        join(folder, job, "expected.wasm"),
      ];
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: dirname(script) });
      expect(stdout, stderr).toBe("ok\n");
    });
  });
}
