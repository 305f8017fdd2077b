/**
 * What the `linking` section and the model call by number, as far as the kernel reads it; `format/wasm.ts` and
 * `model/symbol-kind.ts` have all of it, and `shared-numbers.test.ts` holds them to each other.
 */

export const SYMBOL_TABLE: i32 = 8;
export const SEGMENT_INFO: i32 = 5;
export const INIT_FUNCTIONS: i32 = 6;
export const COMDAT_INFO: i32 = 7;

export const KIND_FUNCTION: i32 = 0;
export const KIND_DATA: i32 = 1;
export const KIND_GLOBAL: i32 = 2;
export const KIND_SECTION: i32 = 3;
export const KIND_TAG: i32 = 4;
export const KIND_TABLE: i32 = 5;

export const BINDING_MASK: i32 = 3;
export const BINDING_WEAK: i32 = 1;
export const BINDING_LOCAL: i32 = 2;
export const UNDEFINED: i32 = 0x10;
export const EXPLICIT_NAME: i32 = 0x40;
export const NO_STRIP: i32 = 0x80;
export const TLS: i32 = 0x100;
export const ABSOLUTE: i32 = 0x200;

export const COMDAT_DATA: i32 = 0;
export const COMDAT_FUNCTION: i32 = 1;
export const COMDAT_SECTION: i32 = 5;

/** The flags of segments of strings, and of thread-local ones. */
export const SEGMENT_STRINGS: i32 = 1;
export const SEGMENT_TLS: i32 = 2;

/** What a symbol of the link is: `Kind` of the model. */
export const DEFINED_FUNCTION: i32 = 0;
export const DEFINED_DATA: i32 = 1;
export const DEFINED_GLOBAL: i32 = 2;
export const DEFINED_SECTION: i32 = 5;
export const UNDEFINED_FUNCTION: i32 = 9;
export const UNDEFINED_DATA: i32 = 10;
export const UNDEFINED_GLOBAL: i32 = 11;
export const UNDEFINED_TABLE: i32 = 13;
export const LAZY: i32 = 14;

/** What is known of a symbol: `Trait` of the model. */
export const REFERENCED: i32 = 1;
export const USED: i32 = 4;
export const TRACED: i32 = 32;
export const CALLED_DIRECTLY: i32 = 128;
/** The traits that a new definition keeps. */
export const KEPT_TRAITS: i32 = 61;
