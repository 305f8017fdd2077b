import { type Diagnostics, LinkAborted } from "../diag/diagnostics.ts";
import type { ArgumentList } from "./argument-list.ts";
import { findCachePolicyProblem, splitAtFirst } from "./cache-policy.ts";
import type { LtoConfig } from "./config.ts";
import { truncateToUnsigned32 } from "./integer.ts";
import type { ValueName } from "./table.ts";

/** Options for LLVM. Nothing here optimizes, but a wrong value is as wrong as it is to wasm-ld. */

const HIGHEST_LEVEL = 3;

/** Which options LLVM has, nobody knows here: but a word that is no option is none of its. @throws LinkAborted for one. */
export function checkLlvmOptions(args: ArgumentList, diagnostics: Diagnostics): void {
  const words = args.values("mllvm").filter((word) => !/^-./.test(word));
  for (const word of words) diagnostics.report("not-an-llvm-option", { word });
  if (words.length > 0) throw new LinkAborted("-mllvm");
}

export function readLtoLevels(args: ArgumentList, diagnostics: Diagnostics): Pick<LtoConfig, "partitions"> {
  const level = truncateToUnsigned32(args.integer("lto-O", 2n, diagnostics));
  if (level > HIGHEST_LEVEL) diagnostics.report("invalid-lto-level", { value: level });
  const codegenLevel = truncateToUnsigned32(args.integer("lto-CGO", 2n, diagnostics));
  if (codegenLevel > HIGHEST_LEVEL) diagnostics.report("invalid-codegen-level", { value: codegenLevel });
  return { partitions: truncateToUnsigned32(args.integer("lto-partitions=", 1n, diagnostics)) };
}

/** @throws LinkAborted for a cache policy that is none. */
export function readThinLto(args: ArgumentList, diagnostics: Diagnostics): Pick<LtoConfig, "indexOnly" | "indexFile"> {
  const problem = findCachePolicyProblem(args.lastValue("thinlto-cache-policy") ?? "");
  if (problem !== undefined) diagnostics.report("invalid-cache-policy", { problem });

  const indexFile = args.lastValue("thinlto-index-only=") ?? "";
  const indexOnly = args.has("thinlto-index-only") || args.has("thinlto-index-only=");
  readReplacement(args, "thinlto-object-suffix-replace=", diagnostics);
  const replacement = readReplacement(args, "thinlto-prefix-replace=", diagnostics);
  if (args.has("thinlto-emit-index-files") && !indexOnly) {
    if (args.has("thinlto-object-suffix-replace=")) diagnostics.report("suffix-replace-with-emit-index", {});
    else if (args.has("thinlto-prefix-replace=")) diagnostics.report("prefix-replace-with-emit-index", {});
  }
  const [, objectDirectory] = splitAtFirst(replacement, ";");
  if (objectDirectory !== "" && indexFile === "") {
    diagnostics.report("prefix-replace-without-index-only", {});
  }
  return { indexOnly, indexFile };
}

/** The part behind the first `;` of `old;new`. */
function readReplacement(args: ArgumentList, option: ValueName, diagnostics: Diagnostics): string {
  const argument = args.last(option);
  if (argument === undefined) return "";
  const value = argument.values[0];
  const [, replacement] = splitAtFirst(value, ";");
  if (replacement === "") diagnostics.report("old-new-expected", { option: argument.writtenSpelling, value });
  return replacement;
}
