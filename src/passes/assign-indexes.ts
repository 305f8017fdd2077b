/**
 * Numbers everything that the output defines (LLD: `assignIndexes`): first the linker's own, then each object's,
 * imports before all.
 *
 * Reads: live columns.
 * Writes: out lists, functionIndex, indices of elements and GOT entries.
 */
import type { ChunkId } from "../base/ids.ts";
import type { InputGlobal, InputTable, InputTag } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind } from "../model/symbol-kind.ts";
import { elementOf, symbolFileName } from "../model/symbol-queries.ts";
import { addFunction } from "./shared/add-function.ts";

export function assignIndexes(link: LinkState): void {
  link.diagnostics.log("-- assignIndexes");
  for (const chunk of link.syntheticFunctions) addFunction(link, chunk);
  addInputFunctions(link);
  for (const global of link.syntheticGlobals) addGlobal(link, global);
  for (const file of link.objects) addElements(link, link.content(file.id));
  for (const table of link.syntheticTables) addTable(link, table);
  numberGlobals(link);
  link.out.tables.forEach((table, position) => {
    table.index = link.out.importedTableCount + position;
  });
}

/** `addFunction` for all in one loop over columns: interpreters take longer for a call than for what it does. */
function addInputFunctions(link: LinkState): void {
  const { objects, out } = link;
  const { live, functionIndex } = link.chunks;
  const { functions } = out;
  let index = out.importedFunctionCount + functions.length;
  for (let i = 0; i < objects.length; i++) {
    const { functionStart, segmentStart } = link.content(objects[i].id);
    for (let chunk = functionStart; chunk < segmentStart; chunk++) {
      if (live[chunk] === 0) continue;
      functionIndex[chunk] = index++;
      functions.push(chunk as ChunkId);
    }
  }
}

type Content = ReturnType<LinkState["content"]>;

function addElements(link: LinkState, content: Content): void {
  const { module, globalStart, tagStart, tableStart } = content;
  for (let i = 0; i < module.globals.length; i++) addGlobal(link, link.globals[globalStart + i]);
  for (let i = 0; i < module.tags.length; i++) addTag(link, link.tags[tagStart + i]);
  for (let i = 0; i < module.tables.length; i++) addTable(link, link.tables[tableStart + i]);
}

function addGlobal(link: LinkState, global: InputGlobal): void {
  if (global.isLive) link.out.globals.push(global);
}

function addTag(link: LinkState, tag: InputTag): void {
  if (!tag.isLive) return;
  tag.index = link.out.importedTagCount + link.out.tags.length;
  link.out.tags.push(tag);
}

function addTable(link: LinkState, table: InputTable): void {
  if (!table.isLive) return;
  const functionTable = link.known.indirectFunctionTable;
  const isFunctionTable = functionTable !== undefined && elementOf(link, functionTable) === table;
  if (!link.legacyFunctionTable || !isFunctionTable) {
    link.out.tables.push(table);
    return;
  }
  if (link.out.importedTableCount === 0) link.out.tables.unshift(table);
  else reportLegacyConflict(link);
}

/** An object that cannot be relocated needs the function table at index 0, where an imported table is. */
function reportLegacyConflict(link: LinkState): void {
  const { symbols, out } = link;
  const culprit = out.importedSymbols.find((id) => symbols.kind[id] === Kind.undefinedTable);
  if (culprit === undefined) return;
  const parameters = { table: symbols.name(culprit), file: symbolFileName(link, culprit) };
  link.diagnostics.report("mvp-table-conflict", parameters);
}

function numberGlobals(link: LinkState): void {
  const { out, symbols } = link;
  let index = out.importedGlobalCount;
  for (const global of out.globals) global.index = index++;
  for (const symbol of out.internalGotSymbols) symbols.gotIndex[symbol] = index++;
}
