import type { Diagnostics } from "../diag/diagnostics.ts";
import type { ArgumentList } from "./argument-list.ts";
import { findCachePolicyProblem, splitAtFirst } from "./cache-policy.ts";
import { truncateToUnsigned32 } from "./integer.ts";
import type { ValueName } from "./table.ts";

/** Options for link-time optimization. Nothing here optimizes, but a wrong value is as wrong as it is to wasm-ld. */

const HIGHEST_LEVEL = 3;

export function readLtoLevels(args: ArgumentList, diagnostics: Diagnostics): { readonly partitions: number } {
  const level = truncateToUnsigned32(args.integer("lto-O", 2n, diagnostics));
  if (level > HIGHEST_LEVEL) diagnostics.report("invalid-lto-level", { value: level });
  const codegenLevel = truncateToUnsigned32(args.integer("lto-CGO", 2n, diagnostics));
  if (codegenLevel > HIGHEST_LEVEL) diagnostics.report("invalid-codegen-level", { value: codegenLevel });
  return { partitions: truncateToUnsigned32(args.integer("lto-partitions=", 1n, diagnostics)) };
}

/** @throws LinkAborted for a cache policy that is none. */
export function readThinLto(args: ArgumentList, diagnostics: Diagnostics): { readonly indexOnly: boolean } {
  const problem = findCachePolicyProblem(args.lastValue("thinlto-cache-policy") ?? "");
  if (problem !== undefined) diagnostics.report("invalid-cache-policy", { problem });

  const indexOnlyFile = args.lastValue("thinlto-index-only=");
  const indexOnly = indexOnlyFile !== undefined || args.has("thinlto-index-only");
  readReplacement(args, "thinlto-object-suffix-replace=", diagnostics);
  const replacement = readReplacement(args, "thinlto-prefix-replace=", diagnostics);
  if (args.has("thinlto-emit-index-files") && !indexOnly) {
    if (args.has("thinlto-object-suffix-replace=")) diagnostics.report("suffix-replace-with-emit-index", {});
    else if (args.has("thinlto-prefix-replace=")) diagnostics.report("prefix-replace-with-emit-index", {});
  }
  const [, objectDirectory] = splitAtFirst(replacement, ";");
  if (objectDirectory !== "" && (indexOnlyFile ?? "") === "") {
    diagnostics.report("prefix-replace-without-index-only", {});
  }
  return { indexOnly };
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
