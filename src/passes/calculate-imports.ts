/**
 * What the output imports, and in which order (LLD: `calculateImports` and `ImportSection::addImport`).
 *
 * Reads: symbols.
 * Writes: out.importedSymbols, the import counts, importIndex.
 */
import type { SymbolId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { selectSymbols } from "../model/select-symbols.ts";
import { isFunctionKind, Kind, Trait } from "../model/symbol-kind.ts";
import { symbolName } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { addImport, shouldImport } from "./shared/imports.ts";

/** `--wrap` of something else than a function: wasm-ld crashes. */
function reportUnknown(link: LinkState, id: SymbolId): void {
  link.diagnostics.report("unknown-signature", { symbol: symbolName(link, id) });
}

export function calculateImports(link: LinkState): void {
  link.diagnostics.log("-- calculateImports");
  const table = link.known.indirectFunctionTable;
  // Some inputs need the indirect function table at index 0, so that it comes before other imported tables.
  if (table !== undefined && shouldImport(link, table)) addImport(link, table);
  // What this link defines is imported only where a shared library's weak definition may be overridden.
  const firstKind = link.config.shared ? 0 : Kind.sharedFunction;
  const candidates = selectSymbols(link, { firstKind, needed: Trait.usedInRegularObject });
  for (let i = 0; i < candidates.length; i++) {
    const id = candidates[i];
    if (id === table || !shouldImport(link, id)) continue;
    if (isFunctionKind(link.symbols.kind[id]) && link.symbols.signature[id] === NONE) reportUnknown(link, id);
    else addImport(link, id);
  }
}
