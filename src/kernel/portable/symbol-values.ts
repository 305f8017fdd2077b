/** What relocations ask of symbols, worked out once per symbol instead of once per relocation. */
import { ChunkPlaces } from "./chunk-places.ts";
import { PatchTables } from "./patch-tables.ts";
import { DEFINED_DATA, DEFINED_FUNCTION, DEFINED_SECTION } from "./symbol-fields.ts";

/** Instead of an entry: slot 0 of the table, which no entry of this link has. */
export const ENTRY_OF_SLOT_ZERO: i32 = -2;

/** By SymbolId. */
export class SymbolValues {
  /** 1 for symbols of the output (section symbols always): a relocation against any other gets the tombstone. */
  live: Uint8Array;
  /** Function, global, tag or table index. */
  index: Int32Array;
  /** Place among this link's entries of the indirect function table; -1 for functions without one, or `ENTRY_OF_SLOT_ZERO`. */
  tableEntry: Int32Array;
  /** Index of the GOT entry's global, or -1; a symbol that is a global itself has its own index here. */
  got: Int32Array;
  /** Address of data, or NaN where it must not be used. */
  address: Float64Array;
  /** 0 where the address is 0 whatever the addend: undefined, weak or another module's. */
  hasAddress: Uint8Array;
  /** Of a function: offset of its code in the code section's body, or -1. Of a section symbol: its ChunkId. */
  place: Int32Array;

  constructor(count: i32) {
    this.live = new Uint8Array(count);
    this.index = new Int32Array(count).fill(-1);
    this.tableEntry = new Int32Array(count).fill(-1);
    this.got = new Int32Array(count).fill(-1);
    this.address = new Float64Array(count);
    this.hasAddress = new Uint8Array(count);
    this.place = new Int32Array(count).fill(-1);
  }
}

/** Numbers in the list of other symbols: the symbol, then its values in the order of `SymbolValues`. */
export const OTHER_FIELDS: i32 = 8;

/** What the values are worked out from. */
export class ValueTables {
  // By SymbolId.
  kind: Uint8Array = new Uint8Array(0);
  /** ChunkId, or -1. */
  target: Int32Array = new Int32Array(0);
  flags: Uint32Array = new Uint32Array(0);
  /** The flag of thread-local symbols, whose addresses count from the start of their segment. */
  tlsFlag: i32 = 0;
  gotIndex: Int32Array = new Int32Array(0);
  importIndex: Int32Array = new Int32Array(0);
  /** Of data: offset in its chunk. */
  offset: Float64Array = new Float64Array(0);

  // By ChunkId.
  live: Uint8Array = new Uint8Array(0);
  functionIndex: Int32Array = new Int32Array(0);
  tableEntry: Int32Array = new Int32Array(0);
  /** Length of the size field, after which a function's code begins. */
  codeOffset: Uint8Array = new Uint8Array(0);
  /** The merged chunk that holds a mergeable chunk's strings, or -1. */
  parent: Int32Array = new Int32Array(0);

  /** Live symbols that are not functions or data in a chunk, nor sections: `OTHER_FIELDS` numbers each. */
  others: Float64Array = new Float64Array(0);
}

/** The values as of now. */
export function findSymbolValues(tables: ValueTables, places: ChunkPlaces, patches: PatchTables): SymbolValues {
  const count: i32 = tables.kind.length;
  const values = new SymbolValues(count);
  for (let symbol: i32 = 0; symbol < count; symbol++) {
    const chunk: i32 = tables.target[symbol];
    const kind: i32 = tables.kind[symbol];
    if (kind == DEFINED_SECTION) {
      values.live[symbol] = 1;
      values.place[symbol] = chunk;
      continue;
    }
    // What is in dead chunks needs nothing.
    if (kind > DEFINED_DATA || chunk < 0 || tables.live[chunk] == 0) continue;
    values.live[symbol] = 1;
    values.got[symbol] = tables.gotIndex[symbol];
    if (kind == DEFINED_FUNCTION) {
      const imported: i32 = tables.importIndex[symbol];
      values.index[symbol] = imported < 0 ? tables.functionIndex[chunk] : imported;
      values.tableEntry[symbol] = tables.tableEntry[chunk];
      values.place[symbol] = ((places.sections.outputOffset[chunk] as i32) + (tables.codeOffset[chunk] as i32)) as i32;
    } else {
      values.hasAddress[symbol] = 1;
      values.address[symbol] = addressOf(tables, places, patches, symbol);
    }
  }
  setOthers(values, tables.others);
  return values;
}

function addressOf(tables: ValueTables, places: ChunkPlaces, patches: PatchTables, symbol: i32): f64 {
  const chunk: i32 = tables.target[symbol];
  const segment: i32 = patches.outputSegment[chunk];
  const isTls: boolean = ((tables.flags[symbol] as i32) & tables.tlsFlag) != 0;
  const base: f64 = segment < 0 || isTls ? 0 : patches.segmentAddress[segment];
  const offset: f64 = tables.offset[symbol];
  if (places.sections.mergeable[chunk] == 0) return base + (patches.outputSegmentOffset[chunk] as f64) + offset;
  const moved: i32 = places.mergedOffset(chunk, offset);
  if (moved < 0) return NaN;
  const parent: i32 = tables.parent[chunk];
  return base + (moved as f64) + (parent < 0 ? 0 : (patches.outputSegmentOffset[parent] as f64));
}

function setOthers(values: SymbolValues, others: Float64Array): void {
  for (let i: i32 = 0; i < others.length; i += OTHER_FIELDS) {
    const symbol: i32 = others[i] as i32;
    values.live[symbol] = others[i + 1] as u8;
    values.index[symbol] = others[i + 2] as i32;
    values.tableEntry[symbol] = others[i + 3] as i32;
    values.got[symbol] = others[i + 4] as i32;
    values.address[symbol] = others[i + 5];
    values.hasAddress[symbol] = others[i + 6] as u8;
    values.place[symbol] = others[i + 7] as i32;
  }
}
