/**
 * A lazy symbol that a weak reference waits for was never extracted: it is undefined (LLD: `demoteLazySymbols`). From
 * here on no symbol that anything refers to is lazy.
 *
 * Reads, writes: symbols.
 */
import { SymbolFlag } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { defineSymbol } from "../resolution/define-symbol.ts";

export function demoteLazySymbols(link: LinkState): void {
  const { symbols } = link;
  for (const id of symbols.order) {
    const signature = symbols.signature[id];
    if (symbols.kind[id] !== Kind.lazy || signature === NONE) continue;
    const file = symbols.file[id];
    defineSymbol(link, id, { kind: Kind.undefinedFunction, flags: SymbolFlag.bindingWeak, file, signature });
    symbols.mark(id, Trait.calledDirectly);
  }
}
