/**
 * A static program calls a trap where a weak function is not defined (LLD: `handleWeakUndefines`).
 *
 * Reads: symbols.
 * Writes: symbols, syntheticFunctions.
 */
import type { SignatureId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { selectSymbols } from "../model/select-symbols.ts";
import { isFunctionKind, Kind, Trait } from "../model/symbol-kind.ts";
import { symbolName } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { replaceWithTrap } from "../resolution/add-synthetic.ts";

export function stubWeakUndefined(link: LinkState): void {
  const { symbols } = link;
  const needed = Trait.usedInRegularObject;
  const undefinedSymbols = selectSymbols(link, { firstKind: Kind.undefinedFunction, needed });
  for (let i = 0; i < undefinedSymbols.length; i++) {
    const id = undefinedSymbols[i];
    if (!symbols.isUndefinedWeak(id)) continue;
    const kind = symbols.kind[id];
    const signature = symbols.signature[id];
    if (signature === NONE || !(isFunctionKind(kind) || kind === Kind.lazy)) continue;
    replaceWithTrap(link, id, signature as SignatureId, `undefined_weak:${symbolName(link, id)}`);
    symbols.setHidden(id, true);
  }
}
