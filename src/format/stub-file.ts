/**
 * A stub library: text that names symbols which will exist at run time, and the symbols that each of them needs in the
 * module (`name: dependency, dependency`). The first line is `#STUB`; other lines with `#` are comments.
 */
import { trimSet, trimSpace } from "./trim.ts";

/** Dependencies by symbol, in order of first mention. A later line for a symbol replaces what an earlier one said. */
export function readStubFile(text: string): Map<string, string[]> {
  const dependencies = new Map<string, string[]>();
  for (const rawLine of text.split("\n")) {
    const line = trimSpace(rawLine);
    if (line === "" || line.startsWith("#")) continue;
    const colon = line.indexOf(":");
    const symbol = trimBlanks(colon < 0 ? line : line.substring(0, colon));
    dependencies.set(symbol, readDependencies(colon < 0 ? "" : trimBlanks(line.substring(colon + 1))));
  }
  return dependencies;
}

function readDependencies(text: string): string[] {
  const names = text.split(",").map(trimBlanks);
  // Nothing follows the last comma unless there is text after it, blanks included.
  if (text === "" || text.endsWith(",")) names.pop();
  return names;
}

function trimBlanks(text: string): string {
  return trimSet(text, " ");
}
