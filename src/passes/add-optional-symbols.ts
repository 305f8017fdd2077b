/**
 * Defines the linker's addresses that the inputs refer to (LLD: `createOptionalSymbols`); the layout gives them their
 * values. An input's own definition of such a name wins.
 *
 * Reads: symbols, config.
 * Writes: symbols, known.
 */
import type { SymbolId } from "../base/ids.ts";
import type { KnownSymbols, LinkState } from "../model/link-state.ts";
import { addOptionalData, addOptionalGlobal } from "../resolution/add-synthetic.ts";

type OptionalName = keyof KnownSymbols;

const STATIC_ONLY: readonly (readonly [OptionalName, string])[] = [
  ["stackLow", "__stack_low"],
  ["stackHigh", "__stack_high"],
  ["globalBase", "__global_base"],
  ["heapBase", "__heap_base"],
  ["heapEnd", "__heap_end"],
  ["definedMemoryBase", "__memory_base"],
  ["definedTableBase", "__table_base"],
];

export function addOptionalSymbols(link: LinkState): void {
  const { config, known } = link;
  if (config.relocatable) return;
  const keep = (as: OptionalName, id: SymbolId | undefined): void => {
    if (id !== undefined) known[as] = id;
  };
  keep("dsoHandle", addOptionalData(link, "__dso_handle"));
  if (!config.shared) keep("dataEnd", addOptionalData(link, "__data_end"));
  if (!config.isPic) for (const [as, name] of STATIC_ONLY) keep(as, addOptionalData(link, name));
  keep("firstPageEnd", addOptionalData(link, "__wasm_first_page_end", config.pageSize));
  // Without threads, thread-local data is ordinary data: the base is a constant that only such objects refer to.
  if (!config.sharedMemory) keep("tlsBase", addOptionalGlobal(link, "__tls_base", false));
}
