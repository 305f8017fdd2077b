/** Symbols of the namespace by what they have. Passes ask for few of very many, which the kernel tells apart. */
import type { IdList, SymbolId } from "../base/ids.ts";
import type { LinkState } from "./link-state.ts";

/** Symbols with one of `traits` or `flags`, or of a kind from `firstKind` on; and all traits `needed`. */
export interface Selection {
  readonly firstKind?: number;
  readonly traits?: number;
  readonly flags?: number;
  readonly needed?: number;
}

const NO_KIND = 0xff;

/** In the order of the namespace. */
export function selectSymbols(
  { symbols, kernel }: LinkState,
  { firstKind = NO_KIND, traits = 0, flags = 0, needed = 0 }: Selection,
): IdList<SymbolId> {
  const { length } = symbols;
  const columns = {
    order: symbols.order as ArrayLike<number> as Int32Array,
    kind: symbols.kind.subarray(0, length),
    traits: symbols.traits.subarray(0, length),
    flags: symbols.flags.subarray(0, length),
  };
  return kernel.selectSymbols(columns, firstKind, traits, flags, needed) as ArrayLike<number> as IdList<SymbolId>;
}
