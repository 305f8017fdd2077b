import type { Diagnostics } from "../diag/diagnostics.ts";
import { parseSigned64 } from "./integer.ts";
import type { Argument } from "./parse.ts";
import type { ArgumentName } from "./spelling.ts";
import type { FlagName, ListName, ToggleName, ValueName } from "./table.ts";

/** Questions to a parsed command line. Where an option may be given once only, the last one counts. */
export class ArgumentList {
  readonly all: readonly Argument[];
  /** For each option that is there, where in `all`. */
  readonly #positions = new Map<Argument["option"], number[]>();

  constructor(all: readonly Argument[]) {
    this.all = all;
    all.forEach(({ option }, position) => {
      const positions = this.#positions.get(option);
      if (positions === undefined) this.#positions.set(option, [position]);
      else positions.push(position);
    });
  }

  has(option: Argument["option"]): boolean {
    return this.#positions.has(option);
  }

  /** The last argument that is one of `options`. */
  last(...options: readonly ArgumentName[]): Argument | undefined {
    return this.all[Math.max(...options.map((option) => this.#positions.get(option)?.at(-1) ?? -1))];
  }

  /** Every occurrence of `option`, in order. */
  each(option: Argument["option"]): readonly Argument[] {
    return (this.#positions.get(option) ?? []).map((position) => this.all[position]);
  }

  /** Whether the last of two opposite flags is `yes`; `initial` if neither is there. */
  either(yes: FlagName, no: FlagName, initial: boolean): boolean {
    const last = this.last(yes, no);
    return last === undefined ? initial : last.option === yes;
  }

  toggle(option: ToggleName, initial: boolean): boolean {
    return this.either(option, `no-${option}`, initial);
  }

  lastValue(option: ValueName): string | undefined {
    return this.last(option)?.values[0];
  }

  /** The values of every occurrence, in order. */
  values(option: ValueName): string[] {
    return this.each(option).map((argument) => argument.values[0]);
  }

  /** The values of the last occurrence. */
  list(option: ListName): readonly string[] | undefined {
    return this.last(option)?.values;
  }

  /** A decimal number; reported and 0 if it is none. */
  integer(option: ValueName, initial: bigint, diagnostics: Diagnostics): bigint {
    const argument = this.last(option);
    if (argument === undefined) return initial;
    const value = argument.values[0];
    const number = parseSigned64(value);
    if (number === undefined) diagnostics.report("number-expected", { argument: argument.word, value });
    return number ?? 0n;
  }
}
