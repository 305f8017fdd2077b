import type { Dashes, Kind } from "./row.ts";
import type { FlagName, ListName, ValueName } from "./table.ts";

/** What an argument on the command line turned out to be. */
export type ArgumentName = FlagName | ValueName | ListName;

/** One way in which an option can be written. */
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

/** The dashes that stand first in `--help`, and in messages that name an alias's option. */
export function firstDashes(spelling: Spelling): string {
  return spelling.dashes === "-" ? "-" : "--";
}
