/**
 * The live data segments of the inputs by the output segment that they join, each at its place (LLD: `createOutputSegments`). Of those
 * whose strings are merged, each group of equal flags leaves a hole at the place of the first, for the merged chunk.
 */
import { GrowingColumn } from "./growing-column.ts";
import { SEGMENT_TLS } from "./symbol-fields.ts";
import { lowWord, unsetWords } from "./words.ts";

/** Stands for a group in a segment's list. */
export const HOLE: u32 = 0xffffffff;
/** Numbers per segment: name, alignment, length of its list. */
export const SEGMENT_FIELDS: i32 = 3;
/** Numbers per group: segment, place in its list, members. */
export const GROUP_FIELDS: i32 = 3;

const NONE: i32 = -1;

/** By chunk. */
export class SegmentChunks {
  /** NameId of the output segment; its complement, `-1 - NameId`, where no other chunk may join that. */
  name: Int32Array = new Int32Array(0);
  segmentFlags: Uint32Array = new Uint32Array(0);
  /** log2. */
  alignment: Uint8Array = new Uint8Array(0);
  size: Uint32Array = new Uint32Array(0);
  live: Uint8Array = new Uint8Array(0);
  mergeable: Uint8Array = new Uint8Array(0);
}

export class GatheredSegments {
  /** `SEGMENT_FIELDS` each. */
  readonly segments: GrowingColumn = new GrowingColumn();
  /** Bytes; 0 where there are groups, whose sizes are not known. */
  sizes: Float64Array = new Float64Array(0);
  /** The chunks of one segment after the other, with holes. */
  lists: Uint32Array = new Uint32Array(0);
  /** By chunk: segment, or -1. */
  rows: Int32Array = new Int32Array(0);
  /** By chunk: offset in the segment, where there are no groups. */
  offsets: Uint32Array = new Uint32Array(0);
  /** `GROUP_FIELDS` each. */
  readonly groups: GrowingColumn = new GrowingColumn();
  /** The chunks of one group after the other. */
  members: Uint32Array = new Uint32Array(0);

  private readonly chunks: SegmentChunks;
  private readonly tlsName: i32;
  /** By name: segment, or -1. */
  private rowOf: Int32Array = new Int32Array(0);
  /** By segment: its first group; by group: the next one of its segment, and the flags. */
  private readonly firstGroup: GrowingColumn = new GrowingColumn();
  private readonly nextGroup: GrowingColumn = new GrowingColumn();
  private readonly groupFlags: GrowingColumn = new GrowingColumn();

  /** `ranges`: the segments of each object, first chunk and the one after the last. All thread-local ones join `tlsName`. */
  constructor(chunks: SegmentChunks, ranges: Uint32Array, tlsName: i32) {
    this.chunks = chunks;
    this.tlsName = tlsName;
    const count: i32 = chunks.live.length;
    this.rows = new Int32Array(count).fill(NONE);
    this.offsets = new Uint32Array(count);
    this.rowOf = new Int32Array(largest(chunks.name, tlsName) + 1).fill(NONE);
    for (let i: i32 = 0; i < ranges.length; i += 2) {
      for (let chunk: i32 = ranges[i] as i32; chunk < (ranges[i + 1] as i32); chunk++) {
        if (chunks.live[chunk] != 0) this.join(chunk);
      }
    }
    this.fillLists(ranges);
    this.place();
  }

  /** Until lists are filled, `offsets` has the place in the list or, of a mergeable chunk, the group. */
  private join(chunk: i32): void {
    const chunks = this.chunks;
    const row: i32 = this.segmentOf(chunk);
    const at: i32 = row * SEGMENT_FIELDS;
    const segments = this.segments.values;
    this.rows[chunk] = row;
    const alignment: u32 = chunks.alignment[chunk];
    if (alignment > segments[at + 1]) segments[at + 1] = alignment;
    if (chunks.mergeable[chunk] == 0) {
      this.offsets[chunk] = segments[at + 2]++;
    } else {
      const group: i32 = this.groupOf(row, chunks.segmentFlags[chunk]);
      this.offsets[chunk] = group as u32;
      this.groups.values[group * GROUP_FIELDS + 2]++;
    }
  }

