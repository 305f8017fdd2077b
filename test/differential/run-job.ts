/** Runs a job with both linkers, link by link, and says how they differ. */
import type { Job } from "./generate-job.ts";
import type { Files } from "./folder.ts";
import { type Reference, runTsld } from "./linkers.ts";
import { describeDifference, type LinkOutcome } from "./outcome.ts";
import { checkModule, problemsOf } from "./validate.ts";

export type Verdict =
  | { readonly kind: "same"; readonly args: readonly string[]; readonly outcome: LinkOutcome }
  | { readonly kind: "different"; readonly args: readonly string[]; readonly difference: string }
  | { readonly kind: "skipped"; readonly reason: string }
  /** wasm-ld itself ended by a signal; what tsld made of it is sound. */
  | { readonly kind: "crashed"; readonly args: readonly string[]; readonly outcome: LinkOutcome };

export async function runJob(job: Job, reference: Reference): Promise<Verdict> {
  let files: Files = job.files;
  let last: { readonly args: readonly string[]; readonly outcome: LinkOutcome } | undefined;
  for (const args of job.commands) {
    const reason = reference.cannotRun(args);
    if (reason !== undefined) return { kind: "skipped", reason };
    const actual = withoutOld(runTsld(args, files), files);
    const problem = problemsOf(actual);
    if (problem !== undefined) return { kind: "different", args, difference: problem };
    const expected = await reference.run(args, files);
    if (isCrash(expected)) {
      const unsound = checkModule(args, actual);
      return unsound === undefined
        ? { kind: "crashed", args, outcome: actual }
        : { kind: "different", args, difference: unsound };
    }
    const difference = describeDifference(expected, actual);
    if (difference !== undefined) {
      const excuse = reference.excuse(actual);
      if (excuse !== undefined) return { kind: "skipped", reason: excuse };
      const isSettled = describeDifference(expected, await reference.run(args, files)) === undefined;
      if (!isSettled) return { kind: "skipped", reason: "wasm-ld itself differs from run to run" };
      return { kind: "different", args, difference };
    }
    last = { args, outcome: actual };
    if (actual.status !== 0) break;
    files = { ...files, ...Object.fromEntries(actual.files) };
  }
  if (last === undefined) throw new RangeError("a job without commands");
  return { kind: "same", ...last };
}

function isCrash({ status }: LinkOutcome): boolean {
  return typeof status === "string" || status > 1;
}

/** Files that are written as they were before do not count: nobody can see that they were written. */
function withoutOld(outcome: LinkOutcome, before: Files): LinkOutcome {
  const isNew = ([path, content]: [string, Uint8Array]): boolean => {
    const old = before[path];
    return old === undefined || Buffer.compare(old, content) !== 0;
  };
  const written = [...outcome.files].filter(isNew);
  return { ...outcome, files: new Map(written) };
}
