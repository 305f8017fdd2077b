/** The indirect function table: found, imported or made (LLD: `resolveIndirectFunctionTable`). */
import type { SymbolId } from "../base/ids.ts";
import type { TableType } from "../format/object-module.ts";
import { DEFAULT_MODULE, FUNCTION_TABLE_NAME, SymbolFlag, ValueType } from "../format/wasm.ts";
import type { InputTable } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { isTableKind, Kind, Trait } from "../model/symbol-kind.ts";
import { isLive, markSymbolLive } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { addUndefinedTable } from "./add-reference.ts";
import { defineSymbol } from "./define-symbol.ts";

/** Its limits are set once the number of slots is known. */
const UNSIZED: TableType = {
  elementType: ValueType.funcref,
  limits: { flags: 0, minimum: 0, maximum: 0, pageSize: 0 },
};

/**
 * The table's symbol, if this link has one. `isRequired`: an address was taken after the inputs seemed not to need a
 * table.
 */
export function resolveFunctionTable(link: LinkState, isRequired: boolean): SymbolId | undefined {
  const { config, symbols, diagnostics } = link;
  const existing = symbols.find(FUNCTION_TABLE_NAME);
  if (existing !== undefined) {
    const symbol = FUNCTION_TABLE_NAME;
    if (!isTableKind(symbols.kind[existing])) {
      diagnostics.report("reserved-symbol-not-table", { symbol });
      return undefined;
    }
    if (symbols.isDefined(existing)) {
      diagnostics.report("reserved-symbol-defined", { symbol });
      return undefined;
    }
  }
  if (config.importTable) return importTable(link, existing, isRequired);
  const isNeeded = (existing !== undefined && isLive(link, existing)) || config.exportTable || isRequired;
  return isNeeded ? defineTable(link, existing) : undefined;
}

function importTable(link: LinkState, existing: SymbolId | undefined, isRequired: boolean): SymbolId | undefined {
  const name = link.names.intern(FUNCTION_TABLE_NAME);
  const importModule = link.names.intern(DEFAULT_MODULE);
  if (existing !== undefined) {
    link.symbols.importModule[existing] = importModule;
    link.symbols.importName[existing] = name;
    return existing;
  }
  if (!isRequired) return undefined;
  const flags = visibility(link) | SymbolFlag.undefined;
  const reference = { name, flags, file: NONE, importModule, importName: name };
  return makeLive(link, addUndefinedTable(link, reference, UNSIZED));
}

function defineTable(link: LinkState, existing: SymbolId | undefined): SymbolId {
  const name = FUNCTION_TABLE_NAME;
  const isTableLive = !link.config.gcSections;
  const table: InputTable = { file: NONE, name, isLive: isTableLive, index: NONE, type: UNSIZED };
  const target = link.tables.push(table) - 1;
  link.syntheticTables.push(table);
  const id = existing ?? link.symbols.insert(link.names.intern(name), false);
  defineSymbol(link, id, { kind: Kind.definedTable, flags: visibility(link), file: NONE, target });
  return makeLive(link, id);
}

function visibility(link: LinkState): number {
  return link.config.exportTable ? 0 : SymbolFlag.visibilityHidden;
}

function makeLive(link: LinkState, id: SymbolId): SymbolId {
  markSymbolLive(link, id);
  if (link.config.exportTable) link.symbols.mark(id, Trait.forceExport);
  else link.symbols.clear(id, Trait.forceExport);
  return id;
}
