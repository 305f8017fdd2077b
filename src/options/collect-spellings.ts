/**
 * The rows of `table.ts` taken apart into the ways in which options can be written: the two halves of a toggle, `x v`
 * and `x=v`, aliases.
 */
import type { Row } from "./row.ts";
import type { ArgumentName, Spelling } from "./spelling.ts";
import { OPTIONS } from "./table.ts";

/** Each name once; an alias behind what it stands for. */
export function collectSpellings(): Map<string, Spelling> {
  const spellings = new Map<string, Spelling>();
  for (const [name, row] of Object.entries<Row>(OPTIONS)) {
    for (const spelling of spellingsOf(name, row)) spellings.set(spelling.name, spelling);
  }
  return spellings;
}

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
