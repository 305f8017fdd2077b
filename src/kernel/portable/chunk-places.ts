/** Where the bytes of chunks are in the output. */

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

/** Every 16th byte of a mergeable chunk has a bucket. */
const BUCKET_SHIFT: i32 = 4;

export class ChunkPlaces {
  readonly sections: SectionPlaces;
  private buckets: Uint32Array = new Uint32Array(0);
  /** First bucket by chunk. */
  private bucketStart: Uint32Array = new Uint32Array(0);

  constructor(sections: SectionPlaces) {
    this.sections = sections;
  }

  /** Where a byte of a mergeable section has moved to, or -1 if the section has no such byte. */
  mergedOffset(chunk: i32, offset: f64): i32 {
    const sections = this.sections;
    if (!(offset >= 0 && offset < (sections.size[chunk] as f64))) return -1;
    const at: i32 = offset as i32;
    const end: i32 = sections.pieceEnd[chunk] as i32;
    if (end == (sections.pieceStart[chunk] as i32)) return at;
    if (this.buckets.length == 0) this.makeBuckets();
    const starts = sections.pieceInputOffset;
    let piece: i32 = this.buckets[(this.bucketStart[chunk] as i32) + (at >> BUCKET_SHIFT)] as i32;
    while (piece + 1 < end && (starts[piece + 1] as i32) <= at) piece++;
    return ((sections.pieceOutputOffset[piece] as i32) + at - (starts[piece] as i32)) as i32;
  }

  /**
   * By chunk and every 16th byte of it, the piece that the byte is in: a search by halves would go to distant memory a
   * dozen times for each string that debug information names.
   */
  private makeBuckets(): void {
    const sections = this.sections;
    const chunkCount: i32 = sections.pieceStart.length;
    this.bucketStart = new Uint32Array(chunkCount);
    let count: i32 = 1;
    for (let chunk: i32 = 0; chunk < chunkCount; chunk++) {
      if (sections.pieceStart[chunk] == sections.pieceEnd[chunk]) continue;
      this.bucketStart[chunk] = count as u32;
      count += ((sections.size[chunk] as i32) >> BUCKET_SHIFT) + 1;
    }
    const buckets = new Uint32Array(count);
    const starts = sections.pieceInputOffset;
    for (let chunk: i32 = 0; chunk < chunkCount; chunk++) {
      let piece: i32 = sections.pieceStart[chunk] as i32;
      const end: i32 = sections.pieceEnd[chunk] as i32;
      if (piece == end) continue;
      const first: i32 = this.bucketStart[chunk] as i32;
      const last: i32 = (sections.size[chunk] as i32) >> BUCKET_SHIFT;
      for (let bucket: i32 = 0; bucket <= last; bucket++) {
        while (piece + 1 < end && (starts[piece + 1] as i32) <= bucket << BUCKET_SHIFT) piece++;
        buckets[first + bucket] = piece as u32;
      }
    }
    this.buckets = buckets;
  }
}
