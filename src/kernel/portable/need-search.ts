/** The search for what relocations need of the output: types, table slots, globals of the GOT, an answer to what is undefined. */
import { GrowingColumn } from "./growing-column.ts";
import {
  BASE_TLS,
  RelocationKinds,
  TARGET_GLOBAL_INDEX,
  TARGET_TABLE_SLOT,
  TARGET_TYPE_INDEX,
} from "./relocation-kinds.ts";
import { RelocationStore } from "./relocation-store.ts";

/** Numbers per file in the list of files. */
export const NEED_FIELDS: i32 = 3;

/** What is asked of chunks and symbols. */
export class NeedTables {
  // By ChunkId.
  live: Uint8Array = new Uint8Array(0);
  relocationStart: Uint32Array = new Uint32Array(0);
  relocationEnd: Uint32Array = new Uint32Array(0);

  /** SymbolId by file and symbol index. */
  fileSymbols: Uint32Array = new Uint32Array(0);
  /** By SymbolId. */
  kind: Uint8Array = new Uint8Array(0);
  /** Kinds below it are defined by this link. */
  firstShared: i32 = 0;
}

export class NeedSearch {
  private readonly found: GrowingColumn = new GrowingColumn();
  /** By SymbolId: bit 0 for a slot that has been found, bit 1 for a global. */
  private readonly seen: Uint8Array;
  /** By type index: position of the last file that uses it, plus one. */
  private usedTypes: Uint32Array = new Uint32Array(256);
  private readonly store: RelocationStore;
  private readonly kinds: RelocationKinds;
  private readonly tables: NeedTables;
  private readonly isStatic: boolean;

  constructor(store: RelocationStore, kinds: RelocationKinds, tables: NeedTables, isStatic: boolean) {
    this.store = store;
    this.kinds = kinds;
    this.tables = tables;
    this.isStatic = isStatic;
    this.seen = new Uint8Array(tables.kind.length);
  }

  /**
   * Relocations of live chunks that may need something, in order: position of the file in `files`, type, and SymbolId or type
   * index, for each. `files` has for each its first chunk, the one after its last, and its first row in `fileSymbols`. In static
   * output that is every first use of a type in a file, every first use of a defined symbol's table slot or global, and whatever
   * concerns thread-local or undefined symbols, whose kinds are `firstShared` or above; other output needs all of them.
   */
  search(files: Uint32Array): Uint32Array {
    const live = this.tables.live;
    const starts = this.tables.relocationStart;
    const ends = this.tables.relocationEnd;
    for (let at: i32 = 0; at < files.length; at += NEED_FIELDS) {
      const last: i32 = files[at + 1] as i32;
      for (let chunk: i32 = files[at] as i32; chunk < last; chunk++) {
        if (live[chunk] == 0 || starts[chunk] == ends[chunk]) continue;
        this.searchRows(starts[chunk] as i32, ends[chunk] as i32, (at / NEED_FIELDS) as u32, files[at + 2] as i32);
      }
    }
    return this.found.view();
  }

  private searchRows(start: i32, end: i32, file: u32, symbolStart: i32): void {
    const types = this.store.type;
    const indexes = this.store.index;
    const targetOf = this.kinds.target;
    const baseOf = this.kinds.base;
    const fileSymbols = this.tables.fileSymbols;
    const symbolKind = this.tables.kind;
    const firstShared: i32 = this.tables.firstShared;
    const isStatic: boolean = this.isStatic;
    const seen = this.seen;
    for (let row: i32 = start; row < end; row++) {
      const type: i32 = types[row];
      const target: i32 = targetOf[type];
      let subject: i32 = indexes[row] as i32;
      if (target == TARGET_TYPE_INDEX) {
        if (this.isUsed(subject, file + 1)) continue;
      } else {
        subject = fileSymbols[symbolStart + subject] as i32;
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
      this.found.push(file);
      this.found.push(type as u32);
      this.found.push(subject as u32);
    }
  }

  /** Whether the file's use of the type has been found before. */
  private isUsed(type: i32, file: u32): boolean {
    while (type >= this.usedTypes.length) this.usedTypes = grown(this.usedTypes);
    if (this.usedTypes[type] == file) return true;
    this.usedTypes[type] = file;
    return false;
  }
}

function grown(column: Uint32Array): Uint32Array {
  const longer = new Uint32Array(column.length * 2);
  longer.set(column);
  return longer;
}
