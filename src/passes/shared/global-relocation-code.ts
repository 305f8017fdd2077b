/**
 * Code that fills the globals of the internal GOT, for modules that may be loaded anywhere (LLD:
 * `GlobalSection::generateRelocationCode`).
 */
import { Opcode } from "../../format/wasm.ts";
import { dataAddress } from "../../model/chunk-places.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isFunctionKind, Kind, Trait } from "../../model/symbol-kind.ts";
import { tableSlotOf } from "../../model/symbol-queries.ts";
import type { CodeWriter } from "./code-writer.ts";

/** Entries of thread-local symbols (`isTls`) are filled by every thread, the others once. */
export function writeGlobalRelocations(link: LinkState, code: CodeWriter, isTls: boolean): void {
  const { symbols, known, out } = link;
  code.uleb(0);
  for (const symbol of out.internalGotSymbols) {
    if (symbols.isTls(symbol) !== isTls) continue;
    const kind = symbols.kind[symbol];
    const isFunction = isFunctionKind(kind);
    if (isFunction ? symbols.has(symbol, Trait.stub) : kind !== Kind.definedData) continue;
    const base = isFunction ? known.tableBase : isTls ? known.tlsBase : known.memoryBase;
    if (base === undefined) continue;
    code.globalGet(base);
    code.pointerConst(isFunction ? tableSlotOf(link, symbol) : dataAddress(link, symbol));
    code.pointerAdd();
    code.globalSetIndex(symbols.gotIndex[symbol]);
  }
  code.op(Opcode.end);
}
