/**
 * A lazy symbol that a weak reference waits for was never extracted: it is undefined (LLD: `demoteLazySymbols`).
 *
 * From here on no symbol that anything refers to is lazy, with two exceptions: weak data in output where nobody asks what it
 * is, as its address is 0 in any case, and strong names that were lost with a COMDAT group (`isLost`).
 *
 * Reads, writes: symbols.
 */
import { SymbolFlag } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import { selectSymbols } from "../model/select-symbols.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { defineSymbol } from "../resolution/define-symbol.ts";

export function demoteLazySymbols(link: LinkState): void {
  const { symbols, config } = link;
  const isAsked = config.relocatable || config.emitRelocs || config.shared;
  const lazy = selectSymbols(link, { firstKind: Kind.lazy });
  for (let i = 0; i < lazy.length; i++) {
    const id = lazy[i];
    const signature = symbols.signature[id];
    // Most are names that nothing has referred to.
    if ((signature === NONE && !isAsked) || symbols.kind[id] !== Kind.lazy) continue;
    const file = symbols.file[id];
    if (signature === NONE) {
      // Data, whose address is 0. What it is, symbol tables and dynamic linking ask; wasm-ld crashes.
      const isListed = symbols.has(id, Trait.usedInRegularObject) && symbols.isWeak(id);
      const flags = SymbolFlag.bindingWeak | SymbolFlag.undefined;
      if (isListed) defineSymbol(link, id, { kind: Kind.undefinedData, flags, file });
      continue;
    }
    defineSymbol(link, id, { kind: Kind.undefinedFunction, flags: SymbolFlag.bindingWeak, file, signature });
    symbols.mark(id, Trait.calledDirectly);
  }
}
