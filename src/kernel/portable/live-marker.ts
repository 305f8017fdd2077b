/**
 * What is live: from chunk to chunk, by what relocations refer to. It finds; what follows from symbols that are not merely in a chunk
 * of a live file is the caller's to decide.
 */
import { GrowingColumn } from "./growing-column.ts";
import { BASE_ABSOLUTE, RelocationKinds, TARGET_TABLE_SLOT, TARGET_TYPE_INDEX } from "./relocation-kinds.ts";
import { RelocationStore } from "./relocation-store.ts";
import { DEFINED_DATA } from "./symbol-fields.ts";

/** What the marking of live chunks asks of symbols and chunks. */
export class ReachTables {
  /** SymbolId by file and symbol index. */
  fileSymbols: Uint32Array = new Uint32Array(0);
  /** First row of each file in `fileSymbols`, and whether the file is live. */
  symbolStart: Uint32Array = new Uint32Array(0);
  fileLive: Uint8Array = new Uint8Array(0);

  // By SymbolId.
  kind: Uint8Array = new Uint8Array(0);
  /** ChunkId, or -1. */
  target: Int32Array = new Int32Array(0);
  /** Offset in the chunk. */
  offset: Float64Array = new Float64Array(0);
  /** Bits, of which `stubTrait` marks the trap stubs of undefined functions. */
  traits: Uint8Array = new Uint8Array(0);
  stubTrait: i32 = 0;

  // By ChunkId.
  live: Uint8Array = new Uint8Array(0);
  mergeable: Uint8Array = new Uint8Array(0);
  size: Uint32Array = new Uint32Array(0);
  /** FileId, or -1. */
  file: Int32Array = new Int32Array(0);
  relocationStart: Uint32Array = new Uint32Array(0);
  relocationEnd: Uint32Array = new Uint32Array(0);
}

/** Garbage collection. */
export class LiveMarker {
  reach: ReachTables = new ReachTables();
  /** By SymbolId: 1 for what the marking has come to. */
  private seen: Uint8Array = new Uint8Array(0);
  private found: GrowingColumn = new GrowingColumn();
  private readonly queue: GrowingColumn = new GrowingColumn();
  private readonly store: RelocationStore;
  private readonly kinds: RelocationKinds;

  constructor(store: RelocationStore, kinds: RelocationKinds) {
    this.store = store;
    this.kinds = kinds;
  }

  startReach(tables: ReachTables): void {
    this.reach = tables;
    this.seen = new Uint8Array(tables.kind.length);
  }

  /**
   * Marks `chunks` and their files, and whatever relocations lead to from there. Returns symbols that are not merely in a
   * chunk of a live file, each once: what follows from those, the caller decides.
   */
  findReached(chunks: Uint32Array): Uint32Array {
    const live = this.reach.live;
    this.found = new GrowingColumn();
    for (let i: i32 = 0; i < chunks.length; i++) {
      const chunk: i32 = chunks[i] as i32;
      const file: i32 = this.reach.file[chunk];
      if (file >= 0) this.reach.fileLive[file] = 1;
      live[chunk] = 1;
      this.push(chunk);
    }
    while (this.queue.count > 0) this.follow(this.queue.pop() as i32);
    return this.found.view();
  }

  /**
   * Goes through a chunk's relocations. One that only takes the slot of a trap stub does not count: a stub has none.
   */
  private follow(chunk: i32): void {
    const reach = this.reach;
    const types = this.store.type;
    const indexes = this.store.index;
    const targetOf = this.kinds.target;
    const baseOf = this.kinds.base;
    const seen = this.seen;
    const fileSymbols = reach.fileSymbols;
    const symbolStart: i32 = reach.symbolStart[reach.file[chunk]] as i32;
    const end: i32 = reach.relocationEnd[chunk] as i32;
    for (let row: i32 = reach.relocationStart[chunk] as i32; row < end; row++) {
      const type: i32 = types[row];
      const target: i32 = targetOf[type];
      if (target == TARGET_TYPE_INDEX) continue;
      const symbol: i32 = fileSymbols[symbolStart + (indexes[row] as i32)] as i32;
      if (seen[symbol] != 0) continue;
      if (
        target == TARGET_TABLE_SLOT &&
        ((reach.traits[symbol] as i32) & reach.stubTrait) != 0 &&
        baseOf[type] == BASE_ABSOLUTE
      ) {
        continue;
      }
      seen[symbol] = 1;
      this.reachSymbol(symbol);
    }
  }

  private reachSymbol(symbol: i32): void {
    const reach = this.reach;
    const chunk: i32 = reach.target[symbol];
    let isUsual: boolean = (reach.kind[symbol] as i32) <= DEFINED_DATA && chunk >= 0;
    if (isUsual) {
      if (reach.live[chunk] != 0 && reach.mergeable[chunk] == 0) return;
      const file: i32 = reach.file[chunk];
      isUsual = file < 0 || reach.fileLive[file] != 0;
      // Beyond the end of its strings.
      if (reach.mergeable[chunk] != 0 && !(reach.offset[symbol] < (reach.size[chunk] as f64))) isUsual = false;
    }
    if (isUsual) {
      if (reach.live[chunk] != 0) return;
      reach.live[chunk] = 1;
      this.push(chunk);
      return;
    }
    this.found.push(symbol as u32);
  }

  private push(chunk: i32): void {
    if (this.reach.relocationStart[chunk] != this.reach.relocationEnd[chunk]) this.queue.push(chunk as u32);
  }
}
