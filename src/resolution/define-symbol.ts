/** Giving a symbol its meaning, with the line that `--trace-symbol` prints for it. */
import type { SymbolId } from "../base/ids.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { isUndefinedKind, Kind, Trait } from "../model/symbol-kind.ts";
import type { NewSymbol } from "../model/symbol-table.ts";

/** Overwrites what `symbol` means (LLD's `replaceSymbol`). */
export function defineSymbol(link: LinkState, symbol: SymbolId, meaning: NewSymbol): void {
  link.symbols.define(symbol, meaning);
  if (!link.symbols.has(symbol, Trait.traced) || isUndefinedKind(meaning.kind)) return;
  const what = meaning.kind === Kind.lazy ? "lazy definition of" : "definition of";
  link.diagnostics.message(`${fileName(link.file(meaning.file))}: ${what} ${link.symbols.name(symbol)}`);
}

/** The line of `--trace-symbol` for a reference from `file`. */
export function traceReference(link: LinkState, symbol: SymbolId, file: number): void {
  if (!link.symbols.has(symbol, Trait.traced)) return;
  link.diagnostics.message(`${fileName(link.file(file))}: reference to ${link.symbols.name(symbol)}`);
}
