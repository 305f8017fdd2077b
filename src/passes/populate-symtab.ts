/**
 * The output's own symbol table, for -r and --emit-relocs: the namespace's symbols, then each file's locals (LLD:
 * `populateSymtab`).
 *
 * Reads: symbols.
 * Writes: out.symtab, outputSymbolIndex; what lazy symbols are.
 */
import type { SymbolId } from "../base/ids.ts";
import { SymbolFlag } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import { isSharedKind, Kind, Trait } from "../model/symbol-kind.ts";
import { functionIndexOf, isLive } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { addToSymtab } from "../model/symtab.ts";
import { defineSymbol } from "../resolution/define-symbol.ts";

export function populateSymtab(link: LinkState): void {
  link.diagnostics.log("-- populateSymtab");
  const { config, symbols } = link;
  if (!config.relocatable && !config.emitRelocs) return;
  for (const id of symbols.order) {
    const isUsed = symbols.has(id, Trait.usedInRegularObject);
    if (!isUsed || !isLive(link, id) || isSharedKind(symbols.kind[id]) || isUnused(link, id)) continue;
    if (symbols.kind[id] === Kind.lazy) showUndefined(link, id);
    addToSymtab(link, id);
  }
  for (const file of link.objects) {
    const { symbolStart, symbolCount } = link.content(file.id);
    for (let row = symbolStart; row < symbolStart + symbolCount; row++) {
      const id = link.fileSymbols[row] as SymbolId;
      if (symbols.isLocal(id) && symbols.kind[id] !== Kind.section && isLive(link, id)) addToSymtab(link, id);
    }
  }
}

/** Data that was lost with its group, and that nobody has called undefined: wasm-ld crashes now. */
function showUndefined(link: LinkState, id: SymbolId): void {
  defineSymbol(link, id, { kind: Kind.undefinedData, flags: SymbolFlag.undefined, file: link.symbols.file[id] });
}

/** An undefined function that no relocation needs is neither imported nor stubbed: wasm-ld crashes. */
function isUnused(link: LinkState, id: SymbolId): boolean {
  return link.symbols.kind[id] === Kind.undefinedFunction && functionIndexOf(link, id) === NONE;
}
