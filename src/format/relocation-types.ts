/**
 * The 27 relocation types as one table (tool-conventions, Linking.md "Relocation Sections"). A row says how the field
 * is encoded, what the index refers to, and whether an addend follows; the passes read these columns, never type
 * numbers.
 */
import * as kinds from "../kernel/portable/relocation-kinds.ts";

/** How the relocated field is written: padded LEB128 of 5 or 10 bytes, or a little-endian integer. */
export const Encoding = {
  uleb5: kinds.ENCODING_ULEB5,
  sleb5: kinds.ENCODING_SLEB5,
  u32: kinds.ENCODING_U32,
  uleb10: kinds.ENCODING_ULEB10,
  sleb10: kinds.ENCODING_SLEB10,
  u64: kinds.ENCODING_U64,
} as const;
export type Encoding = (typeof Encoding)[keyof typeof Encoding];

/** What the value of the field is. */
export const Target = {
  functionIndex: kinds.TARGET_FUNCTION_INDEX,
  tableSlot: kinds.TARGET_TABLE_SLOT,
  address: kinds.TARGET_ADDRESS,
  typeIndex: kinds.TARGET_TYPE_INDEX,
  globalIndex: kinds.TARGET_GLOBAL_INDEX,
  functionOffset: kinds.TARGET_FUNCTION_OFFSET,
  sectionOffset: kinds.TARGET_SECTION_OFFSET,
  tagIndex: kinds.TARGET_TAG_INDEX,
  tableNumber: kinds.TARGET_TABLE_NUMBER,
} as const;
export type Target = (typeof Target)[keyof typeof Target];

/** What an address or a table slot is counted from. */
export const Base = {
  absolute: kinds.BASE_ABSOLUTE,
  relative: kinds.BASE_RELATIVE,
  tls: kinds.BASE_TLS,
  field: kinds.BASE_FIELD,
} as const;
export type Base = (typeof Base)[keyof typeof Base];

interface RelocationType {
  readonly name: string;
  readonly encoding: Encoding;
  readonly target: Target;
  readonly base: Base;
  readonly hasAddend: boolean;
}

function row(name: string, encoding: Encoding, target: Target, base: Base = Base.absolute): RelocationType {
  const hasAddend = target === Target.address || target === Target.functionOffset || target === Target.sectionOffset;
  return { name: `R_WASM_${name}`, encoding, target, base, hasAddend };
}

/** Indexed by type number. */
export const RELOCATION_TYPES: readonly RelocationType[] = [
  row("FUNCTION_INDEX_LEB", Encoding.uleb5, Target.functionIndex),
  row("TABLE_INDEX_SLEB", Encoding.sleb5, Target.tableSlot),
  row("TABLE_INDEX_I32", Encoding.u32, Target.tableSlot),
  row("MEMORY_ADDR_LEB", Encoding.uleb5, Target.address),
  row("MEMORY_ADDR_SLEB", Encoding.sleb5, Target.address),
  row("MEMORY_ADDR_I32", Encoding.u32, Target.address),
  row("TYPE_INDEX_LEB", Encoding.uleb5, Target.typeIndex),
  row("GLOBAL_INDEX_LEB", Encoding.uleb5, Target.globalIndex),
  row("FUNCTION_OFFSET_I32", Encoding.u32, Target.functionOffset),
  row("SECTION_OFFSET_I32", Encoding.u32, Target.sectionOffset),
  row("TAG_INDEX_LEB", Encoding.uleb5, Target.tagIndex),
  row("MEMORY_ADDR_REL_SLEB", Encoding.sleb5, Target.address, Base.relative),
  row("TABLE_INDEX_REL_SLEB", Encoding.sleb5, Target.tableSlot, Base.relative),
  row("GLOBAL_INDEX_I32", Encoding.u32, Target.globalIndex),
  row("MEMORY_ADDR_LEB64", Encoding.uleb10, Target.address),
  row("MEMORY_ADDR_SLEB64", Encoding.sleb10, Target.address),
  row("MEMORY_ADDR_I64", Encoding.u64, Target.address),
  row("MEMORY_ADDR_REL_SLEB64", Encoding.sleb10, Target.address, Base.relative),
  row("TABLE_INDEX_SLEB64", Encoding.sleb10, Target.tableSlot),
  row("TABLE_INDEX_I64", Encoding.u64, Target.tableSlot),
  row("TABLE_NUMBER_LEB", Encoding.uleb5, Target.tableNumber),
  row("MEMORY_ADDR_TLS_SLEB", Encoding.sleb5, Target.address, Base.tls),
  row("FUNCTION_OFFSET_I64", Encoding.u64, Target.functionOffset),
  row("MEMORY_ADDR_LOCREL_I32", Encoding.u32, Target.address, Base.field),
  row("TABLE_INDEX_REL_SLEB64", Encoding.sleb10, Target.tableSlot, Base.relative),
  row("MEMORY_ADDR_TLS_SLEB64", Encoding.sleb10, Target.address, Base.tls),
  row("FUNCTION_INDEX_I32", Encoding.u32, Target.functionIndex),
];

export const R_WASM_TYPE_INDEX_LEB = 6;

/** Bytes of the field by `Encoding`. */
export const FIELD_SIZE: readonly number[] = [5, 5, 4, 10, 10, 8];

/** The columns of the table as typed arrays, for the loops that run once per relocation. */
export const ENCODING_OF: Uint8Array = Uint8Array.from(RELOCATION_TYPES, (type) => type.encoding);
export const TARGET_OF: Uint8Array = Uint8Array.from(RELOCATION_TYPES, (type) => type.target);
export const BASE_OF: Uint8Array = Uint8Array.from(RELOCATION_TYPES, (type) => type.base);
export const HAS_ADDEND: Uint8Array = Uint8Array.from(RELOCATION_TYPES, (type) => Number(type.hasAddend));
/** 1 for the types that code can fill while a program runs: whole pointers in data. */
export const IS_RUNTIME_FIELD: Uint8Array = Uint8Array.from(RELOCATION_TYPES, ({ name }) =>
  Number(/^R_WASM_(TABLE_INDEX|MEMORY_ADDR)_I(32|64)$/.test(name)),
);
