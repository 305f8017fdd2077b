/** Symbols that stand for the custom sections of a relocatable output. */
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import { SymbolFlag } from "../../format/wasm.ts";
import { chunkName } from "../../model/chunk-names.ts";
import type { LinkState } from "../../model/link-state.ts";
import { Kind } from "../../model/symbol-kind.ts";
import { NONE } from "../../model/symbol-table.ts";
import { addToSymtab } from "../../model/symtab.ts";

/** Adds the symbol of the custom section called `name` to the output's symbol table. */
export function addSectionSymbol(link: LinkState, name: string): SymbolId {
  const meaning = { kind: Kind.outputSection, flags: SymbolFlag.bindingLocal, file: NONE };
  const symbol = link.symbols.addUnnamed("", meaning);
  link.out.sectionSymbols.set(name, symbol);
  addToSymtab(link, symbol);
  return symbol;
}

/** The symbol of the output section that a custom section chunk went into. */
export function sectionSymbolOf(link: LinkState, chunk: ChunkId): SymbolId | undefined {
  return link.out.sectionSymbols.get(chunkName(link, chunk));
}
