/**
 * Signature variants: where direct calls or definitions of one name disagree on its signature, each signature gets a
 * symbol of its own, and the definition is found among them once all files have been read.
 */
import type { SymbolId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";

/** The variant of `symbol` with `signature`, made if need be (`isNew`: the caller gives it its meaning). */
export function functionVariant(
  link: LinkState,
  symbol: SymbolId,
  signature: number,
  file: number,
): { readonly variant: SymbolId; readonly isNew: boolean } {
  const { symbols, variants } = link;
  const name = symbols.name(symbol);
  let list = variants.get(name);
  if (list === undefined) variants.set(name, (list = [symbol]));
  const found = list.find((variant) => symbols.signature[variant] === signature);
  if (found !== undefined) return { variant: found, isNew: false };
  const isUsed = file === NONE || link.file(file)?.kind === "object";
  const meaning = { kind: Kind.undefinedFunction, flags: 0, file, signature };
  // Nothing refers to it yet.
  const variant = symbols.addUnnamed(name, meaning, isUsed ? Trait.usedInRegularObject : 0);
  list.push(variant);
  return { variant, isNew: true };
}
