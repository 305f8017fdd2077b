/** The entries of one `reloc.*` section that are to be read. */

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
}
