/**
 * All spellings as texts. The build of the command works them out (`build/made-tables.mjs`): of three hundred objects, a link asks for
 * ten.
 */
import { collectSpellings } from "./collect-spellings.ts";
import type { Spelling } from "./spelling.ts";

/** A row of `SPELLING_ROWS` in JSON; what a spelling does not have is null. */
export type SpellingRow = readonly [
  kind: Spelling["kind"],
  dashes: Spelling["dashes"],
  option: Spelling["option"],
  canonical: string | null,
  help: string | null,
  metavar: string | null,
];

const SPELLINGS = [...collectSpellings().values()];

/** With spaces between them. */
export const SPELLING_NAMES: string = SPELLINGS.map(({ name }) => name).join(" ");

/** A line for each name. */
export const SPELLING_ROWS: string = SPELLINGS.map((spelling) => JSON.stringify(rowOf(spelling))).join("\n");

/** No name is longer, so that a search for the longest match can begin here. */
export const LONGEST_NAME: number = Math.max(...SPELLINGS.map(({ name }) => name.length));

function rowOf({ kind, dashes, option, canonical, help, metavar }: Spelling): SpellingRow {
  return [kind, dashes, option, canonical?.name ?? null, help ?? null, metavar ?? null];
}
