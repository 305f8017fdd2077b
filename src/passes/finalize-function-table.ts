/**
 * The size of the indirect function table (LLD: `finalizeIndirectFunctionTable`). Two passes: the first finds the table
 * before layout, the second knows the number of slots.
 *
 * Reads: out.tableEntries.
 * Writes: known, the table's type.
 */
import { LimitsFlag } from "../format/wasm.ts";
import { tableTypeOf } from "../model/element-types.ts";
import type { LinkState } from "../model/link-state.ts";
import { elementOf } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { resolveFunctionTable } from "../resolution/function-table.ts";
import { addImport, shouldImport } from "./shared/imports.ts";

export function findFunctionTable(link: LinkState): void {
  const table = resolveFunctionTable(link, false);
  if (table !== undefined) link.known.indirectFunctionTable = table;
}

export function finalizeFunctionTable(link: LinkState): void {
  link.diagnostics.log("-- finalizeIndirectFunctionTable");
  const { config, symbols, out } = link;
  const isRequired = out.tableEntries.length > 0 && !link.diagnostics.hasErrors;
  // Without a symbol for the table, wasm-ld crashes on the first address that is taken.
  const table = link.known.indirectFunctionTable ?? (isRequired ? resolveFunctionTable(link, true) : undefined);
  if (table === undefined) return;
  link.known.indirectFunctionTable = table;
  const element = elementOf(link, table);
  // -Bsymbolic relocations may have asked for the table after the imports were counted.
  if (element === undefined && symbols.importIndex[table] === NONE && shouldImport(link, table)) addImport(link, table);
  const minimum = (config.tableBase + out.tableEntries.length) >>> 0;
  const isFixed = symbols.isDefined(table) && !config.growableTable;
  const flags = (isFixed ? LimitsFlag.hasMax : 0) | (link.is64 ? LimitsFlag.is64 : 0);
  const limits = { flags, minimum, maximum: isFixed ? minimum : 0, pageSize: 0 };
  const type = { elementType: tableTypeOf(link, table).elementType, limits };
  if (element === undefined) symbols.tableType.set(table, type);
  else link.tables[symbols.target[table]].type = type;
}
