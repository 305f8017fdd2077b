/**
 * `--wrap NAME`: references to NAME mean `__wrap_NAME`, references to `__real_NAME` mean NAME (LLD: `addWrappedSymbols`
 * and `wrapSymbols`). Two passes: the names must exist before stub libraries are applied, and the exchange comes after
 * signature variants are settled.
 *
 * Reads: config.wrap, symbols.
 * Writes: wrapped, fileSymbols, symbols.
 */

import type { SymbolId } from "../base/ids.ts";
import { SymbolFlag } from "../format/wasm.ts";
import type { LinkState, WrappedSymbol } from "../model/link-state.ts";
import { isFunctionKind, isTagKind, Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { addUndefinedFunction } from "../resolution/add-reference.ts";

/** Makes the names that the exchange needs. Writes: symbols, wrapped. */
export function addWrappedSymbols(link: LinkState): void {
  const { symbols } = link;
  const wrapped: WrappedSymbol[] = [];
  for (const name of new Set(link.config.wrap)) {
    const symbol = symbols.find(name);
    if (symbol === undefined) continue;
    const real = addReference(link, `__real_${name}`, NONE);
    const wrapper = addReference(link, `__wrap_${name}`, signatureOf(link, symbol));
    wrapped.push({ symbol, real, wrapper });
    symbols.mark(symbol, Trait.usedInRegularObject);
    symbols.mark(wrapper, Trait.usedInRegularObject);
    symbols.clear(real, Trait.usedInRegularObject);
  }
  link.wrapped = wrapped;
}

function addReference(link: LinkState, text: string, signature: number): SymbolId {
  const name = link.names.intern(text);
  const reference = { name, flags: SymbolFlag.undefined, file: NONE, importModule: NONE, importName: NONE };
  return addUndefinedFunction(link, { ...reference, signature, isCalledDirectly: false });
}

function signatureOf(link: LinkState, symbol: SymbolId): number {
  const kind = link.symbols.kind[symbol];
  const hasSignature = isFunctionKind(kind) || isTagKind(kind) || kind === Kind.lazy;
  return hasSignature ? link.symbols.signature[symbol] : NONE;
}

/** Exchanges the symbols in every object and in the namespace. Writes: fileSymbols, the names. */
export function wrapSymbols(link: LinkState): void {
  if (link.wrapped.length === 0) return;
  const replacement = new Map<number, SymbolId>();
  for (const { symbol, real, wrapper } of link.wrapped) {
    replacement.set(symbol, wrapper);
    replacement.set(real, symbol);
  }
  const { fileSymbols } = link;
  for (let i = 0; i < link.fileSymbolCount; i++) {
    const other = replacement.get(fileSymbols[i]);
    if (other !== undefined) fileSymbols[i] = other;
  }
  for (const { symbol, real, wrapper } of link.wrapped) link.symbols.wrap(symbol, real, wrapper);
}
