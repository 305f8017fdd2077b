/** The types of relocations as the kernel takes them: what it needs of each to decode, check and apply. */
import { FIELD_SIZE, RELOCATION_TYPES, Target } from "./relocation-types.ts";
import { SymbolKind } from "./wasm.ts";

/** By target: a bit per symbol kind that it may refer to. */
const KINDS_OF_TARGET: Record<keyof typeof Target, number> = {
  functionIndex: 1 << SymbolKind.function,
  tableSlot: 1 << SymbolKind.function,
  address: 1 << SymbolKind.data,
  typeIndex: 0,
  globalIndex: 1 << SymbolKind.global,
  functionOffset: 1 << SymbolKind.function,
  sectionOffset: 1 << SymbolKind.section,
  tagIndex: 1 << SymbolKind.tag,
  tableNumber: 1 << SymbolKind.table,
};
const KINDS_BY_NUMBER: readonly number[] = Object.entries(Target).map(
  ([name]) => KINDS_OF_TARGET[name as keyof typeof Target],
);

/** By type number: a bit per symbol kind. A GOT entry is the one relocation that takes three kinds. */
export const SYMBOL_KINDS_OF: readonly number[] = RELOCATION_TYPES.map(({ name, target }) =>
  name === "R_WASM_GLOBAL_INDEX_LEB"
    ? (1 << SymbolKind.global) | (1 << SymbolKind.data) | (1 << SymbolKind.function)
    : KINDS_BY_NUMBER[target],
);

/** Six columns one after the other; see `RelocationKinds`. */
export const RELOCATION_KIND_TABLE: Uint8Array = Uint8Array.from([
  ...RELOCATION_TYPES.map((type) => type.encoding),
  ...RELOCATION_TYPES.map((type) => type.target),
  ...RELOCATION_TYPES.map((type) => type.base),
  ...RELOCATION_TYPES.map((type) => Number(type.hasAddend)),
  ...RELOCATION_TYPES.map((type) => FIELD_SIZE[type.encoding]),
  ...SYMBOL_KINDS_OF,
]);
