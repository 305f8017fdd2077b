/** The command: from the words of a command line to files, lines of text and an exit status (LLD: `wasm::link`). */
import type { Diagnostic } from "../diag/diagnostics.ts";
import { Diagnostics, LinkAborted } from "../diag/diagnostics.ts";
import { Renderer } from "../diag/render.ts";
import type { Host } from "../host/host.ts";
import type { LinkFunction } from "../link.ts";
import type { ArgumentList } from "../options/argument-list.ts";
import { formatHelp, VERSION_LINE } from "../options/help.ts";
import { readConfig } from "../options/read-config.ts";
import { takeFlavor } from "./flavor.ts";
import { programNameOf } from "./program-name.ts";
import { readCommandLine } from "./read-command-line.ts";
import { startReproduction } from "./reproduce.ts";
import { writeOutput } from "./write-output.ts";

/** How a run of the command ended. */
export interface RunResult {
  /** 0, or 1 if anything was an error. */
  readonly exitCode: 0 | 1;
  /** All that was said, in order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The command `wasm-ld`: reads the command line, links, writes the output. Says everything through `host`, never throws.
 *
 * @param argv the program's name, then its arguments.
 */
export function run(argv: readonly string[], host: Host, link: LinkFunction): RunResult {
  const [program = "", ...words] = argv;
  const programName = programNameOf(program);
  const renderer = new Renderer(host, programName);
  const diagnostics = new Diagnostics(renderer);
  guard(diagnostics, () => {
    const own = takeFlavor(words, diagnostics);
    if (own === undefined) return;
    const args = readCommandLine(own, host, renderer, diagnostics);
    runArguments({ program, programName, args, host, renderer, diagnostics, link });
  });
  renderer.flush();
  return { exitCode: diagnostics.hasErrors ? 1 : 0, diagnostics: diagnostics.all };
}

interface Invocation {
  readonly program: string;
  readonly programName: string;
  readonly args: ArgumentList;
  readonly host: Host;
  readonly renderer: Renderer;
  readonly diagnostics: Diagnostics;
  readonly link: LinkFunction;
}

/** Goes on after errors on the command line, until inputs would be read: so all of them come out in one run. */
function runArguments({ program, programName, args, host, renderer, diagnostics, link }: Invocation): void {
  if (args.has("help")) {
    host.print("stdout", formatHelp(program));
    return;
  }
  if (args.has("v") || args.has("version")) renderer.messageLater(VERSION_LINE);
  const reproduction = startReproduction(args, host, diagnostics);
  try {
    const config = readConfig(args, programName, diagnostics);
    // `-v` alone is a question; with an input, it is a link that also tells the version (as GNU linkers have it).
    if (args.has("version") || (args.has("v") && !args.has("input"))) return;
    const result = link(config, reproduction?.host ?? host, diagnostics);
    if (result !== undefined) writeOutput(result, config, host, diagnostics);
  } finally {
    reproduction?.finish();
  }
}

/** Runs `action` and turns what it throws into at most one message: no stack trace ever reaches the user. */
function guard(diagnostics: Diagnostics, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof LinkAborted)) reportFailure(diagnostics, error);
  }
}

/** What engines say when they get no more memory: for a buffer, for anything else, for a module of WebAssembly. */
const OUT_OF_MEMORY = /out of memory|allocation failed/i;

/** A defect of the linker, or a machine that is too small for the link. */
function reportFailure(diagnostics: Diagnostics, error: unknown): void {
  // This one is always shown.
  diagnostics.errorLimit = 0;
  const [problem = ""] = (error instanceof Error ? error.message || error.name : String(error)).split("\n");
  try {
    if (OUT_OF_MEMORY.test(problem)) diagnostics.report("out-of-memory", {});
    else diagnostics.report("internal-error", { problem });
  } catch (aborted) {
    if (!(aborted instanceof LinkAborted)) throw aborted;
  }
}
