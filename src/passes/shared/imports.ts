/** Which symbols become imports, and their places in the import section. */
import type { SymbolId } from "../../base/ids.ts";
import type { Limits } from "../../format/object-module.ts";
import { LimitsFlag } from "../../format/wasm.ts";
import { globalTypeOf, tableTypeOf } from "../../model/element-types.ts";
import { importModuleOf, importNameOf } from "../../model/import-names.ts";
import type { LinkState } from "../../model/link-state.ts";
import {
  isDataKind,
  isFunctionKind,
  isGlobalKind,
  isSharedKind,
  isTagKind,
  isUndefinedKind,
  Kind,
  Trait,
} from "../../model/symbol-kind.ts";
import { isImported, isLive } from "../../model/symbol-queries.ts";

export function shouldImport(link: LinkState, id: SymbolId): boolean {
  const { symbols, config } = link;
  const kind = symbols.kind[id];
  // Data is not imported; its address can be, as a GOT entry.
  if (isDataKind(kind) || !symbols.has(id, Trait.usedInRegularObject) || !isLive(link, id)) return false;
  // Another module may override a weak definition of a shared library, so it is both imported and exported.
  if (config.shared && symbols.isWeak(id) && !isUndefinedKind(kind) && !symbols.isHidden(id)) return true;
  return isSharedKind(kind) || (isUndefinedKind(kind) && shouldImportUndefined(link, id));
}

function shouldImportUndefined(link: LinkState, id: SymbolId): boolean {
  const { symbols, config } = link;
  if (symbols.isWeak(id) && !config.relocatable && !config.isPic) return false;
  // Position-independent code takes addresses from the GOT; only calls need the function itself.
  if (config.isPic && symbols.kind[id] === Kind.undefinedFunction && !symbols.has(id, Trait.calledDirectly))
    return false;
  if (config.isPic || config.relocatable || config.importUndefined) return true;
  if (config.unresolvedSymbols === "import-dynamic") return true;
  return link.allowUndefined.has(symbols.name(id)) || isImported(link, id);
}

type ImportKind = "function" | "global" | "tag" | "table";

/** Imports a symbol; equal imports (kind, type, module and name) share one entry. */
export function addImport(link: LinkState, id: SymbolId): void {
  const { symbols, importIndexes } = link;
  const kind = importKind(symbols.kind[id]);
  const key = JSON.stringify([kind, importTypeKey(link, id, kind), importModuleOf(link, id), importNameOf(link, id)]);
  let index = importIndexes.get(key);
  if (index === undefined) {
    index = nextIndex(link, kind);
    importIndexes.set(key, index);
    link.out.importedSymbols.push(id);
  }
  symbols.importIndex[id] = index;
}

function importKind(kind: number): ImportKind {
  if (isFunctionKind(kind)) return "function";
  if (isGlobalKind(kind)) return "global";
  return isTagKind(kind) ? "tag" : "table";
}

function nextIndex(link: LinkState, kind: ImportKind): number {
  const { out } = link;
  switch (kind) {
    case "function":
      return out.importedFunctionCount++;
    case "global":
      return out.importedGlobalCount++;
    case "tag":
      return out.importedTagCount++;
    case "table":
      return out.importedTableCount++;
  }
}

function importTypeKey(link: LinkState, id: SymbolId, kind: ImportKind): string {
  if (kind === "global") {
    const { type, mutable } = globalTypeOf(link, id);
    return `${type}${mutable ? "m" : ""}`;
  }
  if (kind === "table") {
    const { elementType, limits } = tableTypeOf(link, id);
    return `${elementType} ${limitsKey(limits)}`;
  }
  return String(link.symbols.signature[id]);
}

function limitsKey({ flags, minimum, maximum, pageSize }: Limits): string {
  const upper = (flags & LimitsFlag.hasMax) !== 0 ? maximum : "";
  const page = (flags & LimitsFlag.hasPageSize) !== 0 ? pageSize : "";
  return `${flags} ${minimum} ${upper} ${page}`;
}
