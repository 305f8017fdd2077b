/**
 * Table slots and entries of the global offset table (LLD: `requiresGOTAccess`, `addGOTEntry`,
 * `ElemSection::addEntry`).
 */
import type { SymbolId } from "../../base/ids.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isFunctionKind, isSharedKind, Kind, Trait } from "../../model/symbol-kind.ts";
import { isLost } from "../../model/symbol-queries.ts";
import { NONE } from "../../model/symbol-table.ts";
import { resolveFunctionTable } from "../../resolution/function-table.ts";

/** The symbol's address may be decided by another module, so that it comes from an imported GOT entry. */
export function needsGotImport(link: LinkState, symbol: SymbolId): boolean {
  const { symbols, config } = link;
  if (isSharedKind(symbols.kind[symbol])) return true;
  if (!config.isPic && config.unresolvedSymbols !== "import-dynamic") return false;
  if (symbols.isHidden(symbol) || symbols.isLocal(symbol)) return false;
  // An executable's own symbols cannot be overridden, nor can those of a -Bsymbolic library.
  return !(symbols.isDefined(symbol) && (!config.shared || config.bsymbolic));
}

export function addGotEntry(link: LinkState, symbol: SymbolId): void {
  if (needsGotImport(link, symbol)) addGotImport(link, symbol);
  else addInternalGotEntry(link, symbol);
}

function addGotImport(link: LinkState, symbol: SymbolId): void {
  const { symbols, out } = link;
  if (symbols.gotIndex[symbol] !== NONE) return;
  symbols.gotIndex[symbol] = out.importedGlobalCount++;
  // The dynamic linker can only fill an entry from what some module exports.
  if (link.config.isPic) symbols.mark(symbol, Trait.forceExport);
  out.gotSymbols.push(symbol);
}

/** A global of this module that holds the address. */
function addInternalGotEntry(link: LinkState, symbol: SymbolId): void {
  const { symbols, out, known } = link;
  if (symbols.has(symbol, Trait.requiresGot)) return;
  symbols.mark(symbol, Trait.requiresGot);
  if (isFunctionKind(symbols.kind[symbol])) {
    const table = known.indirectFunctionTable ?? resolveFunctionTable(link, true);
    if (table !== undefined) known.indirectFunctionTable = table;
    addTableEntry(link, symbol);
  }
  out.internalGotSymbols.push(symbol);
}

/** Gives a function the next slot of the table; trap stubs have none, their address is 0. */
export function addTableEntry(link: LinkState, symbol: SymbolId): void {
  const { symbols, chunks, out } = link;
  if (symbols.kind[symbol] === Kind.definedFunction) {
    // Aliases of one function share its slot, which is why the entry of a defined function belongs to the chunk.
    const chunk = symbols.target[symbol];
    if (chunks.tableEntry[chunk] !== NONE || (symbols.traits[symbol] & Trait.stub) !== 0) return;
    chunks.tableEntry[chunk] = out.tableEntries.push(symbol) - 1;
    return;
  }
  if (isLost(link, symbol) || symbols.tableEntry[symbol] !== NONE || symbols.has(symbol, Trait.stub)) return;
  symbols.tableEntry[symbol] = out.tableEntries.push(symbol) - 1;
}
