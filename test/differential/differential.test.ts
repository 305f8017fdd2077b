/**
 * Random links come out as wasm-ld's: the same files byte for byte, the same words, the same exit status. The seeds are fixed;
 * `npm run test:differential` runs as many others as one likes.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateJob, type Snippets } from "./generate-job.ts";
import { findReference } from "./linkers.ts";
import { runJob, type Verdict } from "./run-job.ts";
import { compileSnippets } from "./snippets.ts";

const reference = findReference();
const BATCHES = 10;
const JOBS_PER_BATCH = reference.isFast ? 30 : 8;

const skipped = new Map<string, number>();
let snippets: Snippets;
let successes = 0;

beforeAll(async () => {
  snippets = await compileSnippets();
});

afterAll(() => {
  for (const [reason, count] of skipped) console.log(`${count} jobs skipped: ${reason}`);
});

async function runSeed(seed: number): Promise<string[]> {
  const verdict: Verdict = await runJob(generateJob(seed, snippets), reference);
  if (verdict.kind === "skipped") skipped.set(verdict.reason, (skipped.get(verdict.reason) ?? 0) + 1);
  if (verdict.kind === "same" && verdict.outcome.status === 0) successes++;
  if (verdict.kind !== "different") return [];
  const again = `npm run test:differential -- --jobs 1 --seed ${seed} [--write FOLDER]`;
  return [`${verdict.difference}\n  wasm-ld ${verdict.args.join(" ")}\n  again: ${again}`];
}

const batches = Array.from({ length: BATCHES }, (_, batch) => batch * JOBS_PER_BATCH + 1);

test.each(batches)(`${JOBS_PER_BATCH} links from seed %i as with ${reference.name}`, async (first) => {
  const differences: string[] = [];
  for (let seed = first; seed < first + JOBS_PER_BATCH; seed++) differences.push(...(await runSeed(seed)));
  expect(differences.join("\n")).toBe("");
});

test("a fair part of the links succeeds", () => {
  expect(successes).toBeGreaterThan((BATCHES * JOBS_PER_BATCH) / 10);
});

test("a seed gives the same job every time", () => {
  expect(generateJob(7, snippets)).toEqual(generateJob(7, snippets));
});
