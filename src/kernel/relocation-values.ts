/**
 * The value of a relocated field (LLD: `calcNewValue`), and writing it. Part of the kernel: everything is a typed
 * array, so that a compiled kernel can take this place; the loops run once per relocation of the output.
 */
import { BASE_OF, Base, ENCODING_OF, Encoding, Target, TARGET_OF } from "../format/relocation-types.ts";
import { writeSleb10, writeSleb5, writeU32, writeU64, writeUleb10, writeUleb5 } from "../binary/leb.ts";

/** What relocations can ask of a symbol, by SymbolId. */
export interface SymbolValues {
  /** 1 for symbols of the output (section symbols always): a relocation against any other gets the tombstone. */
  readonly live: Uint8Array;
  /** Function, global, tag or table index. */
  readonly index: Int32Array;
  /** Slot in the indirect function table; 0 for functions without one. */
  readonly slot: Float64Array;
  /** Index of the GOT entry's global, or -1; a symbol that is a global itself has its own index here. */
  readonly got: Int32Array;
  /** Address of data, or NaN where it must not be used. */
  readonly address: Float64Array;
  /** 0 where the address is 0 whatever the addend: undefined, weak or another module's. */
  readonly hasAddress: Uint8Array;
  /** Offset of a function's code in the code section's body, or -1. */
  readonly codeOffset: Float64Array;
  /** ChunkId of a section symbol. */
  readonly chunk: Int32Array;
}

/** Where a section's bytes are in the output; mergeable ones have their strings looked up. By ChunkId. */
export interface SectionPlaces {
  readonly outputOffset: Uint32Array;
  readonly mergeable: Uint8Array;
  readonly pieceStart: Uint32Array;
  readonly pieceEnd: Uint32Array;
  readonly pieceInputOffset: Uint32Array;
  readonly pieceOutputOffset: Uint32Array;
}

/** The relocation table's columns. */
export interface RelocationColumns {
  readonly type: Uint8Array;
  readonly offset: Uint32Array;
  readonly index: Uint32Array;
  readonly addend: Float64Array;
}

export interface RelocationContext {
  readonly relocations: RelocationColumns;
  readonly values: SymbolValues;
  readonly sections: SectionPlaces;
  /** SymbolId by file and symbol index. */
  readonly fileSymbols: Uint32Array;
  /** Slot that relative slots are counted from. */
  readonly tableBase: number;
}

/** What is the same for all relocations of a chunk. */
export interface ChunkContext {
  /** First row of the chunk's file in `fileSymbols`. */
  readonly symbolStart: number;
  /** Output type index by input type index. */
  readonly typeIndexes: Int32Array;
  /** Stands for what was dropped: -1, -2, or 0 for the addend. */
  readonly tombstone: number;
  /** Address of the chunk minus its input offset: a field's address is this plus the relocation's offset. */
  readonly fieldBase: number;
}

/**
 * Value of row `row`. Signed and unsigned numbers alike; the encoding cuts them to size. NaN: the address must not be
 * used.
 */
export function relocationValue(context: RelocationContext, chunk: ChunkContext, row: number): number {
  const { relocations, values } = context;
  const type = relocations.type[row];
  const index = relocations.index[row];
  const target = TARGET_OF[type];
  if (target === Target.typeIndex) return chunk.typeIndexes[index];
  const addend = relocations.addend[row];
  const symbol = context.fileSymbols[chunk.symbolStart + index];
  if (values.live[symbol] === 0) return chunk.tombstone === 0 ? addend : chunk.tombstone;
  switch (target) {
    case Target.address: {
      if (values.hasAddress[symbol] === 0) return 0;
      const value = values.address[symbol] + addend;
      return BASE_OF[type] === Base.field ? value - chunk.fieldBase - relocations.offset[row] : value;
    }
    case Target.tableSlot: {
      const slot = values.slot[symbol];
      if (slot < 0) return 0;
      return BASE_OF[type] === Base.relative ? slot - context.tableBase : slot;
    }
    case Target.globalIndex:
      return values.got[symbol];
    case Target.functionOffset: {
      const offset = values.codeOffset[symbol];
      if (offset < 0) return chunk.tombstone === 0 ? addend : chunk.tombstone;
      return offset + addend;
    }
    case Target.sectionOffset:
      return sectionOffset(context.sections, values.chunk[symbol], addend);
    default:
      return values.index[symbol];
  }
}

function sectionOffset(sections: SectionPlaces, chunk: number, offset: number): number {
  if (sections.mergeable[chunk] === 0) return sections.outputOffset[chunk] + offset;
  const starts = sections.pieceInputOffset;
  let low = sections.pieceStart[chunk];
  let high = sections.pieceEnd[chunk];
  if (offset < 0 || low === high) return Number.NaN;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle;
  }
  return sections.pieceOutputOffset[low] + offset - starts[low];
}

/**
 * Writes the fields of rows `[start, end)` into `out`; a field is at `base` plus its relocation's offset. Returns the
 * first row whose value must not be used, or -1.
 */
export function applyRelocations(
  context: RelocationContext,
  chunk: ChunkContext,
  rows: { readonly start: number; readonly end: number },
  out: Uint8Array,
  base: number,
): number {
  const { type, offset } = context.relocations;
  for (let row = rows.start; row < rows.end; row++) {
    const value = relocationValue(context, chunk, row);
    if (value !== value) return row;
    const at = base + offset[row];
    switch (ENCODING_OF[type[row]]) {
      case Encoding.uleb5:
        writeUleb5(out, at, value);
        break;
      case Encoding.sleb5:
        writeSleb5(out, at, value);
        break;
      case Encoding.u32:
        writeU32(out, at, value);
        break;
      case Encoding.uleb10:
        writeUleb10(out, at, value);
        break;
      case Encoding.sleb10:
        writeSleb10(out, at, value);
        break;
      default:
        writeU64(out, at, value);
        break;
    }
  }
  return -1;
}
