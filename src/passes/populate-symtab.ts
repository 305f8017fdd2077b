/**
 * The output's own symbol table, for -r and --emit-relocs: the namespace's symbols, then each file's locals (LLD:
 * `populateSymtab`).
 *
 * Reads: symbols.
 * Writes: out.symtab, outputSymbolIndex.
 */
import type { SymbolId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { isSharedKind, Kind, Trait } from "../model/symbol-kind.ts";
import { isLive } from "../model/symbol-queries.ts";
import { addToSymtab } from "../resolution/symtab.ts";

export function populateSymtab(link: LinkState): void {
  link.diagnostics.log("-- populateSymtab");
  const { config, symbols } = link;
  if (!config.relocatable && !config.emitRelocs) return;
  for (const id of symbols.order) {
    const isUsed = symbols.has(id, Trait.usedInRegularObject);
    if (isUsed && isLive(link, id) && !isSharedKind(symbols.kind[id])) addToSymtab(link, id);
  }
  for (const file of link.objects) {
    const { symbolStart, symbolCount } = link.content(file.id);
    for (let row = symbolStart; row < symbolStart + symbolCount; row++) {
      const id = link.fileSymbols[row] as SymbolId;
      if (symbols.isLocal(id) && symbols.kind[id] !== Kind.section && isLive(link, id)) addToSymtab(link, id);
    }
  }
}
