/**
 * The constructors to call, in the order of their priorities (LLD: `calculateInitFunctions`).
 *
 * Reads: init functions of the objects.
 * Writes: out.initFunctions.
 */
import type { SignatureId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import type { InitEntry } from "../model/output-module.ts";
import { isDiscarded, isLive, symbolName } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";

export function calculateInitFunctions(link: LinkState): void {
  link.diagnostics.log("-- calculateInitFunctions");
  const { config, known, symbols } = link;
  if (!config.relocatable && known.callCtors !== undefined && !isLive(link, known.callCtors)) return;
  const entries: InitEntry[] = [];
  for (const file of link.objects) {
    const content = link.content(file.id);
    for (const init of content.module.initFunctions) {
      const symbol = link.symbolOf(content, init.symbol);
      if (isDiscarded(link, symbol) || !isLive(link, symbol)) continue;
      const signature = symbols.signature[symbol];
      // Lost with its group: what is left is the name of an archive's member. wasm-ld crashes.
      if (signature === NONE) continue;
      if (link.signatures.at(signature as SignatureId).params.length > 0) {
        link.diagnostics.report("constructor-arguments", { symbol: symbolName(link, symbol) });
      }
      entries.push({ symbol, priority: init.priority });
    }
  }
  // `sort` is stable: equal priorities keep the order of the objects.
  link.out.initFunctions = entries.sort((a, b) => a.priority - b.priority);
}
