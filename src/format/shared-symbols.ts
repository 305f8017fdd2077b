/**
 * What a shared library defines. Its exports are its symbols, globals standing for data; one that has kept its symbol
 * table (`--emit-relocs`) is read by that instead. The flags of `dylink.0` play no part in a link.
 */
import { mintId } from "../base/ids.ts";
import type { ModuleDraft, SymbolRows } from "./module-draft.ts";
import type { SharedSymbol } from "./object-module.ts";
import { ExternalKind, SymbolFlag, SymbolKind } from "./wasm.ts";

export function readSharedSymbols(draft: ModuleDraft): SharedSymbol[] {
  if (!draft.hasDylinkSection) return [];
  return draft.symbols === undefined ? fromExports(draft) : fromSymbolTable(draft, draft.symbols);
}

function fromExports(draft: ModuleDraft): SharedSymbol[] {
  const shared: SharedSymbol[] = [];
  for (const { name, kind, index } of draft.exports) {
    if (kind === ExternalKind.function) {
      const row = draft.definedFunction(index);
      // A re-exported import has no signature to LLVM.
      const signature = row < 0 ? undefined : mintId<"signature">(draft.functions.signature[row]);
      shared.push({ kind: "function", name, flags: 0, signature });
    } else if (kind === ExternalKind.global) {
      shared.push({ kind: "data", name, flags: 0, signature: undefined });
    }
  }
  return shared;
}

function fromSymbolTable(draft: ModuleDraft, symbols: SymbolRows): SharedSymbol[] {
  const shared: SharedSymbol[] = [];
  for (let i = 0; i < symbols.count; i++) {
    const kind = symbols.kind[i];
    const flags = symbols.flags[i];
    if ((flags & SymbolFlag.undefined) !== 0) continue;
    if (kind !== SymbolKind.function && kind !== SymbolKind.data) continue;
    const start = symbols.nameStart[i];
    const name = symbols.names[i] ?? draft.decodeText(draft.bytes, start, start + symbols.nameLength[i]);
    const isFunction = kind === SymbolKind.function;
    const signature = isFunction ? mintId<"signature">(symbols.signature[i]) : undefined;
    shared.push({ kind: isFunction ? "function" : "data", name, flags, signature });
  }
  return shared;
}
