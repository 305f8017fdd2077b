/** What relocating asks of chunks, and the values of symbols in them. */
export class PatchTables {
  // By ChunkId.
  /** FileId. */
  file: Int32Array = new Int32Array(0);
  /** Offset in the section that the offsets of relocations count from. */
  inputOffset: Uint32Array = new Uint32Array(0);
  relocationStart: Uint32Array = new Uint32Array(0);
  relocationEnd: Uint32Array = new Uint32Array(0);
  /** Row of `segmentAddress`, or -1. */
  outputSegment: Int32Array = new Int32Array(0);
  outputSegmentOffset: Uint32Array = new Uint32Array(0);

  segmentAddress: Float64Array = new Float64Array(0);
}
