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
import { ChunkPlaces, SectionPlaces } from "./chunk-places.ts";
import { GrowingColumn } from "./growing-column.ts";
import { PatchTables } from "./patch-tables.ts";
import { RelocationStore } from "./relocation-store.ts";
import { ENTRY_OF_SLOT_ZERO, SymbolValues } from "./symbol-values.ts";

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

const TWO_32: f64 = 4294967296.0;
/** Rows whose values are worked out before their fields are written. */
const BLOCK: i32 = 1024;

export class RelocationWriter {
  values: SymbolValues = new SymbolValues(0);
  places: ChunkPlaces = new ChunkPlaces(new SectionPlaces());
  patches: PatchTables = new PatchTables();
  /** SymbolId by file and symbol index. */
  fileSymbols: Uint32Array = new Uint32Array(0);
  /** Output type index by file and input type index. */
  typeIndexes: Int32Array = new Int32Array(0);
  // By FileId: first rows of the file in those two.
  symbolStarts: Uint32Array = new Uint32Array(0);
  typeStarts: Uint32Array = new Uint32Array(0);
  /** Slot of the first function; below 2^32. */
  tableBase: f64 = 0;
  private readonly store: RelocationStore;
  private readonly kinds: RelocationKinds;

  constructor(store: RelocationStore, kinds: RelocationKinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /** Those of `chunks` that have relocations. */
  relocated(chunks: Uint32Array): Uint32Array {
    const starts = this.patches.relocationStart;
    const ends = this.patches.relocationEnd;
    const found = new GrowingColumn();
    for (let i: i32 = 0; i < chunks.length; i++) {
      if (starts[chunks[i]] != ends[chunks[i]]) found.push(chunks[i]);
    }
    return found.view();
  }

  /**
   * Writes the relocated fields of chunks of one section into `out`, where the section begins at `position`, which may be before
   * its start. `tombstone` stands for what was dropped. Returns the first row whose value must not be used, or -1.
   */
  applyAll(out: Uint8Array, chunks: Uint32Array, position: i32, tombstone: i32): i32 {
    const context = new ChunkContext();
    const values = new Float64Array(BLOCK);
    const outputOffset = this.places.sections.outputOffset;
    for (let i: i32 = 0; i < chunks.length; i++) {
      const chunk: i32 = chunks[i] as i32;
      this.setChunk(context, chunk, tombstone);
      const base: i32 = position + (outputOffset[chunk] as i32) - (this.patches.inputOffset[chunk] as i32);
      const end: i32 = this.patches.relocationEnd[chunk] as i32;
      for (let row: i32 = this.patches.relocationStart[chunk] as i32; row < end; row += BLOCK) {
        const count: i32 = end - row < BLOCK ? end - row : BLOCK;
        this.findValues(context, row, count, values);
        const failed: i32 = this.writeFields(row, values, count, out, base);
        if (failed >= 0) return failed;
      }
    }
    return -1;
  }

  /** The values of the relocations of one chunk. */
  valuesOf(chunk: i32, tombstone: i32): Float64Array {
    const context = new ChunkContext();
    this.setChunk(context, chunk, tombstone);
    const start: i32 = this.patches.relocationStart[chunk] as i32;
    const values = new Float64Array((this.patches.relocationEnd[chunk] as i32) - start);
    this.findValues(context, start, values.length, values);
    return values;
  }

  private setChunk(context: ChunkContext, chunk: i32, tombstone: i32): void {
    const patches = this.patches;
    const file: i32 = patches.file[chunk];
    context.symbolStart = this.symbolStarts[file] as i32;
    context.typeStart = this.typeStarts[file] as i32;
    const isMergeable: boolean = this.places.sections.mergeable[chunk] != 0;
    // Strings have no tombstone.
    context.tombstone = isMergeable ? 0 : tombstone;
    const segment: i32 = patches.outputSegment[chunk];
    context.fieldBase = 0;
    if (segment >= 0 && !isMergeable) {
      const offset: f64 = (patches.outputSegmentOffset[chunk] as f64) - (patches.inputOffset[chunk] as f64);
      context.fieldBase = patches.segmentAddress[segment] + offset;
    }
  }

  /**
   * Puts the values of `count` rows from `start` into `found`. Signed and unsigned numbers alike; the encoding cuts them
   * to size. NaN: the address must not be used. One function, so that numbers stay unboxed in V8.
   */
  private findValues(chunk: ChunkContext, start: i32, count: i32, found: Float64Array): void {
    const store = this.store;
    const types = store.type;
    const offsets = store.offset;
    const indexes = store.index;
    const targetOf = this.kinds.target;
    const baseOf = this.kinds.base;
    const fileSymbols = this.fileSymbols;
    const live = this.values.live;
    const hasAddress = this.values.hasAddress;
    const address = this.values.address;
    const place = this.values.place;
    const outputOffset = this.places.sections.outputOffset;
    const mergeable = this.places.sections.mergeable;
    for (let i: i32 = 0; i < count; i++) {
      const row: i32 = start + i;
      const type: i32 = types[row];
      const index: i32 = indexes[row] as i32;
      const target: i32 = targetOf[type];
      let value: f64 = 0;
      if (target == TARGET_TYPE_INDEX) {
        value = this.typeIndexes[chunk.typeStart + index];
      } else {
        const symbol: i32 = fileSymbols[chunk.symbolStart + index] as i32;
        if (live[symbol] == 0 || (target == TARGET_FUNCTION_OFFSET && place[symbol] < 0)) {
          value = chunk.tombstone == 0 ? store.addendAt(row) : (chunk.tombstone as f64);
        } else if (target == TARGET_ADDRESS) {
          if (hasAddress[symbol] != 0) {
            value = address[symbol] + store.addendAt(row);
            if (baseOf[type] == BASE_FIELD) value -= chunk.fieldBase + (offsets[row] as f64);
          }
        } else if (target == TARGET_FUNCTION_OFFSET) {
          value = (place[symbol] as f64) + store.addendAt(row);
        } else if (target == TARGET_SECTION_OFFSET) {
          const section: i32 = place[symbol];
          if (mergeable[section] == 0) {
            value = (outputOffset[section] as f64) + store.addendAt(row);
          } else {
            const moved: i32 = this.places.mergedOffset(section, store.addendAt(row));
            value = moved < 0 ? NaN : (moved as f64);
          }
        } else if (target == TARGET_TABLE_SLOT) {
          const entry: i32 = this.values.tableEntry[symbol];
          if (entry >= 0) value = entry;
          // Slots are numbers of 32 bits, which wrap.
          if (entry >= 0 && baseOf[type] != BASE_RELATIVE) value += this.tableBase;
          if (entry == ENTRY_OF_SLOT_ZERO && baseOf[type] == BASE_RELATIVE) value = TWO_32 - this.tableBase;
          if (value >= TWO_32) value -= TWO_32;
        } else {
          value = target == TARGET_GLOBAL_INDEX ? this.values.got[symbol] : this.values.index[symbol];
        }
      }
      found[i] = value;
    }
  }

  /** Writes `count` values into the fields of the rows from `start` on; a field is at `base` plus its relocation's offset. */
  private writeFields(start: i32, values: Float64Array, count: i32, out: Uint8Array, base: i32): i32 {
    const encodingOf = this.kinds.encoding;
    const types = this.store.type;
    const offsets = this.store.offset;
    for (let i: i32 = 0; i < count; i++) {
      const value: f64 = values[i];
      if (value != value) return start + i;
      const at: i32 = base + (offsets[start + i] as i32);
      switch (encodingOf[types[start + i]] as i32) {
        case ENCODING_U32:
          writeU32(out, at, value);
          break;
        case ENCODING_ULEB5:
          writeUleb5(out, at, value);
          break;
        case ENCODING_SLEB5:
          writeSleb5(out, at, value);
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
