import type { Diagnostics } from "../diag/diagnostics.ts";
import type { ArgumentList } from "./argument-list.ts";
import type { BuildId, Config } from "./config.ts";
import { parseUnsigned64 } from "./integer.ts";

/** Options whose value is one of a few words, or a small format of its own. */

export function readUnresolvedSymbols(args: ArgumentList, diagnostics: Diagnostics): Config["unresolvedSymbols"] {
  const reported = args.either("error-unresolved-symbols", "warn-unresolved-symbols", true) ? "report" : "warn";
  const value = args.lastValue("unresolved-symbols");
  switch (value) {
    case undefined:
    case "report-all":
      return reported;
    case "ignore-all":
      return "ignore";
    case "import-dynamic":
      return "import-dynamic";
    default:
      diagnostics.report("unknown-unresolved-symbols", { value });
      return reported;
  }
}

/** `-m`: whether the target is wasm64; undefined if not given. */
export function readTarget(args: ArgumentList, diagnostics: Diagnostics): boolean | undefined {
  const value = args.lastValue("m");
  if (value === "wasm32") return false;
  if (value === "wasm64") return true;
  if (value !== undefined) diagnostics.report("invalid-target-architecture", { value });
  return undefined;
}

/** `--threads` as given, which is the default of `--thinlto-jobs`; empty if not given. */
export function readThreads(args: ArgumentList, diagnostics: Diagnostics): string {
  const argument = args.last("threads");
  if (argument === undefined) return "";
  const value = argument.values[0];
  const count = parseUnsigned64(value) ?? 0n;
  if (count === 0n || count >= 1n << 32n) {
    diagnostics.report("positive-integer-expected", { option: argument.spelling, value });
  }
  return value;
}

export function readBuildId(args: ArgumentList, diagnostics: Diagnostics): BuildId {
  const argument = args.last("build-id", "build-id=");
  if (argument === undefined) return { kind: "none" };
  if (argument.option === "build-id") return { kind: "fast" };
  const value = argument.values[0];
  switch (value) {
    case "none":
    case "fast":
    case "sha1":
    case "uuid":
      return { kind: value };
    case "tree":
      return { kind: "sha1" };
  }
  if (value.startsWith("0x")) return { kind: "hex", bytes: parseHex(value.slice(2), diagnostics) };
  diagnostics.report("unknown-build-id", { value });
  return { kind: "none" };
}

/** Two digits make a byte, and so does a single one at the end. */
function parseHex(digits: string, diagnostics: Diagnostics): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < digits.length; at += 2) {
    const value = digits.slice(at, at + 2);
    if (!/^[0-9a-f]+$/i.test(value)) {
      diagnostics.report("not-hexadecimal", { value });
      return new Uint8Array(0);
    }
    bytes.push(Number.parseInt(value, 16));
  }
  return Uint8Array.from(bytes);
}

export function readColors(args: ArgumentList, diagnostics: Diagnostics): "always" | "never" | "auto" {
  const argument = args.last("color-diagnostics", "no-color-diagnostics", "color-diagnostics=");
  if (argument === undefined) return "auto";
  if (argument.option === "color-diagnostics") return "always";
  if (argument.option === "no-color-diagnostics") return "never";
  const value = argument.values[0];
  if (value === "always" || value === "never") return value;
  if (value !== "auto") diagnostics.report("unknown-color-diagnostics", { value });
  return "auto";
}

/** Of the `-z` options, only two mean anything; others are named and passed over. */
export function checkZOptions(args: ArgumentList, diagnostics: Diagnostics): void {
  for (const value of args.values("z")) {
    if (!value.startsWith("stack-size=") && !value.startsWith("muldefs")) {
      diagnostics.report("unknown-z-value", { value });
    }
  }
}
