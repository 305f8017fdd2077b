/**
 * Where mentions of a function disagree on its signature, keeps the definition and lets the other signatures trap (LLD:
 * `handleSymbolVariants`).
 *
 * Reads: variants.
 * Writes: symbols, syntheticFunctions.
 */

import { denseMapOrder } from "../base/dense-map-order.ts";
import type { SignatureId, SymbolId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind } from "../model/symbol-kind.ts";
import { symbolName } from "../model/symbol-queries.ts";
import { replaceWithTrap } from "../resolution/add-synthetic.ts";
import { reportSignatureMismatch } from "../resolution/type-checks.ts";

export function resolveSignatureVariants(link: LinkState): void {
  const { variants, host } = link;
  // wasm-ld walks a hash table here; the order shows in the messages and in the order of the trap functions.
  const encode = host.encodeText.bind(host);
  for (const name of denseMapOrder([...variants.keys()], encode)) {
    if (!resolveVariants(link, variants.get(name) as SymbolId[])) return;
  }
}

/** False, after an error, where no variant is a definition: then nobody can tell the right signature. */
function resolveVariants(link: LinkState, variants: readonly SymbolId[]): boolean {
  const { symbols } = link;
  const definition = variants.find((id) => symbols.kind[id] === Kind.definedFunction);
  if (definition === undefined) {
    const [first, second] = variants as readonly [SymbolId, SymbolId];
    reportSignatureMismatch(link, first, locationOf(link, second), "error");
    return false;
  }
  for (const id of variants) {
    if (id === definition) continue;
    reportSignatureMismatch(link, id, locationOf(link, definition), "warning");
    const signature = symbols.signature[id] as SignatureId;
    replaceWithTrap(link, id, signature, `signature_mismatch:${symbolName(link, id)}`);
  }
  return true;
}

function locationOf(link: LinkState, id: SymbolId): { readonly signature: number; readonly file: number } {
  return { signature: link.symbols.signature[id], file: link.symbols.file[id] };
}
