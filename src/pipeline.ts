/** What `PIPELINE` in `link.ts` is made of. */
import type { LinkState } from "./model/link-state.ts";
import type { Config } from "./options/config.ts";

/** One step of a link: reads and writes the tables of the state, reports what is wrong, and goes on. */
export type Pass = (link: LinkState) => void;

/** Passes whose errors come out together; a phase with errors is the last. */
export interface Phase {
  readonly name: string;
  readonly passes: readonly Pass[];
  /** What no later pass changes, but for the symbols that `docs/ARCHITECTURE.md` names. */
  readonly settles: string;
}

/** A pass that only some links have. */
export function when(condition: (config: Config) => boolean, pass: Pass): Pass {
  const conditional: Pass = (link) => {
    if (condition(link.config)) pass(link);
  };
  // The documentation lists passes by name.
  return Object.defineProperty(conditional, "name", { value: pass.name });
}
