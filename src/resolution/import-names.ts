/** The module and name that an imported symbol has in the import section. */
import type { SymbolId } from "../base/ids.ts";
import { DEFAULT_MODULE } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";

export function importModuleOf(link: LinkState, id: SymbolId): string {
  return link.symbols.importModule.get(id) ?? DEFAULT_MODULE;
}

export function importNameOf(link: LinkState, id: SymbolId): string {
  return link.symbols.importName.get(id) ?? link.symbols.name(id);
}
