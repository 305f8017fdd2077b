import { MODULE_OPTIONS } from "./table-module.ts";
import { OUTPUT_OPTIONS } from "./table-output.ts";
import { REPORT_OPTIONS } from "./table-reports.ts";

/**
 * Every option of wasm-ld 22.1.8, one row each: parser, `--help`, `docs/options.md` and the types of parsed arguments
 * are all made from these rows. A row's key is the option's name as it is written, without dashes; a joined value that
 * follows `=` has the `=` in the name, since to wasm-ld's parser it is a part of it.
 */
export const OPTIONS = { ...OUTPUT_OPTIONS, ...MODULE_OPTIONS, ...REPORT_OPTIONS };

export type OptionName = keyof typeof OPTIONS;

type NamesOfKind<Wanted> = {
  [Name in OptionName]: (typeof OPTIONS)[Name]["kind"] extends Wanted ? Name : never;
}[OptionName];

export type ToggleName = NamesOfKind<"toggle">;

/** Options without a value, `no-` forms included. */
export type FlagName = NamesOfKind<"flag"> | ToggleName | `no-${ToggleName}`;

/** Options with one value. */
export type ValueName = NamesOfKind<"joined" | "separate" | "joined-or-separate" | "eq">;

export type ListName = NamesOfKind<"comma-joined">;
