import type { SymbolId } from "../base/ids.ts";
import type { LinkState } from "./link-state.ts";

/** Gives a symbol the next index of the output's symbol table. */
export function addToSymtab(link: LinkState, symbol: SymbolId): void {
  link.symbols.outputSymbolIndex[symbol] = link.out.symtab.length;
  link.out.symtab.push(symbol);
}
