/** The value of a relocated field (LLD: `calcNewValue`), and writing it: once per relocation of the output. */
import { writeSleb10, writeSleb5, writeU32, writeU64, writeUleb10, writeUleb5 } from "./fields.ts";
import {
  BASE_FIELD,
  BASE_RELATIVE,
  ENCODING_SLEB10,
  ENCODING_SLEB5,
  ENCODING_U32,
  ENCODING_ULEB10,
  ENCODING_ULEB5,
  RelocationKinds,
  TARGET_ADDRESS,
  TARGET_FUNCTION_OFFSET,
  TARGET_GLOBAL_INDEX,
  TARGET_SECTION_OFFSET,
  TARGET_TABLE_SLOT,
  TARGET_TYPE_INDEX,
} from "./relocation-kinds.ts";
import { RelocationStore } from "./relocation-store.ts";

/** What relocations can ask of a symbol, by SymbolId. */
export class SymbolValues {
  /** 1 for symbols of the output (section symbols always): a relocation against any other gets the tombstone. */
  live: Uint8Array = new Uint8Array(0);
  /** Function, global, tag or table index. */
  index: Int32Array = new Int32Array(0);
  /** Slot in the indirect function table; -1 for functions without one. */
  slot: Float64Array = new Float64Array(0);
  /** Index of the GOT entry's global, or -1; a symbol that is a global itself has its own index here. */
  got: Int32Array = new Int32Array(0);
  /** Address of data, or NaN where it must not be used. */
  address: Float64Array = new Float64Array(0);
  /** 0 where the address is 0 whatever the addend: undefined, weak or another module's. */
  hasAddress: Uint8Array = new Uint8Array(0);
  /** Of a function: offset of its code in the code section's body, or -1. Of a section symbol: its ChunkId. */
  place: Int32Array = new Int32Array(0);
}

/** Where a section's bytes are in the output; mergeable ones have their strings looked up. By ChunkId. */
export class SectionPlaces {
  outputOffset: Uint32Array = new Uint32Array(0);
  mergeable: Uint8Array = new Uint8Array(0);
  /** Bytes of the input. */
  size: Uint32Array = new Uint32Array(0);
  pieceStart: Uint32Array = new Uint32Array(0);
  pieceEnd: Uint32Array = new Uint32Array(0);
  pieceInputOffset: Uint32Array = new Uint32Array(0);
  pieceOutputOffset: Uint32Array = new Uint32Array(0);
}

/** Numbers per chunk in the list that `applyAll` takes. */
export const PATCH_FIELDS: i32 = 6;

/** What is the same for all relocations of a chunk. */
class ChunkContext {
  /** First row of the chunk's file among the file symbols. */
  symbolStart: i32 = 0;
  /** First row of the chunk's file among the output types. */
  typeStart: i32 = 0;
  /** Stands for what was dropped: -1, -2, or 0 for the addend. */
  tombstone: i32 = 0;
  /** Address of the chunk minus its input offset: a field's address is this plus the relocation's offset. */
  fieldBase: f64 = 0;
}

export class RelocationWriter {
  values: SymbolValues = new SymbolValues();
  sections: SectionPlaces = new SectionPlaces();
  /** SymbolId by file and symbol index. */
  fileSymbols: Uint32Array = new Uint32Array(0);
  /** Output type index by file and input type index. */
  typeIndexes: Int32Array = new Int32Array(0);
  /** Slot that relative slots are counted from. */
  tableBase: f64 = 0;
  private readonly store: RelocationStore;
  private readonly kinds: RelocationKinds;