  private segmentOf(chunk: i32): i32 {
    const chunks = this.chunks;
    // .tbss joins .tdata, so that all thread-local symbols are counted from one base.
    const isTls: boolean = ((chunks.segmentFlags[chunk] as i32) & SEGMENT_TLS) != 0;
    const given: i32 = chunks.name[chunk];
    const isApart: boolean = given < 0;
    const name: i32 = isTls ? this.tlsName : isApart ? -1 - given : given;
    if (!isApart && this.rowOf[name] != NONE) return this.rowOf[name];
    const row: i32 = this.firstGroup.count;
    this.segments.push(name as u32);
    this.segments.push(0);
    this.segments.push(0);
    this.firstGroup.push(HOLE);
    if (!isApart) this.rowOf[name] = row;
    return row;
  }

  private groupOf(row: i32, flags: u32): i32 {
    let group: u32 = this.firstGroup.values[row];
    while (group != HOLE && this.groupFlags.values[group as i32] != flags) group = this.nextGroup.values[group as i32];
    if (group != HOLE) return group as i32;
    const added: i32 = this.groupFlags.count;
    this.groupFlags.push(flags);
    this.nextGroup.push(this.firstGroup.values[row]);
    this.firstGroup.values[row] = added as u32;
    this.groups.push(row as u32);
    this.groups.push(this.segments.values[row * SEGMENT_FIELDS + 2]++);
    this.groups.push(0);
    return added;
  }

  private fillLists(ranges: Uint32Array): void {
    const listStarts = startsOf(this.segments, SEGMENT_FIELDS);
    const memberStarts = startsOf(this.groups, GROUP_FIELDS);
    const lists = unsetWords(listStarts[listStarts.length - 1] as i32);
    const members = unsetWords(memberStarts[memberStarts.length - 1] as i32);
    for (let i: i32 = 0; i < this.groups.count; i += GROUP_FIELDS) {
      lists[(listStarts[this.groups.values[i] as i32] + this.groups.values[i + 1]) as i32] = HOLE;
    }
    for (let i: i32 = 0; i < ranges.length; i += 2) {
      for (let chunk: i32 = ranges[i] as i32; chunk < (ranges[i + 1] as i32); chunk++) {
        const row: i32 = this.rows[chunk];
        if (row == NONE) continue;
        if (this.chunks.mergeable[chunk] == 0) {
          lists[(listStarts[row] + this.offsets[chunk]) as i32] = chunk as u32;
        } else {
          members[memberStarts[this.offsets[chunk] as i32]++ as i32] = chunk as u32;
          this.offsets[chunk] = 0;
        }
      }
    }
    this.lists = lists;
    this.members = members;
  }

  private place(): void {
    const count: i32 = this.firstGroup.count;
    const sizes = new Float64Array(count);
    let at: i32 = 0;
    for (let row: i32 = 0; row < count; row++) {
      const end: i32 = at + (this.segments.values[row * SEGMENT_FIELDS + 2] as i32);
      if (this.firstGroup.values[row] == HOLE) sizes[row] = this.placeList(at, end);
      at = end;
    }
    this.sizes = sizes;
  }

  /** Returns the size of the segment. */
  private placeList(start: i32, end: i32): f64 {
    let size: f64 = 0;
    for (let i: i32 = start; i < end; i++) {
      const chunk: i32 = this.lists[i] as i32;
      let alignment: f64 = 1;
      for (let bits: i32 = this.chunks.alignment[chunk]; bits > 0; bits--) alignment *= 2;
      const offset: f64 = Math.ceil(size / alignment) * alignment;
      this.offsets[chunk] = lowWord(offset);
      size = offset + this.chunks.size[chunk];
    }
    return size;
  }
}

function largest(column: Int32Array, other: i32): i32 {
  let found: i32 = other;
  for (let i: i32 = 0; i < column.length; i++) if (column[i] > found) found = column[i];
  return found;
}

/** Where what each row announces in its third field begins, one after the other, and last where it ends. */
function startsOf(table: GrowingColumn, fields: i32): Uint32Array {
  const count: i32 = table.count / fields;
  const starts = new Uint32Array(count + 1);
  for (let row: i32 = 0; row < count; row++) starts[row + 1] = starts[row] + table.values[row * fields + 2];
  return starts;
}
