/**
 * The signatures that the output uses, after those that relocations have asked for (LLD: `calculateTypes`).
 *
 * Reads: imports, functions, tags.
 * Writes: out.types.
 */
import type { SignatureId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { isFunctionKind, isTagKind } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";

export function calculateTypes(link: LinkState): void {
  link.diagnostics.log("-- calculateTypes");
  const { out, symbols, chunks } = link;
  for (const id of out.importedSymbols) {
    const kind = symbols.kind[id];
    if (isFunctionKind(kind) || isTagKind(kind)) out.types.register(symbols.signature[id] as SignatureId);
  }
  const { functions } = out;
  let last = NONE;
  for (let i = 0; i < functions.length; i++) {
    const signature = chunks.signature[functions[i]];
    if (signature !== last) out.types.register(signature as SignatureId);
    last = signature;
  }
  for (const tag of out.tags) out.types.register(tag.signature as SignatureId);
}
