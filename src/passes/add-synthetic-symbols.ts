/**
 * Defines the symbols that every program of its kind has (LLD: `createSyntheticSymbols`). They come first in the symbol
 * order.
 *
 * Reads: config.
 * Writes: symbols, syntheticFunctions, syntheticGlobals, known.
 */
import type { SymbolId } from "../base/ids.ts";
import { SymbolFlag, ValueType } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import { Trait } from "../model/symbol-kind.ts";
import { markSymbolLive } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { addUndefinedGlobal } from "../resolution/add-reference.ts";
import { addSyntheticFunction, addSyntheticGlobal } from "../resolution/add-synthetic.ts";

export function addSyntheticSymbols(link: LinkState): void {
  const { config, known } = link;
  if (config.relocatable) return;
  const nothing = link.signatures.intern([], []);
  known.callCtors = addSyntheticFunction(link, "__wasm_call_ctors", SymbolFlag.visibilityHidden, nothing);
  if (config.isPic) addPicBases(link);
  else {
    known.stackPointer = addSyntheticGlobal(link, "__stack_pointer", 0, true);
    markSymbolLive(link, known.stackPointer);
  }
  if (config.sharedMemory) addThreadLocalGlobals(link);
}

/** Position-independent code counts addresses and table slots from globals that the dynamic linker provides. */
function addPicBases(link: LinkState): void {
  const { known } = link;
  known.stackPointer = importGlobal(link, "__stack_pointer", true);
  known.memoryBase = importGlobal(link, "__memory_base", false);
  known.tableBase = importGlobal(link, "__table_base", false);
  markSymbolLive(link, known.memoryBase);
  markSymbolLive(link, known.tableBase);
}

function importGlobal(link: LinkState, text: string, mutable: boolean): SymbolId {
  const type = { type: link.is64 ? ValueType.i64 : ValueType.i32, mutable };
  const name = link.names.intern(text);
  const reference = { name, flags: SymbolFlag.undefined, file: NONE, importModule: NONE, importName: NONE };
  const id = addUndefinedGlobal(link, reference, type);
  link.allowUndefined.add(text);
  link.symbols.mark(id, Trait.usedInRegularObject);
  return id;
}

function addThreadLocalGlobals(link: LinkState): void {
  const { known } = link;
  const pointer = link.is64 ? ValueType.i64 : ValueType.i32;
  known.tlsBase = addSyntheticGlobal(link, "__tls_base", SymbolFlag.visibilityHidden, true);
  known.tlsSize = addSyntheticGlobal(link, "__tls_size", SymbolFlag.visibilityHidden, false);
  known.tlsAlign = addSyntheticGlobal(link, "__tls_align", SymbolFlag.visibilityHidden, false);
  const signature = link.signatures.intern([pointer], []);
  known.initTls = addSyntheticFunction(link, "__wasm_init_tls", SymbolFlag.visibilityHidden, signature);
}
