/** What a link came to, and how two linkers' outcomes differ. */
import { decodeUtf8 } from "../../src/host/utf8.ts";

export interface LinkOutcome {
  /** Exit status; or the signal's name, where the linker crashed. */
  readonly status: number | string;
  readonly stdout: Uint8Array;
  readonly stderr: string;
  /** Files that the link wrote, or wrote anew. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The first difference in words; undefined when there is none. */
export function describeDifference(expected: LinkOutcome, actual: LinkOutcome): string | undefined {
  if (expected.stderr !== actual.stderr) return `stderr differs\n${lineDifference(expected.stderr, actual.stderr)}`;
  if (expected.status !== actual.status) return `exit status ${expected.status} expected, ${actual.status} found`;
  const stdout = [expected.stdout, actual.stdout].map((bytes) => decodeUtf8(bytes, 0, bytes.length)) as [
    string,
    string,
  ];
  if (stdout[0] !== stdout[1]) return `stdout differs\n${lineDifference(...stdout)}`;
  for (const path of new Set([...expected.files.keys(), ...actual.files.keys()])) {
    const difference = fileDifference(expected.files.get(path), actual.files.get(path));
    if (difference !== undefined) return `${path}: ${difference}`;
  }
  return undefined;
}

function fileDifference(expected: Uint8Array | undefined, actual: Uint8Array | undefined): string | undefined {
  if (expected === undefined) return "not expected";
  if (actual === undefined) return "missing";
  const length = Math.min(expected.length, actual.length);
  let at = 0;
  while (at < length && expected[at] === actual[at]) at++;
  if (at === expected.length && at === actual.length) return undefined;
  const part = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(Math.max(0, at - 8), at + 16)).toString("hex");
  return `${expected.length} bytes expected, ${actual.length} found; they part at ${at}: ${part(expected)} expected, ${part(actual)} found`;
}

function lineDifference(expected: string, actual: string): string {
  const [left, right] = [expected.split("\n"), actual.split("\n")];
  const at = left.findIndex((line, i) => line !== right[i]);
  const row = at < 0 ? left.length : at;
  return `line ${row + 1}\n  expected: ${left[row] ?? "(end)"}\n  found:    ${right[row] ?? "(end)"}`;
}
