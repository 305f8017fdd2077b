/**
 * What the output exports: the memory, then symbols in the order of their names' first mention (LLD:
 * `calculateExports`).
 *
 * Reads: symbols.
 * Writes: out.exports, out.exportedSymbols, out.dataAddressSymbols.
 */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import { ExternalKind } from "../format/wasm.ts";
import { globalTypeOf } from "../model/element-types.ts";
import type { LinkState } from "../model/link-state.ts";
import type { Export } from "../model/output-module.ts";
import { Kind } from "../model/symbol-kind.ts";
import { elementOf, exportedSymbols, isExportedExplicitly, isLive } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";

export function calculateExports(link: LinkState): void {
  link.diagnostics.log("-- calculateExports");
  const { config, out } = link;
  if (config.relocatable) return;
  if (config.memoryExport !== undefined) {
    out.exports.push({ name: config.memoryExport, kind: ExternalKind.memory, index: 0 });
  }
  for (const id of exportedSymbols(link)) {
    if (!isLive(link, id)) continue;
    const exported = exportOf(link, id);
    if (exported === undefined) continue;
    out.exports.push(exported);
    out.exportedSymbols.push(id);
  }
}

function exportOf(link: LinkState, id: SymbolId): Export | undefined {
  const { symbols, chunks, out } = link;
  const name = symbols.name(id);
  switch (symbols.kind[id]) {
    case Kind.definedFunction: {
      const chunk = symbols.target[id] as ChunkId;
      const exportName = chunks.exportNames.get(chunk) ?? name;
      // The body's own index: a weak definition that is also imported is called by the import's.
      return { name: exportName, kind: ExternalKind.function, index: chunks.functionIndex[chunk] };
    }
    case Kind.definedGlobal:
      if (isPrivateMutable(link, id)) return undefined;
      return { name, kind: ExternalKind.global, index: elementOf(link, id)?.index ?? NONE };
    case Kind.definedTag:
      return { name, kind: ExternalKind.tag, index: elementOf(link, id)?.index ?? NONE };
    case Kind.definedTable:
      return { name, kind: ExternalKind.table, index: elementOf(link, id)?.index ?? NONE };
    default: {
      const index = out.importedGlobalCount + out.globalCount;
      out.dataAddressSymbols.push(id);
      return { name, kind: ExternalKind.global, index };
    }
  }
}

/**
 * --export-all would export the stack pointer, and so need mutable-globals of every program: the linker's own mutable
 * globals are only exported on request where that feature is missing.
 */
function isPrivateMutable(link: LinkState, id: SymbolId): boolean {
  if (link.out.features.has("mutable-globals") || link.symbols.file[id] !== NONE) return false;
  return globalTypeOf(link, id).mutable && !isExportedExplicitly(link, id);
}
