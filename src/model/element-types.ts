/** The type of the global or table that a symbol names: its definition's, or the one that its references agree on. */
import type { SymbolId } from "../base/ids.ts";
import { globalTypeOfNumber } from "../format/global-type.ts";
import type { GlobalType, TableType } from "../format/object-module.ts";
import type { LinkState } from "./link-state.ts";
import { elementOf } from "./symbol-queries.ts";

export function globalTypeOf(link: LinkState, symbol: SymbolId): GlobalType {
  const element = elementOf(link, symbol);
  if (element !== undefined) return link.globals[link.symbols.target[symbol]].type;
  return globalTypeOfNumber(link.symbols.signature[symbol]);
}

export function tableTypeOf(link: LinkState, symbol: SymbolId): TableType {
  const element = elementOf(link, symbol);
  if (element !== undefined) return link.tables[link.symbols.target[symbol]].type;
  return link.symbols.tableType.get(symbol) as TableType;
}
