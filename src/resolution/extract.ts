/** Extraction: a lazy object is needed, so it joins the link at once, before the file that needs it. */
import type { SymbolId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { takeSymbols } from "./symbols-in-kernel.ts";

/**
 * Extracts the object that defines the lazy `symbol`. `reference`, where given, is who asked, for `--why-extract`:
 * wasm-ld records no line for data, global, tag and table references.
 */
export function extract(link: LinkState, symbol: SymbolId, reference?: string): void {
  extractFile(link, link.symbols.file[symbol]);
  if (reference === undefined) return;
  link.extractions.push({ reference, file: link.symbols.file[symbol], symbol });
}

export function extractFile(link: LinkState, id: number): void {
  const file = link.file(id);
  if (file?.kind !== "object" || !file.isLazy) return;
  file.isLazy = false;
  const wereInKernel = link.areSymbolsInKernel;
  link.addFile(file);
  if (!wereInKernel) takeSymbols(link);
}
