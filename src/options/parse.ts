import { type ArgumentName, firstDashes, type Spelling } from "./spelling.ts";
import { LONGEST_NAME } from "./spelling-text.ts";
import { Spellings } from "./spellings.ts";

/**
 * The command line as an ordered list of arguments, by the rules of LLVM's option parser: the longest name that begins
 * an argument wins, then shorter ones are tried; empty arguments are skipped; `-` and whatever has no dash is an input.
 */

export interface Argument {
  readonly option: ArgumentName | "input" | "unknown";
  readonly values: readonly string[];
  /**
   * Option and dashes without the value. For an alias those of the option it stands for: `--export` for `--export=x`.
   */
  readonly spelling: string;
  /** As `spelling`, but an alias is itself. */
  readonly writtenSpelling: string;
  /** The word of the command line at which it begins. */
  readonly word: string;
  /** Whether a value is written right behind the spelling when the argument is written out again. */
  readonly joined: boolean;
}

export interface ParsedCommandLine {
  readonly arguments: readonly Argument[];
  /** The last word, if it is an option whose value is missing. */
  readonly missingValue: string | undefined;
}

/** Parses `words`, the command line without the program's name. */
export function parseCommandLine(words: readonly string[], spellings: Spellings = new Spellings()): ParsedCommandLine {
  const list: Argument[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at];
    if (word === "") {
      at++;
      continue;
    }
    const next = parseArgument(spellings, words, at);
    if (next === undefined) return { arguments: list, missingValue: word };
    list.push(next.argument);
    at = next.end;
  }
  return { arguments: list, missingValue: undefined };
}

interface Step {
  readonly argument: Argument;
  /** Index of the first word behind the argument. */
  readonly end: number;
}

/** The argument that begins at `at`; undefined if its value is missing. */
function parseArgument(spellings: Spellings, words: readonly string[], at: number): Step | undefined {
  const word = words[at];
  if (word === "-" || !word.startsWith("-")) return { argument: wholeWord("input", word), end: at + 1 };

  const dashes = word.startsWith("--") ? 2 : 1;
  for (let length = Math.min(word.length - dashes, LONGEST_NAME); length > 0; length--) {
    const spelling = spellings.get(word.slice(dashes, dashes + length));
    if (spelling === undefined || !allowsDashes(spelling, dashes)) continue;
    const isWhole = word.length === dashes + length;
    switch (spelling.kind) {
      case "flag":
        if (!isWhole) continue;
        return { argument: makeArgument(spelling, word, dashes, []), end: at + 1 };
      case "joined":
        return { argument: makeArgument(spelling, word, dashes, [word.slice(dashes + length)]), end: at + 1 };
      case "comma-joined": {
        const values = word.slice(dashes + length).split(",");
        const kept = values.filter((value) => value !== "");
        return { argument: makeArgument(spelling, word, dashes, kept), end: at + 1 };
      }
      case "joined-or-separate":
        if (!isWhole) {
          return { argument: makeArgument(spelling, word, dashes, [word.slice(dashes + length)]), end: at + 1 };
        }
        break;
      case "separate":
        if (!isWhole) continue;
        break;
    }
    const value = words.at(at + 1);
    if (value === undefined) return undefined;
    return { argument: makeArgument(spelling, word, dashes, [value]), end: at + 2 };
  }
  return { argument: wholeWord("unknown", word), end: at + 1 };
}

function wholeWord(option: "input" | "unknown", word: string): Argument {
  return { option, values: [word], spelling: word, writtenSpelling: word, word, joined: false };
}

function allowsDashes(spelling: Spelling, count: 1 | 2): boolean {
  return spelling.dashes === "both" || spelling.dashes.length === count;
}

function makeArgument(spelling: Spelling, word: string, dashes: number, values: readonly string[]): Argument {
  const writtenSpelling = word.slice(0, dashes + spelling.name.length);
  const canonical = spelling.canonical;
  if (canonical === undefined) {
    const joined = spelling.kind === "joined";
    return { option: spelling.option, values, spelling: writtenSpelling, writtenSpelling, word, joined };
  }
  return {
    option: spelling.option,
    // A flag that stands for an option with a joined value gives it an empty one (`-i`).
    values: spelling.kind === "flag" && canonical.kind === "joined" ? [""] : values,
    spelling: firstDashes(canonical) + canonical.name,
    writtenSpelling,
    word,
    joined: canonical.kind === "joined",
  };
}
