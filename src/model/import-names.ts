/** The module and name that an imported symbol has in the import section. */
import { mintId, type SymbolId } from "../base/ids.ts";
import { DEFAULT_MODULE } from "../format/wasm.ts";
import type { LinkState } from "./link-state.ts";
import { NONE } from "./symbol-table.ts";

export function importModuleOf(link: LinkState, id: SymbolId): string {
  const name = link.symbols.importModule[id];
  return name === NONE ? DEFAULT_MODULE : link.names.text(mintId(name));
}

export function importNameOf(link: LinkState, id: SymbolId): string {
  const name = link.symbols.importName[id];
  return name === NONE ? link.symbols.name(id) : link.names.text(mintId(name));
}
