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

/** Literals are written out: those that others are spread over take engines ten times as long, and there are hundreds at every start. */
function spellingsOf(name: string, row: Row): Spelling[] {
  const { kind, dashes = "both", help, noHelp, metavar } = row;
  // The keys of the table are the argument names, and a toggle's `no-` form is one by `FlagName`'s definition.
  const option = name as ArgumentName;
  const isToggle = kind === "toggle";
  const hasBothForms = kind === "eq";
  const main: Spelling = {
    name,
    kind: isToggle ? "flag" : hasBothForms ? "separate" : kind,
    dashes,
    option,
    canonical: undefined,
    // wasm-ld shows `x=v` in its help and leaves `x v` out.
    help: hasBothForms ? undefined : help,
    metavar,
  };
  const all = [main];
  if (isToggle) {
    const negated = `no-${name}` as ArgumentName;
    all.push({ name: negated, kind: "flag", dashes, option: negated, canonical: undefined, help: noHelp, metavar });
  }
  if (hasBothForms) all.push({ name: `${name}=`, kind: "joined", dashes, option, canonical: main, help, metavar });
  for (const alias of row.aliases ?? []) {
    const { name: aliasName, kind: aliasKind, dashes: aliasDashes = "both", help: aliasHelp } = alias;
    all.push({
      name: aliasName,
      kind: aliasKind,
      dashes: aliasDashes,
      option,
      canonical: main,
      help: aliasHelp,
      metavar: undefined,
    });
  }
  return all;
}
