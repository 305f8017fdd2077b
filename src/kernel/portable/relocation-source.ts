/** The entries of one `reloc.*` section that are to be read. */
import { ENTRY_OF_TYPE, ENTRY_SIZE_SHIFT, ENTRY_SYMBOLS_SHIFT } from "./relocation-kinds.ts";

export const R_WASM_FUNCTION_INDEX_LEB: i32 = 0;
const BYTE: i32 = 0xff;

/** Bytes that the loop may read beyond the end of the section before it notices. */
export const DECODE_SLACK: i32 = 16;

/** What one section's entries are, and what they are checked against. */
export class RelocationSource {
  /** Goes on for `DECODE_SLACK` bytes after `end`; JavaScript reads nothing there, which no integer takes. */
  bytes: Uint8Array = new Uint8Array(0);
  at: i32 = 0;
  end: i32 = 0;
  /** Offset of the entry before `at`. */
  previous: i32 = 0;
  /** Bytes of the section that is relocated. */
  sectionSize: i32 = 0;
  typeCount: i32 = 0;
  symbolKinds: Uint8Array = new Uint8Array(0);
  /** By symbol index: set to 1 where a relocation calls the symbol directly. */
  called: Uint8Array = new Uint8Array(0);
  hasCalls: boolean = false;

  /** Whether an entry may come next; `entry`: its type's of `RelocationKinds`. Then notes its offset, and the symbol that it calls. */
  accepts(type: i32, entry: i32, offset: i32, index: i32): boolean {
    // The sum of offset and size may be more than 31 bits.
    if (offset < this.previous || offset > this.sectionSize - ((entry >> ENTRY_SIZE_SHIFT) & BYTE)) return false;
    if ((entry & ENTRY_OF_TYPE) != 0) {
      if (index >= this.typeCount) return false;
    } else {
      const symbolKinds = this.symbolKinds;
      if (index >= symbolKinds.length) return false;
      if ((((entry >> ENTRY_SYMBOLS_SHIFT) >> (symbolKinds[index] as i32)) & 1) == 0) return false;
      if (type == R_WASM_FUNCTION_INDEX_LEB) {
        this.called[index] = 1;
        this.hasCalls = true;
      }
    }
    this.previous = offset;
    return true;
  }
}
