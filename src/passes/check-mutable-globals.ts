/**
 * Mutable globals cross the module's border only where the inputs have the feature (LLD:
 * `checkImportExportTargetFeatures`).
 *
 * Reads: imports, exports, features.
 * Writes: nothing but diagnostics.
 */
import type { SymbolId } from "../base/ids.ts";
import { globalTypeOf } from "../model/element-types.ts";
import type { LinkState } from "../model/link-state.ts";
import { isGlobalKind } from "../model/symbol-kind.ts";
import { symbolName } from "../model/symbol-queries.ts";

export function checkMutableGlobals(link: LinkState): void {
  link.diagnostics.log("-- checkImportExportTargetFeatures");
  const { config, out, diagnostics } = link;
  if (config.relocatable || !config.checkFeatures || out.features.has("mutable-globals")) return;
  const mutable = (ids: readonly SymbolId[]) =>
    ids.filter((id) => isGlobalKind(link.symbols.kind[id]) && globalTypeOf(link, id).mutable);
  for (const id of mutable(out.importedSymbols)) {
    diagnostics.report("mutable-global-imported", { symbol: symbolName(link, id) });
  }
  for (const id of mutable(out.exportedSymbols)) {
    diagnostics.report("mutable-global-exported", { symbol: symbolName(link, id) });
  }
}
