/** What no link may come to, whatever wasm-ld does. */
import { setFlagsFromString } from "node:v8";
import { runTsld } from "./linkers.ts";
import type { LinkOutcome } from "./outcome.ts";
import { isRelocatable } from "./respell.ts";

/** A defect of tsld itself in words; undefined when there is none. */
export function problemsOf({ stderr, status, files }: LinkOutcome): string | undefined {
  if (stderr.includes("internal error")) return `tsld crashed\n${stderr}`;
  if (status !== 0 && files.has("out.wasm")) return "tsld failed but wrote its output";
  if (status !== 0 && stderr === "") return "tsld failed without a word";
  return undefined;
}

/** The same for a link that wasm-ld crashes on: the module has to be valid. Returns what is wrong with it. */
export function checkModule(args: readonly string[], outcome: LinkOutcome): string | undefined {
  const module = moduleOf(args, outcome);
  if (module === undefined) return undefined;
  if (!isRelocatable(args)) return checkFinal(module);
  const problem = problemOfObject(args, module);
  return problem === "" || ACCEPTED.test(problem) || isInNames(module, problem)
    ? undefined
    : `wasm-ld crashes, tsld writes a bad object: ${problem}`;
}

/** Whether the outcome is an object with relocations that no linker takes: their symbols are of another kind. */
export function isMalformedObject(args: readonly string[], outcome: LinkOutcome): boolean {
  const module = isRelocatable(args) ? moduleOf(args, outcome) : undefined;
  return module !== undefined && /invalid \w+ relocation: /.test(problemOfObject(args, module));
}

function moduleOf(args: readonly string[], { status, files }: LinkOutcome): Uint8Array | undefined {
  return status === 0 ? files.get(args[args.indexOf("-o") + 1] ?? "") : undefined;
}

/** What a linker says about the object; empty where nothing is wrong with it. */
function problemOfObject(args: readonly string[], object: Uint8Array): string {
  const width = args.filter((arg) => arg === "-mwasm64");
  const again = runTsld(["-r", "--no-check-features", ...width, "in.o", "-o", "out.o"], { "in.o": object });
  return again.status === 0 ? "" : again.stderr;
}

/** In the name section wasm-ld counts functions whose name it then leaves out: whoever reads it goes on in what follows. */
function isInNames(object: Uint8Array, problem: string): boolean {
  if (problem.includes(": function named more than once\n")) return true;
  const offset = /: malformed uleb128, extends past end at offset (0x[0-9a-f]+)\n/.exec(problem)?.[1];
  return offset !== undefined && Number(offset) > Buffer.from(object).lastIndexOf("\x04name");
}

function checkFinal(module: Uint8Array): string | undefined {
  setFlagsFromString("--experimental-wasm-extended-const");
  const problem = problemOf(module);
  if (problem === undefined || ACCEPTED.test(problem)) return undefined;
  return `wasm-ld crashes, tsld writes an invalid module: ${problem}`;
}

/**
 * As in the modules of wasm-ld: names that inputs export twice or that are not UTF-8, the largest index for globals, tags and
 * tables that stay undefined, and for a function table that is mentioned but not marked live; weak functions that stay in
 * their archives, which -r calls defined, constructors whose name has gone to a function of another type, relocations of
 * symbols of another kind, a table without a symbol where -r has two definitions, the element type that an input gives the
 * function table, tags with results or of two types, memories that --global-base makes too large, a function with another
 * signature than its callers', whose archive comes before the first of them or which --wrap has put in another's place,
 * initialisers that get a global by its index in the input. Limits: the engine has neither wasm64 nor small pages.
 */
const ACCEPTED = new RegExp(
  [
    "(?:Invalid (?:global|tag)|invalid table) index: 4294967295|out of bounds implicit table index 4294967295 ",
    "limits flags|implementation limit|Duplicate export name|invalid function symbol|static link of dynamic",
    "mutable globals cannot be used in constant expressions|type error in constant expression\\[0\\]",
    "no valid UTF-8 string|invalid \\w+ relocation: ",
    "one symbol table entry for each of the \\d+ table",
    "function indices as elements must reference a table of type funcref|immediate table #0 is not of a function type",
    "tag signature \\d+ has non-void return|(?:throw|call)\\[\\d+\\] expected type|on the stack for (?:throw|fallthru|call|drop)",
  ].join("|"),
);

function problemOf(module: Uint8Array): string | undefined {
  try {
    new WebAssembly.Module(Uint8Array.from(module));
    return undefined;
  } catch (error) {
    return String(error);
  }
}
