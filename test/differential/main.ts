/**
 * `npm run test:differential -- [--jobs N] [--seed S] [--write FOLDER]`: compares N random links with wasm-ld's, from seed S on.
 * With --write, writes the files and commands of the one job of seed S to FOLDER, to look at a difference; with --show, also
 * tells the jobs that came out so: same, skipped, crashed (wasm-ld did).
 */
import * as fs from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeFolder } from "./folder.ts";
import { generateJob, type Snippets } from "./generate-job.ts";
import { findReference, type Reference } from "./linkers.ts";
import { runJob, type Verdict } from "./run-job.ts";
import { compileSnippets } from "./snippets.ts";

/** Links at a time. */
const PARALLEL = 3;

export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      jobs: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      write: { type: "string" },
      show: { type: "string", default: "" },
    },
  });
  const snippets = await compileSnippets();
  const seed = Number(values.seed);
  if (values.write !== undefined) {
    writeJob(seed, snippets, values.write);
    return 0;
  }
  const tally = await runJobs(seed, Number(values.jobs), snippets, findReference(), values.show);
  const { passed, failed, skipped } = tally;
  for (const [what, count] of [...tally.notes].sort()) console.log(`${count} ${what}`);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0 ? 0 : 1;
}

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** How often what else happened. */
  readonly notes: Map<string, number>;
}

async function runJobs(
  first: number,
  count: number,
  snippets: Snippets,
  reference: Reference,
  show: string,
): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, notes: new Map() };
  console.log(`${count} jobs from seed ${first}, compared with ${reference.name}`);
  let next = first;
  const work = async (): Promise<void> => {
    while (next < first + count) {
      const seed = next++;
      const verdict = await runJob(generateJob(seed, snippets), reference);
      countVerdict(tally, verdict);
      if (verdict.kind === "different" || verdict.kind === show) console.log(`seed ${seed}: ${describe(verdict)}`);
      if (verdict.kind === "different") {
        console.log(`  again: npm run test:differential -- --jobs 1 --seed ${seed} [--write FOLDER]\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return tally;
}

function describe(verdict: Verdict): string {
  if (verdict.kind === "skipped") return verdict.reason;
  const show = (args: readonly string[]): string => `  wasm-ld ${args.join(" ")}`;
  const command = show(verdict.args);
  if (verdict.kind === "different") {
    const before = (verdict.before ?? []).map((args) => `${show(args)} (before that)\n`).join("");
    return `${verdict.difference}\n${before}${command}`;
  }
  return `${verdict.kind}\n${command}\n${verdict.outcome.stderr}`;
}

function countVerdict(tally: Tally, verdict: Verdict): void {
  if (verdict.kind === "different") tally.failed++;
  else if (verdict.kind === "skipped") tally.skipped++;
  else tally.passed++;
  const note = noteOf(verdict);
  if (note !== undefined) tally.notes.set(note, (tally.notes.get(note) ?? 0) + 1);
}

function noteOf(verdict: Verdict): string | undefined {
  if (verdict.kind === "skipped") return `skipped: ${verdict.reason}`;
  if (verdict.kind === "same")
    return verdict.outcome.status === 0 ? "links succeeded in both" : "links failed in both, in the same words";
  if (verdict.kind !== "crashed") return undefined;
  return `crashes of wasm-ld, where tsld ${verdict.outcome.status === 0 ? "made a module" : "said what is wrong"}`;
}

/** The job as a folder: its files, and `run.sh` with its commands. */
function writeJob(seed: number, snippets: Snippets, folder: string): void {
  const job = generateJob(seed, snippets);
  writeFolder(folder, job.files);
  const quote = (word: string): string => (/^[\w./=,@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  const lines = job.commands.map((args) => `"\${LINKER:-wasm-ld}" ${args.map(quote).join(" ")}`);
  fs.writeFileSync(join(folder, "run.sh"), `cd "$(dirname "$0")"\n${lines.join("\n")}\n`);
  console.log(`wrote ${folder}; run it by: LINKER=wasm-ld sh ${join(folder, "run.sh")}`);
}
