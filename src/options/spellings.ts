import type { Dashes, Kind, Row } from "./row.ts";
import { type FlagName, type ListName, OPTIONS, type ValueName } from "./table.ts";

/**
 * The rows of `table.ts` taken apart into the ways in which options can be written: the two halves of a toggle, `x v`
 * and `x=v`, aliases. The parser looks names up here, and `--help` lists those that have a text.
 */

/** What an argument on the command line turned out to be. */
export type ArgumentName = FlagName | ValueName | ListName;

export interface Spelling {
  /** Without dashes; with the `=` of a joined value. */
  readonly name: string;
  readonly kind: Kind;
  readonly dashes: Dashes;
  /** What it stands for. */
  readonly option: ArgumentName;
  /** For an alias, the spelling of what it stands for; otherwise undefined. */
  readonly canonical: Spelling | undefined;
  readonly help: string | undefined;
  readonly metavar: string | undefined;
}

export const SPELLINGS: ReadonlyMap<string, Spelling> = collectSpellings();

/** No name is longer, so that a search for the longest match can begin here. */
export const LONGEST_NAME: number = Math.max(...[...SPELLINGS.keys()].map((name) => name.length));

/** The dashes that stand first in `--help`, and in messages that name an alias's option. */
export function firstDashes(spelling: Spelling): string {
  return spelling.dashes === "-" ? "-" : "--";
}

function collectSpellings(): Map<string, Spelling> {
  const spellings = new Map<string, Spelling>();
  for (const [name, row] of Object.entries<Row>(OPTIONS)) {
    for (const spelling of spellingsOf(name, row)) spellings.set(spelling.name, spelling);
  }
  return spellings;
}

function spellingsOf(name: string, row: Row): Spelling[] {
  // The keys of the table are the argument names, and a toggle's `no-` form is one by `FlagName`'s definition.
  const option = name as ArgumentName;
  const dashes = row.dashes ?? "both";
  const shared = { dashes, canonical: undefined, metavar: row.metavar };
  const main: Spelling = {
    ...shared,
    name,
    kind: row.kind === "toggle" ? "flag" : row.kind === "eq" ? "separate" : row.kind,
    option,
    // wasm-ld shows `x=v` in its help and leaves `x v` out.
    help: row.kind === "eq" ? undefined : row.help,
  };
  const all = [main];
  if (row.kind === "toggle") {
    all.push({ ...shared, name: `no-${name}`, kind: "flag", option: `no-${name}` as ArgumentName, help: row.noHelp });
  }
  if (row.kind === "eq") {
    all.push({ ...shared, name: `${name}=`, kind: "joined", option, canonical: main, help: row.help });
  }
  for (const alias of row.aliases ?? []) {
    const { name: aliasName, kind, dashes: aliasDashes = "both", help } = alias;
    all.push({ name: aliasName, kind, dashes: aliasDashes, option, canonical: main, help, metavar: undefined });
  }
  return all;
}
