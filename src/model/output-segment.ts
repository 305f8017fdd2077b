import type { ChunkId, IdList } from "../base/ids.ts";

/** A data segment of the output (LLD's `OutputSegment`). */
export interface OutputSegment {
  readonly name: string;
  /** Its row in `LinkState.segmentList`. */
  readonly row: number;
  /** Its place in the output. */
  index: number;
  /** Zero-initialised: takes memory but no bytes of the file. */
  readonly isBss: boolean;
  readonly isPassive: boolean;
  /** log2, the largest of its chunks. */
  alignment: number;
  size: number;
  startAddress: number;
  chunks: IdList<ChunkId>;
  /** Offset of the segment's header in the body of the data section. */
  sectionOffset: number;
}

export function isTlsSegment(segment: OutputSegment): boolean {
  return segment.name === ".tdata";
}
