import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Renderer } from "../diag/render.ts";
import type { Host } from "../host/host.ts";
import { ArgumentList } from "../options/argument-list.ts";
import { parseCommandLine } from "../options/parse.ts";
import { checkZOptions, readColors } from "../options/read-choices.ts";
import { expandResponseFiles, type Quoting } from "../options/response-file.ts";
import { Spellings } from "../options/spellings.ts";

/**
 * The command line with its response files put in, and everything set that later messages depend on: colours, error
 * limit, fatal warnings. What is wrong is reported in this order: quoting, response files, colours, a missing value,
 * unknown options, the limit, `-z`.
 */
export function readCommandLine(
  words: readonly string[],
  host: Host,
  renderer: Renderer,
  diagnostics: Diagnostics,
): ArgumentList {
  const spellings = new Spellings();
  // How response files are quoted has to be known before they are read, and they may hold options of their own.
  const quoting = readQuoting(new ArgumentList(parseCommandLine(words, spellings).arguments), diagnostics);
  const expanded = expandResponseFiles(words, quoting, host);
  const problem = expanded.problem;
  if (problem?.kind === "unreadable") diagnostics.report("unreadable-response-file", problem);
  if (problem?.kind === "malformed") diagnostics.report("malformed-response-file", {});
  if (problem?.kind === "recursive") diagnostics.report("recursive-response-file", problem);

  const parsed = parseCommandLine(expanded.words, spellings);
  const args = new ArgumentList(parsed.arguments);
  renderer.setColors(readColors(args, diagnostics));
  if (parsed.missingValue !== undefined) diagnostics.report("missing-argument", { option: parsed.missingValue });
  for (const { word } of args.each("unknown")) diagnostics.report("unknown-argument", { argument: word });

  diagnostics.errorLimit = Number(BigInt.asUintN(64, args.integer("error-limit", 20n, diagnostics)));
  diagnostics.fatalWarnings = args.toggle("fatal-warnings", false);
  checkZOptions(args, diagnostics);
  return args;
}

function readQuoting(args: ArgumentList, diagnostics: Diagnostics): Quoting {
  const value = args.lastValue("rsp-quoting");
  if (value !== undefined && value !== "windows" && value !== "posix") {
    diagnostics.report("invalid-response-file-quoting", { value });
  }
  return value === "windows" ? "windows" : "posix";
}
