/** The numbers that the relocation loops switch on; `format/relocation-types.ts` gives each type of relocation its own. */

/** How the relocated field is written: padded LEB128 of 5 or 10 bytes, or a little-endian integer. */
export const ENCODING_ULEB5 = 0;
export const ENCODING_SLEB5 = 1;
export const ENCODING_U32 = 2;
export const ENCODING_ULEB10 = 3;
export const ENCODING_SLEB10 = 4;
export const ENCODING_U64 = 5;

/** What the value of the field is. */
export const TARGET_FUNCTION_INDEX = 0;
export const TARGET_TABLE_SLOT = 1;
export const TARGET_ADDRESS = 2;
export const TARGET_TYPE_INDEX = 3;
export const TARGET_GLOBAL_INDEX = 4;
export const TARGET_FUNCTION_OFFSET = 5;
export const TARGET_SECTION_OFFSET = 6;
export const TARGET_TAG_INDEX = 7;
export const TARGET_TABLE_NUMBER = 8;

/** What an address or a table slot is counted from. */
export const BASE_ABSOLUTE = 0;
export const BASE_RELATIVE = 1;
export const BASE_TLS = 2;
export const BASE_FIELD = 3;

/** Bits of `RelocationKinds.entries`: 0 for a type that there is not. */
export const ENTRY_HAS_ADDEND: i32 = 1;
/** The index is that of a type; otherwise of a symbol. */
export const ENTRY_OF_TYPE: i32 = 2;
/** Eight bits each: bytes of the field, and kinds of symbols. */
export const ENTRY_SIZE_SHIFT: i32 = 8;
export const ENTRY_SYMBOLS_SHIFT: i32 = 16;

/** What each type of relocation is, by its number: the columns of the table in `format/relocation-types.ts`. */
export class RelocationKinds {
  readonly encoding: Uint8Array;
  readonly target: Uint8Array;
  readonly base: Uint8Array;
  readonly hasAddend: Uint8Array;
  /** Bytes of the field. */
  readonly size: Uint8Array;
  /** A bit for each kind of symbol that the relocation may refer to. */
  readonly symbolKinds: Uint8Array;
  /** By any byte: what an entry of a type has to be, as the loop needs it that reads entries. */
  readonly entries: Uint32Array = new Uint32Array(256);

  /** `table`: the six columns one after the other. */
  constructor(table: Uint8Array) {
    const count: i32 = table.length / 6;
    this.encoding = table.subarray(0, count);
    this.target = table.subarray(count, 2 * count);
    this.base = table.subarray(2 * count, 3 * count);
    this.hasAddend = table.subarray(3 * count, 4 * count);
    this.size = table.subarray(4 * count, 5 * count);
    this.symbolKinds = table.subarray(5 * count);
    for (let type: i32 = 0; type < count; type++) {
      let entry: i32 = this.hasAddend[type] != 0 ? ENTRY_HAS_ADDEND : 0;
      if (this.target[type] == TARGET_TYPE_INDEX) entry |= ENTRY_OF_TYPE;
      entry |= (this.size[type] as i32) << ENTRY_SIZE_SHIFT;
      this.entries[type] = (entry | ((this.symbolKinds[type] as i32) << ENTRY_SYMBOLS_SHIFT)) as u32;
    }
  }
}
