/** Which symbols a pass has to look at: of tens of thousands, mostly a few. */
import { GrowingColumn } from "./growing-column.ts";
import { DEFINED_DATA, DEFINED_SECTION, LAZY, REFERENCED } from "./symbol-fields.ts";

/** The symbols to choose from, and what tells them apart. */
export class SelectionColumns {
  /** SymbolIds, in the order of the result. */
  order: Int32Array = new Int32Array(0);
  // By SymbolId.
  kind: Uint8Array = new Uint8Array(0);
  traits: Uint8Array = new Uint8Array(0);
  flags: Uint32Array = new Uint32Array(0);
}

/** Those that have one of `traits`, one of `flags`, or a kind of `firstKind` or above; and all of the traits `needed`. */
export function selectSymbols(
  columns: SelectionColumns,
  firstKind: i32,
  traits: i32,
  flags: i32,
  needed: i32,
): Uint32Array {
  const order = columns.order;
  const found = new GrowingColumn();
  for (let i: i32 = 0; i < order.length; i++) {
    const id: i32 = order[i];
    if (((columns.traits[id] as i32) & needed) != needed) continue;
    const isChosen: boolean =
      (columns.kind[id] as i32) >= firstKind ||
      ((columns.traits[id] as i32) & traits) != 0 ||
      ((columns.flags[id] as i32) & flags) != 0;
    if (isChosen) found.push(id as u32);
  }
  return found.view();
}

/**
 * SymbolIds of all that are not functions or data in a chunk, but for sections, and lazy ones that nothing refers to: an archive has a
 * thousand.
 * `target`: ChunkId, or -1.
 */
export function symbolsWithoutChunk(kind: Uint8Array, target: Int32Array, traits: Uint8Array): Uint32Array {
  const found = new GrowingColumn();
  for (let id: i32 = 0; id < kind.length; id++) {
    const isUnused: boolean = (kind[id] as i32) == LAZY && ((traits[id] as i32) & REFERENCED) == 0;
    if (isUnused || (kind[id] as i32) == DEFINED_SECTION) continue;
    if ((kind[id] as i32) > DEFINED_DATA || target[id] < 0) found.push(id as u32);
  }
  return found.view();
}
