import { firstDashes, type Spelling } from "./spelling.ts";
import { Spellings } from "./spellings.ts";

/** The text of `--help`, laid out as LLVM's option library does, and the version line. */

/** wasm-ld's version comes first in the line, since build systems look for `LLD` and a number behind it. */
export const VERSION_LINE = "LLD 22.1.8 (tsld 0.1.0)";

/** Longer names stand on a line of their own. */
const WIDEST_ALIGNED_NAME = 23;
const INDENT = 2;

/** `program` is argv[0] as given. */
export function formatHelp(program: string): string {
  const listed = new Spellings()
    .all()
    .filter((spelling) => spelling.help !== undefined)
    .sort(compareSpellings);
  const names = listed.map(nameWithValue);
  const width = Math.max(...names.map((name) => name.length).filter((length) => length <= WIDEST_ALIGNED_NAME));
  let text = `OVERVIEW: LLVM Linker\n\nUSAGE: ${program} [options] file...\n\nOPTIONS:\n`;
  for (const [index, spelling] of listed.entries()) {
    const name = names[index];
    const padding = name.length > width ? `\n${" ".repeat(INDENT + width)}` : " ".repeat(width - name.length);
    text += `${" ".repeat(INDENT)}${name}${padding} ${spelling.help}\n`;
  }
  return text;
}

/** `--name`, `--name=<value>`, `-n <value>`. */
export function nameWithValue(spelling: Spelling): string {
  const name = firstDashes(spelling) + spelling.name;
  const value = spelling.metavar ?? "<value>";
  switch (spelling.kind) {
    case "flag":
      return name;
    case "joined":
    case "comma-joined":
      return name + value;
    case "separate":
    case "joined-or-separate":
      return `${name} ${value}`;
  }
}

/** By name without regard to case, but a name stands behind those it begins; then capitals first. */
export function compareSpellings(a: Spelling, b: Spelling): number {
  const [lowerA, lowerB] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (lowerA === lowerB) return a.name < b.name ? -1 : 1;
  if (lowerA.startsWith(lowerB)) return -1;
  if (lowerB.startsWith(lowerA)) return 1;
  return lowerA < lowerB ? -1 : 1;
}
