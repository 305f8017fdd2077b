/** Cutting the relocations of a section into those of its chunks. */
import { RelocationKinds } from "./relocation-kinds.ts";
import { RelocationStore } from "./relocation-store.ts";

/** Numbers per section in the list that `cutRelocations` takes. */
export const CUT_FIELDS: i32 = 4;
/** Instead of a chunk's last row: one of its fields ends behind the chunk. */
export const FIELD_BEYOND_CHUNK: u32 = 0xffffffff;
/** Bytes. */
const LONGEST_FIELD: u32 = 10;

/**
 * Cuts sections' relocations, which are in offset order, into the rows of their chunks, which are too. `sections` has
 * for each: its first row, the row after its last, its first chunk, the number of chunks. `starts` and `sizes` are
 * offsets and sizes in the section by chunk, `rowStart` and `rowEnd` take the rows.
 */
export function cutRelocations(
  store: RelocationStore,
  kinds: RelocationKinds,
  sections: Uint32Array,
  starts: Uint32Array,
  sizes: Uint32Array,
  rowStart: Uint32Array,
  rowEnd: Uint32Array,
): void {
  const offsets = store.offset;
  const types = store.type;
  const sizeOf = kinds.size;
  for (let i: i32 = 0; i < sections.length; i += CUT_FIELDS) {
    let row: i32 = sections[i] as i32;
    const end: i32 = sections[i + 1] as i32;
    const first: i32 = sections[i + 2] as i32;
    const chunkEnd: i32 = first + (sections[i + 3] as i32);
    for (let chunk: i32 = first; chunk < chunkEnd; chunk++) {
      const start: u32 = starts[chunk];
      while (row < end && offsets[row] < start) row++;
      rowStart[chunk] = row as u32;
      const limit: u32 = start + sizes[chunk];
      while (row < end && offsets[row] < limit) row++;
      rowEnd[chunk] = row as u32;
      const firstRow: i32 = rowStart[chunk] as i32;
      for (let back: i32 = row - 1; back >= firstRow && offsets[back] + LONGEST_FIELD > limit; back--) {
        if (offsets[back] + (sizeOf[types[back]] as u32) > limit) rowEnd[chunk] = FIELD_BEYOND_CHUNK;
      }
    }
  }
}
