/** Runs a job with both linkers, link by link, and says how they differ. */
import type { Job } from "./generate-job.ts";
import type { Files } from "./folder.ts";
import { type Reference, runTsld } from "./linkers.ts";
import { describeDifference, type LinkOutcome } from "./outcome.ts";
import { isRelocatable } from "./respell.ts";
import { checkModule, isMalformedObject, problemsOf } from "./validate.ts";

export type Verdict =
  | { readonly kind: "same"; readonly args: readonly string[]; readonly outcome: LinkOutcome }
  | {
      readonly kind: "different";
      readonly args: readonly string[];
      readonly difference: string;
      /** The links before it: those that failed have been tried again with other options. */
      readonly before?: readonly (readonly string[])[];
    }
  | { readonly kind: "skipped"; readonly reason: string }
  /** wasm-ld itself ended by a signal; what tsld made of it is sound. */
  | { readonly kind: "crashed"; readonly args: readonly string[]; readonly outcome: LinkOutcome };

export async function runJob(job: Job, reference: Reference): Promise<Verdict> {
  let files: Files = job.files;
  let verdict: Verdict | undefined;
  const before: (readonly string[])[] = [];
  for (const args of job.commands) {
    verdict = await compareLink(job, args, files, reference);
    if (verdict.kind === "same" && verdict.outcome.status !== 0) {
      verdict = await compareLink(job, moreForgiving(args, verdict.outcome), files, reference);
    }
    if (verdict.kind === "different") return { ...verdict, before };
    if (verdict.kind !== "skipped") before.push(verdict.args);
    if (verdict.kind !== "same" || verdict.outcome.status !== 0) return verdict;
    files = { ...files, ...Object.fromEntries(verdict.outcome.files) };
  }
  if (verdict === undefined) throw new RangeError("a job without commands");
  return verdict;
}

/** See "LLVM bitcode" in `docs/differences.md`. */
const FOREIGN_OPTION = /\(LLVM option parsing\): Unknown command line argument '-/;

async function compareLink(job: Job, args: readonly string[], files: Files, reference: Reference): Promise<Verdict> {
  const reason = reference.cannotRun(args);
  if (reason !== undefined) return { kind: "skipped", reason };
  const actual = withoutOld(runTsld(args, files), files);
  const problem = problemsOf(actual);
  if (problem !== undefined) return { kind: "different", args, difference: problem };
  const expected = await reference.run(args, files);
  if (isCrash(expected)) {
    const unsound = checkModule(withResponses(args, files), actual);
    if (unsound !== undefined) return { kind: "different", args, difference: unsound };
    return { kind: "crashed", args, outcome: actual };
  }
  const difference = describeDifference(expected, actual);
  if (difference === undefined) return { kind: "same", args, outcome: actual };
  if (job.isDamaged && REFUSED.test(actual.stderr))
    return { kind: "skipped", reason: "wasm-ld trusts a damaged object" };
  const again = await reference.run(args, files);
  const oneByOne = [...args, "--threads=1"];
  const inOrder = {
    expected: await reference.run(oneByOne, files),
    actual: withoutOld(runTsld(oneByOne, files), files),
  };
  const excuse = reference.excuse(actual) ?? excuseOf(args, { expected, again, inOrder });
  return excuse === undefined ? { kind: "different", args, difference } : { kind: "skipped", reason: excuse };
}

/** And what response files say: what kind of output it is may stand there. */
function withResponses(args: readonly string[], files: Files): readonly string[] {
  const named = args.filter((arg) => arg.startsWith("@")).map((arg) => files[arg.slice(1)]);
  const words = named.flatMap((content) =>
    Buffer.from(content ?? [])
      .toString()
      .split(/[\s"']+/),
  );
  return [...args, ...words];
}

/** tsld's own words for what wasm-ld does not look at. */
const REFUSED = / at offset 0x[0-9a-f]+\n/;
const PIC = new Set(["-shared", "-pie", "--shared", "--pie", "-Bsymbolic", "--unresolved-symbols=import-dynamic"]);
const NEEDS_PIC = /-fPIC|-shared|-pie|runtime relocation|not supported against an undefined/;

/** The same link with options that let most of those that fail succeed: there is more to compare in a module. */
function moreForgiving(args: readonly string[], { stderr }: LinkOutcome): readonly string[] {
  const kept = NEEDS_PIC.test(stderr) ? args.filter((arg) => !PIC.has(arg)) : args;
  const always = ["--no-check-features", "--allow-multiple-definition", "--error-limit=0"];
  return [...kept, ...always, ...(isRelocatable(kept) ? [] : ["--no-entry", "--unresolved-symbols=ignore-all"])];
}

interface Outcomes {
  readonly expected: LinkOutcome;
  /** The same link by wasm-ld once more, and by one thread, which --reproduce tells in its file. */
  readonly again: LinkOutcome;
  readonly inOrder: { readonly expected: LinkOutcome; readonly actual: LinkOutcome };
}

/** Why a difference says nothing about tsld. */
function excuseOf(args: readonly string[], { expected, again, inOrder }: Outcomes): string | undefined {
  if (FOREIGN_OPTION.test(expected.stderr)) return "an option of LLVM, which is not there";
  if (describeDifference(expected, again) !== undefined) return "wasm-ld itself differs from run to run";
  if (describeDifference(inOrder.expected, inOrder.actual) === undefined)
    return "wasm-ld itself differs with the number of threads";
  return isMalformedObject(args, expected) ? "wasm-ld takes a value from a symbol of another kind" : undefined;
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
