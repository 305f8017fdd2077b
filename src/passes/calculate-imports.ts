/**
 * What the output imports, and in which order (LLD: `calculateImports` and `ImportSection::addImport`).
 *
 * Reads: symbols.
 * Writes: out.importedSymbols, the import counts, importIndex.
 */
import type { LinkState } from "../model/link-state.ts";
import { addImport, shouldImport } from "./shared/imports.ts";

export function calculateImports(link: LinkState): void {
  link.diagnostics.log("-- calculateImports");
  const table = link.known.indirectFunctionTable;
  // Some inputs need the indirect function table at index 0, so that it comes before other imported tables.
  if (table !== undefined && shouldImport(link, table)) addImport(link, table);
  for (let i = 0; i < link.symbols.order.length; i++) {
    const id = link.symbols.order[i];
    if (id !== table && shouldImport(link, id)) addImport(link, id);
  }
}
