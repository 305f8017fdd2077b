/**
 * Marks the names of --export and --export-if-defined that turned out to be defined. Runs twice: for the inputs'
 * symbols, which makes them roots, and again once `__start_` and `__stop_` symbols exist (LLD: `linkerMain`, `Writer::run`).
 * Two more passes about exports are here: `showEntry` comes after the first time, `checkRequiredExports` after the second.
 *
 * Reads: config, exportedNames, known.
 * Writes: symbol traits, the entry's visibility.
 */
import type { LinkState } from "../model/link-state.ts";
import { Trait } from "../model/symbol-kind.ts";

export function forceExports(link: LinkState): void {
  for (const name of link.exportedNames) {
    const id = link.symbols.find(name);
    if (id !== undefined && link.symbols.isDefined(id)) link.symbols.mark(id, Trait.forceExport);
  }
}

/** Reports names of --export that nothing defines; --export-if-defined says nothing. */
export function checkRequiredExports(link: LinkState): void {
  const { config, symbols, diagnostics } = link;
  if (config.unresolvedSymbols !== "report" && config.unresolvedSymbols !== "warn") return;
  const severity = config.unresolvedSymbols === "report" ? "error" : "warning";
  for (const name of config.requiredExports) {
    const id = symbols.find(name);
    if (id === undefined || !symbols.isDefined(id)) diagnostics.report("export-not-found", { symbol: name }, severity);
  }
}

/** The entry is exported even where its definition is hidden. */
export function showEntry(link: LinkState): void {
  if (link.known.entry !== undefined) link.symbols.setHidden(link.known.entry, false);
}
