/** Where the bytes of chunks are in the output. */
import { bitCount } from "./words.ts";

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

/** Bytes of a mergeable chunk that a block stands for: as many as a word has bits. */
const BLOCK_SHIFT: i32 = 5;
const BLOCK_MASK: i32 = 31;

export class ChunkPlaces {
  readonly sections: SectionPlaces;
  /**
   * Two words for each block: the first piece that begins in it or behind, and a bit for each byte that a piece begins with. A search
   * by halves would go to distant memory a dozen times for each string that debug information names.
   */
  private blocks: Uint32Array = new Uint32Array(0);
  /** First word by chunk. */
  private blockStart: Uint32Array = new Uint32Array(0);

  constructor(sections: SectionPlaces) {
    this.sections = sections;
  }

  /** Where a byte of a mergeable section has moved to, or -1 if the section has no such byte. */
  mergedOffset(chunk: i32, offset: f64): i32 {
    const sections = this.sections;
    if (!(offset >= 0 && offset < (sections.size[chunk] as f64))) return -1;
    const at: i32 = offset as i32;
    if (sections.pieceEnd[chunk] == sections.pieceStart[chunk]) return at;
    if (this.blocks.length == 0) this.makeBlocks();
    const block: i32 = (this.blockStart[chunk] as i32) + ((at >> BLOCK_SHIFT) << 1);
    // Those up to this byte, which has the topmost bit.
    const begun: i32 = (this.blocks[block + 1] << (BLOCK_MASK - (at & BLOCK_MASK))) as i32;
    const piece: i32 = (this.blocks[block] as i32) + bitCount(begun) - 1;
    const place: i32 = sections.pieceOutputOffset[piece] as i32;
    return begun < 0 ? place : place + at - (sections.pieceInputOffset[piece] as i32);
  }

  private makeBlocks(): void {
    const sections = this.sections;
    const chunkCount: i32 = sections.pieceStart.length;
    this.blockStart = new Uint32Array(chunkCount);
    let count: i32 = 2;
    for (let chunk: i32 = 0; chunk < chunkCount; chunk++) {
      if (sections.pieceStart[chunk] == sections.pieceEnd[chunk]) continue;
      this.blockStart[chunk] = count as u32;
      count += (((sections.size[chunk] as i32) >> BLOCK_SHIFT) + 1) << 1;
    }
    this.blocks = new Uint32Array(count);
    for (let chunk: i32 = 0; chunk < chunkCount; chunk++) this.fillBlocks(chunk);
  }

  private fillBlocks(chunk: i32): void {
    const sections = this.sections;
    const starts = sections.pieceInputOffset;
    const end: i32 = sections.pieceEnd[chunk] as i32;
    let piece: i32 = sections.pieceStart[chunk] as i32;
    if (piece == end) return;
    const last: i32 = (sections.size[chunk] as i32) >> BLOCK_SHIFT;
    for (let i: i32 = 0; i <= last; i++) {
      const block: i32 = (this.blockStart[chunk] as i32) + (i << 1);
      let begun: i32 = 0;
      this.blocks[block] = piece as u32;
      for (; piece < end && (starts[piece] as i32) >> BLOCK_SHIFT == i; piece++) {
        begun |= 1 << ((starts[piece] as i32) & BLOCK_MASK);
      }
      this.blocks[block + 1] = begun as u32;
    }
  }
}
