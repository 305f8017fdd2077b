/**
 * The passes over relocations that ask what they refer to, not what they come to: cutting sections into chunks, garbage
 * collection, and the search for what the output has to have. They find; what follows from it is the caller's to decide.
 */
import {
  BASE_ABSOLUTE,
  BASE_TLS,
  RelocationKinds,
  TARGET_GLOBAL_INDEX,
  TARGET_TABLE_SLOT,
  TARGET_TYPE_INDEX,
} from "./relocation-kinds.ts";
import { RelocationStore } from "./relocation-store.ts";

/** Numbers per section in the list that `cutRelocations` takes. */
export const CUT_FIELDS: i32 = 4;
/** Numbers per chunk in the lists that `findReached` and `findNeeds` take. */
export const WALK_FIELDS: i32 = 3;

/**
 * Cuts sections' relocations, which are in offset order, into the rows of their chunks, which are too. `sections` has
 * for each: its first row, the row after its last, its first chunk, the number of chunks. `starts` and `sizes` are
 * offsets and sizes in the section by chunk, `rowStart` and `rowEnd` take the rows.
 */
export function cutRelocations(
  store: RelocationStore,
  sections: Uint32Array,
  starts: Uint32Array,
  sizes: Uint32Array,
  rowStart: Uint32Array,
  rowEnd: Uint32Array,
): void {
  const offsets = store.offset;
  for (let i: i32 = 0; i < sections.length; i += CUT_FIELDS) {
    let row: i32 = sections[i] as i32;
    const end: i32 = sections[i + 1] as i32;
    const first: i32 = sections[i + 2] as i32;
    const last: i32 = first + (sections[i + 3] as i32);
    for (let chunk: i32 = first; chunk < last; chunk++) {
      const start: u32 = starts[chunk];
      while (row < end && offsets[row] < start) row++;
      rowStart[chunk] = row as u32;
      const limit: u32 = start + sizes[chunk];
      while (row < end && offsets[row] < limit) row++;
      rowEnd[chunk] = row as u32;
    }
  }
}

/** What every walk goes through, and what it brings back. */
export class RelocationWalk {
  /** SymbolId by file and symbol index. */
  fileSymbols: Uint32Array = new Uint32Array(0);
  /** Bits by SymbolId; `stubTrait` for the trap stubs of undefined functions. */
  traits: Uint8Array = new Uint8Array(0);
  stubTrait: i32 = 0;
  /** By SymbolId, what has been found before; its meaning is the walk's. */
  seen: Uint8Array = new Uint8Array(0);
  private readonly store: RelocationStore;
  private readonly kinds: RelocationKinds;

  constructor(store: RelocationStore, kinds: RelocationKinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /**
   * Symbols that relocations of `chunks` refer to and that no call has returned before. `chunks` has for each chunk: its
   * first row, the row after its last, its file's first row in `fileSymbols`. A relocation that only takes the slot of
   * a trap stub does not count: a stub has none.
   */
  findReached(chunks: Uint32Array): Uint32Array {
    const types = this.store.type;
    const indexes = this.store.index;
    const targetOf = this.kinds.target;
    const baseOf = this.kinds.base;
    const seen = this.seen;
    const traits = this.traits;
    const stubTrait: i32 = this.stubTrait;
    const fileSymbols = this.fileSymbols;
    let found: Uint32Array = new Uint32Array(256);
    let count: i32 = 0;
    for (let i: i32 = 0; i < chunks.length; i += WALK_FIELDS) {
      const end: i32 = chunks[i + 1] as i32;
      const symbolStart: i32 = chunks[i + 2] as i32;
      for (let row: i32 = chunks[i] as i32; row < end; row++) {
        const type: i32 = types[row];
        const target: i32 = targetOf[type];
        if (target == TARGET_TYPE_INDEX) continue;
        const symbol: i32 = fileSymbols[symbolStart + (indexes[row] as i32)] as i32;
        if (seen[symbol] != 0) continue;
        if (
          target == TARGET_TABLE_SLOT &&
          ((traits[symbol] as i32) & stubTrait) != 0 &&
          baseOf[type] == BASE_ABSOLUTE
        ) {
          continue;
        }
        seen[symbol] = 1;
        if (count == found.length) found = grown(found);
        found[count++] = symbol as u32;
      }
    }
    return found.slice(0, count);
  }

  /**
   * Relocations that may need something of the output, in order: position of the chunk in `chunks`, type, and SymbolId
   * or type index, for each. In static output that is every first use of a type in a file, every first use of a defined
   * symbol's table slot or global, and whatever concerns thread-local or undefined symbols, whose kinds are
   * `firstShared` or above; other output needs all of them.
   */
  findNeeds(chunks: Uint32Array, symbolKind: Uint8Array, firstShared: i32, isStatic: boolean): Uint32Array {
    const types = this.store.type;
    const indexes = this.store.index;
    const targetOf = this.kinds.target;
    const baseOf = this.kinds.base;
    const seen = new Uint8Array(symbolKind.length);
    let usedTypes: Uint32Array = new Uint32Array(256);
    let file: u32 = 0;
    let previousStart: i32 = -1;
    let found: Uint32Array = new Uint32Array(768);
    let count: i32 = 0;
    for (let i: i32 = 0; i < chunks.length; i += WALK_FIELDS) {
      const end: i32 = chunks[i + 1] as i32;
      const symbolStart: i32 = chunks[i + 2] as i32;
      if (symbolStart != previousStart) file++;
      previousStart = symbolStart;
      for (let row: i32 = chunks[i] as i32; row < end; row++) {
        const type: i32 = types[row];
        const target: i32 = targetOf[type];
        let subject: i32 = indexes[row] as i32;
        if (target == TARGET_TYPE_INDEX) {
          while (subject >= usedTypes.length) usedTypes = grown(usedTypes);
          if (usedTypes[subject] == file) continue;
          usedTypes[subject] = file;
        } else {
          subject = this.fileSymbols[symbolStart + subject] as i32;
          if (isStatic && (symbolKind[subject] as i32) < firstShared) {
            if (target == TARGET_TABLE_SLOT || target == TARGET_GLOBAL_INDEX) {
              const use: i32 = target == TARGET_TABLE_SLOT ? 1 : 2;
              const uses: i32 = seen[subject];
              if ((uses & use) != 0) continue;
              seen[subject] = (uses | use) as u8;
            } else if (baseOf[type] != BASE_TLS) {
              continue;
            }
          }
        }
        if (count + 3 > found.length) found = grown(found);
        found[count] = (i / WALK_FIELDS) as u32;
        found[count + 1] = type as u32;
        found[count + 2] = subject as u32;
        count += 3;
      }
    }
    return found.slice(0, count);
  }
}

function grown(column: Uint32Array): Uint32Array {
  const longer = new Uint32Array(column.length * 2);
  longer.set(column);
  return longer;
}
