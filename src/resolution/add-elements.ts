/** The globals, tags and tables of an object, and the names that its symbols give to what it defines. */
import type { ObjectModule } from "../format/object-module.ts";
import { SymbolFlag, SymbolKind } from "../format/wasm.ts";
import type { ObjectContent } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";

type ElementRows = Pick<ObjectContent, "globalStart" | "tagStart" | "tableStart">;

export function addElements(link: LinkState, file: number, module: ObjectModule): ElementRows {
  const rows = { globalStart: link.globals.length, tagStart: link.tags.length, tableStart: link.tables.length };
  const isLive = !link.config.gcSections;
  const { importedGlobalCount, importedTagCount, importedTableCount } = module;
  const names = elementNames(link, module);
  module.globals.forEach((global, index) => {
    const name = names.get(elementKey(SymbolKind.global, importedGlobalCount + index)) ?? "";
    const init = module.bytes.subarray(global.initStart, global.initEnd);
    link.globals.push({ file, name, isLive, index: NONE, type: global, init, value: 0 });
  });
  module.tags.forEach((signature, index) => {
    const name = names.get(elementKey(SymbolKind.tag, importedTagCount + index)) ?? "";
    link.tags.push({ file, name, isLive, index: NONE, signature });
  });
  module.tables.forEach((type, index) => {
    const name = names.get(elementKey(SymbolKind.table, importedTableCount + index)) ?? "";
    link.tables.push({ file, name, isLive, index: NONE, type });
  });
  return rows;
}

function elementKey(kind: number, index: number): number {
  return index * 8 + kind;
}

/** Of each defined global, tag and table: the first non-empty name that a symbol gives it. */
function elementNames(link: LinkState, module: ObjectModule): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  if (module.globals.length + module.tags.length + module.tables.length === 0) return names;
  const { count, kind, flags, index, nameStart, nameLength } = module.symbols;
  for (let i = 0; i < count; i++) {
    const what = kind[i];
    if (what !== SymbolKind.global && what !== SymbolKind.tag && what !== SymbolKind.table) continue;
    const key = elementKey(what, index[i]);
    if ((flags[i] & SymbolFlag.undefined) !== 0 || nameLength[i] === 0 || names.has(key)) continue;
    const start = nameStart[i];
    names.set(key, link.host.decodeText(module.bytes, start, start + nameLength[i]));
  }
  return names;
}

/** Tells each function chunk where its name is: in the first symbol of its file that defines it. */
export function nameDefinitions(link: LinkState, content: ObjectContent): void {
  const { nameStart, nameLength } = link.chunks;
  const { symbols, importedFunctionCount } = content.module;
  const first = content.functionStart - importedFunctionCount;
  for (let i = 0; i < symbols.count; i++) {
    if (symbols.kind[i] !== SymbolKind.function || (symbols.flags[i] & SymbolFlag.undefined) !== 0) continue;
    const chunk = first + symbols.index[i];
    if (nameLength[chunk] !== 0) continue;
    nameStart[chunk] = symbols.nameStart[i];
    nameLength[chunk] = symbols.nameLength[i];
  }
}
