/**
 * Objects that the kernel has read join the link in the kernel, which then has the symbols. They come back when a file or a symbol
 * is treated here: neither happens often in a link, so that all of them come and go at once.
 */
import { globalTypeNumber } from "../format/global-type.ts";
import type { LinkState } from "../model/link-state.ts";

/** From here on the symbols are the kernel's. */
export function giveSymbols(link: LinkState): void {
  if (link.areSymbolsInKernel) return;
  const { symbols, fileSymbols, fileSymbolCount, globals, config } = link;
  const globalTypes = Uint32Array.from(globals, ({ type }) => globalTypeNumber(type));
  // Who made an extraction necessary is told here.
  const stopsAtLazy = config.whyExtract !== "";
  link.kernel.putSymbols(symbols.pack(fileSymbols.subarray(0, fileSymbolCount), globalTypes, stopsAtLazy));
  link.areSymbolsInKernel = true;
}

/** From here on they are the link's, and so are the chunks of the objects that have joined. */
export function takeSymbols(link: LinkState): void {
  if (!link.areSymbolsInKernel) return;
  link.symbols.unpack(link.kernel.takeSymbols(), link.fileSymbols);
  link.chunks.takeFromKernel(link.kernel.takeChunks());
  link.areSymbolsInKernel = false;
}
