import { parseUnsigned64 } from "./integer.ts";

/**
 * `--thinlto-cache-policy`, of which only the form matters here: `key=value` pairs with `:` between them.
 *
 * @returns what is wrong with it, in LLVM's words; undefined if nothing is.
 */
export function findCachePolicyProblem(policy: string): string | undefined {
  let rest = policy;
  while (rest !== "") {
    const [pair, behind] = splitAtFirst(rest, ":");
    const [key, value] = splitAtFirst(pair, "=");
    const problem = CHECKS.get(key)?.(value);
    if (problem !== undefined) return problem;
    if (!CHECKS.has(key)) return `Unknown key: '${key}'`;
    rest = behind;
  }
  return undefined;
}

export function splitAtFirst(text: string, separator: string): readonly [before: string, behind: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

const CHECKS: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ["prune_interval", findDurationProblem],
  ["prune_after", findDurationProblem],
  ["cache_size", findPercentageProblem],
  ["cache_size_bytes", (value: string) => findNumberProblem(value.replace(/[kmg]$/i, ""))],
  ["cache_size_files", findNumberProblem],
]);

function findDurationProblem(value: string): string | undefined {
  if (value === "") return "Duration must not be empty";
  return (
    findNumberProblem(value.slice(0, -1)) ??
    (/[smh]$/.test(value) ? undefined : `'${value}' must end with one of 's', 'm' or 'h'`)
  );
}

function findPercentageProblem(value: string): string | undefined {
  if (!value.endsWith("%")) return `'${value}' must be a percentage`;
  const size = value.slice(0, -1);
  const percentage = parseUnsigned64(size);
  if (percentage === undefined) return findNumberProblem(size);
  return percentage > 100n ? `'${size}' must be between 0 and 100` : undefined;
}

function findNumberProblem(value: string): string | undefined {
  return parseUnsigned64(value) === undefined ? `'${value}' not an integer` : undefined;
}