  constructor(store: RelocationStore, kinds: RelocationKinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /**
   * Value of row `row`. Signed and unsigned numbers alike; the encoding cuts them to size. NaN: the address must not be
   * used.
   */
  value(chunk: ChunkContext, row: i32): f64 {
    const type: i32 = this.store.type[row];
    const index: i32 = this.store.index[row] as i32;
    const target: i32 = this.kinds.target[type];
    if (target == TARGET_TYPE_INDEX) return this.typeIndexes[chunk.typeStart + index];
    const values = this.values;
    const symbol: i32 = this.fileSymbols[chunk.symbolStart + index] as i32;
    if (values.live[symbol] == 0) return this.tombstone(chunk, row);
    if (target == TARGET_ADDRESS) {
      if (values.hasAddress[symbol] == 0) return 0;
      const value: f64 = values.address[symbol] + this.store.addend[row];
      return this.kinds.base[type] == BASE_FIELD ? value - chunk.fieldBase - (this.store.offset[row] as f64) : value;
    }
    if (target == TARGET_SECTION_OFFSET) return this.sectionOffset(values.place[symbol], this.store.addend[row]);
    if (target == TARGET_FUNCTION_OFFSET) {
      const place: f64 = values.place[symbol];
      return place < 0 ? this.tombstone(chunk, row) : place + this.store.addend[row];
    }
    if (target == TARGET_TABLE_SLOT) {
      const slot: f64 = values.slot[symbol];
      if (slot < 0) return 0;
      return this.kinds.base[type] == BASE_RELATIVE ? slot - this.tableBase : slot;
    }
    return target == TARGET_GLOBAL_INDEX ? values.got[symbol] : values.index[symbol];
  }

  /** What stands in the field of a relocation against something dropped. */
  private tombstone(chunk: ChunkContext, row: i32): f64 {
    return chunk.tombstone == 0 ? this.store.addend[row] : (chunk.tombstone as f64);
  }

  private sectionOffset(chunk: i32, offset: f64): f64 {
    const sections = this.sections;
    if (sections.mergeable[chunk] == 0) return (sections.outputOffset[chunk] as f64) + offset;
    const starts = sections.pieceInputOffset;
    let low: i32 = sections.pieceStart[chunk] as i32;
    let high: i32 = sections.pieceEnd[chunk] as i32;
    if (offset < 0 || offset >= (sections.size[chunk] as f64)) return NaN;
    if (low == high) return offset;
    while (high - low > 1) {
      const middle: i32 = (low + high) >>> 1;
      if ((starts[middle] as f64) <= offset) low = middle;
      else high = middle;
    }
    return (sections.pieceOutputOffset[low] as f64) + offset - (starts[low] as f64);
  }

  /**
   * Writes the relocated fields of chunks into `out`. `chunks` has for each: its first row, the row after its last,
   * first row of its file in `fileSymbols` and in `typeIndexes`, tombstone, position in `out` of the section's offset 0;
   * `fieldBases` is by chunk. Returns the first row whose value must not be used, or -1.
   */
  applyAll(out: Uint8Array, chunks: Int32Array, fieldBases: Float64Array): i32 {
    const chunk = new ChunkContext();
    for (let i: i32 = 0; i < chunks.length; i += PATCH_FIELDS) {
      this.setChunk(chunk, chunks, fieldBases, i);
      const failed: i32 = this.apply(chunk, chunks[i], chunks[i + 1], out, chunks[i + 5]);
      if (failed >= 0) return failed;
    }
    return -1;
  }

  /** The values of the relocations of one chunk, given as to `applyAll`. */
  valuesOf(chunks: Int32Array, fieldBases: Float64Array): Float64Array {
    const chunk = new ChunkContext();
    this.setChunk(chunk, chunks, fieldBases, 0);
    const start: i32 = chunks[0];
    const values = new Float64Array(chunks[1] - start);
    for (let i: i32 = 0; i < values.length; i++) values[i] = this.value(chunk, start + i);
    return values;
  }

  private setChunk(chunk: ChunkContext, chunks: Int32Array, fieldBases: Float64Array, at: i32): void {
    chunk.symbolStart = chunks[at + 2];
    chunk.typeStart = chunks[at + 3];
    chunk.tombstone = chunks[at + 4];
    chunk.fieldBase = fieldBases[(at / PATCH_FIELDS) as i32];
  }

  /** Writes the fields of rows `[start, end)`; a field is at `base` plus its relocation's offset. */
  private apply(chunk: ChunkContext, start: i32, end: i32, out: Uint8Array, base: i32): i32 {
    const encodingOf = this.kinds.encoding;
    const types = this.store.type;
    const offsets = this.store.offset;
    for (let row: i32 = start; row < end; row++) {
      const value: f64 = this.value(chunk, row);
      if (value != value) return row;
      const at: i32 = base + (offsets[row] as i32);
      switch (encodingOf[types[row]] as i32) {
        case ENCODING_ULEB5:
          writeUleb5(out, at, value);
          break;
        case ENCODING_SLEB5:
          writeSleb5(out, at, value);
          break;
        case ENCODING_U32:
          writeU32(out, at, value);
          break;
        case ENCODING_ULEB10:
          writeUleb10(out, at, value);
          break;
        case ENCODING_SLEB10:
          writeSleb10(out, at, value);
          break;
        default:
          writeU64(out, at, value);
          break;
      }
    }
    return -1;
  }
}
