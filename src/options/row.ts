/** What `table.ts` says about an option. */

/** How an option takes its value, in LLVM's words. */
export type Kind = "flag" | "joined" | "separate" | "joined-or-separate" | "comma-joined";

/** Which dashes an option is written with; `--` comes first where it has both. */
export type Dashes = "-" | "--" | "both";

export type Group = keyof typeof GROUPS;

export interface Row {
  /** `toggle` is a flag that also has a `no-` form; `eq` takes `x v` and `x=v`. */
  readonly kind: Kind | "toggle" | "eq";
  /** Left out: both. */
  readonly dashes?: Dashes;
  readonly group: Group;
  /** Left out: the option works, but `--help` does not list it. */
  readonly help?: string;
  /** For `docs/options.md`, where there is no help. */
  readonly meaning?: string;
  /** For a toggle, the help of its `no-` form. */
  readonly noHelp?: string;
  /** How `--help` shows the value; left out: `<value>`. */
  readonly metavar?: string;
  readonly aliases?: readonly Alias[];
}

export interface Alias {
  readonly name: string;
  readonly kind: Kind;
  readonly dashes?: Dashes;
  readonly help?: string;
}

/** The headings of `docs/options.md`. */
export const GROUPS = {
  inputs: "Inputs",
  output: "Output",
  symbols: "Symbols",
  memory: "Memory",
  table: "Function table",
  features: "Target features",
  reports: "Reports and diagnostics",
  llvm: "Threads and link-time optimization (read and checked; without bitcode, few have an effect)",
} as const;
