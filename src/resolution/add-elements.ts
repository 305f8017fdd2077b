/** The globals, tags and tables of an object, and the names that its symbols give to them. */
import { mintId } from "../base/ids.ts";
import type { ObjectModule } from "../format/object-module.ts";
import { SymbolFlag, SymbolKind } from "../format/wasm.ts";
import type { ObjectContent } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";

type ElementRows = Pick<ObjectContent, "globalStart" | "tagStart" | "tableStart">;

export function addElements(link: LinkState, file: number, module: ObjectModule): ElementRows {
  const rows = { globalStart: link.globals.length, tagStart: link.tags.length, tableStart: link.tables.length };
  const isLive = !link.config.gcSections;
  const { importedGlobalCount, importedTagCount, importedTableCount } = module;
  const names = elementNames(link, module);
  module.globals.forEach((global, index) => {
    const name = names.get(elementKey(SymbolKind.global, importedGlobalCount + index)) ?? "";
    const init = module.bytes.subarray(global.initStart, global.initEnd);
    link.globals.push({ file, name, isLive, index: 0, type: global, init, value: 0 });
  });
  module.tags.forEach((signature, index) => {
    const name = names.get(elementKey(SymbolKind.tag, importedTagCount + index)) ?? "";
    link.tags.push({ file, name, isLive, index: 0, signature });
  });
  module.tables.forEach((type, index) => {
    const name = names.get(elementKey(SymbolKind.table, importedTableCount + index)) ?? "";
    link.tables.push({ file, name, isLive, index: 0, type });
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
  const { count, kind, flags, index } = module.symbols;
  for (let row = 0; row < count; row++) {
    const what = kind[row];
    if (what !== SymbolKind.global && what !== SymbolKind.tag && what !== SymbolKind.table) continue;
    const key = elementKey(what, index[row]);
    if ((flags[row] & SymbolFlag.undefined) !== 0 || names.has(key)) continue;
    const name = symbolText(link, module, row);
    if (name !== "") names.set(key, name);
  }
  return names;
}

function symbolText(link: LinkState, { bytes, symbols }: ObjectModule, row: number): string {
  const local = symbols.localNames.get(row);
  if (local === undefined) return link.names.text(mintId(symbols.name[row]));
  return link.host.decodeText(bytes, local.start, local.start + local.length);
}
