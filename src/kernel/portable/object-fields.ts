/**
 * Places of numbers in what `ObjectReader` tells of an object, and in the records that the kernel keeps: one after the other,
 * a fixed number of fields each.
 */

/** Values of `FIELD_STATUS`. */
export const OBJECT_UNUSUAL: i32 = 0;
export const OBJECT_USUAL: i32 = 1;

/** Places in the header. */
export const FIELD_STATUS: i32 = 0;
export const FIELD_IS_64: i32 = 1;
export const FIELD_IMPORTED_FUNCTIONS: i32 = 2;
export const FIELD_IMPORTED_GLOBALS: i32 = 3;
export const FIELD_IMPORTED_TABLES: i32 = 4;
export const FIELD_IMPORTED_TAGS: i32 = 5;
/** Name that is the content of the section or `NO_CONTENT`, start and size of the section. */
export const FIELD_PRODUCERS: i32 = 6;
export const FIELD_FEATURES: i32 = 9;
/** Relocations that there are now. */
export const FIELD_RELOCATIONS: i32 = 12;
/** Number of the object. */
export const FIELD_OBJECT: i32 = 13;
/** Number of the first new name. */
export const FIELD_FIRST_NAME: i32 = 14;
/** Counts of what is in the kernel ... */
export const FIELD_FUNCTIONS: i32 = 15;
export const FIELD_SEGMENTS: i32 = 16;
export const FIELD_SECTIONS: i32 = 17;
export const FIELD_SYMBOLS: i32 = 18;
/** ... and of what follows the header. */
export const FIELD_TYPES: i32 = 19;
export const FIELD_COMDATS: i32 = 20;
export const FIELD_INIT_FUNCTIONS: i32 = 21;
export const FIELD_NEW_NAMES: i32 = 22;
/** Index of the section, start, size, first relocation and the one after the last; index 0 where there is none. */
export const FIELD_CODE: i32 = 23;
export const FIELD_DATA: i32 = 28;
export const FIELD_TABLE_SYMBOLS: i32 = 33;
/** Of a table that is imported without a symbol: name of its module, where its type is. */
export const FIELD_TABLE_MODULE: i32 = 34;
export const FIELD_TABLE_TYPE: i32 = 35;
/** Numbers that follow the header, two for each. */
export const FIELD_EXPORTS: i32 = 36;
/** Flags that some segment has. */
export const FIELD_SEGMENT_FLAGS: i32 = 37;
/** Where the largest section of relocations is, which nobody needs any more; 0 and 0 where there is none. */
export const FIELD_SPARE: i32 = 38;
export const OBJECT_FIELDS: i32 = 40;

export const NO_CONTENT: u32 = 0xffffffff;

/** `ChunkKind` of the model. */
export const CHUNK_FUNCTION: i32 = 0;
export const CHUNK_SEGMENT: i32 = 1;
export const CHUNK_SECTION: i32 = 2;

/** A function, a segment or a custom section. What a kind does not have is 0, or `NO_ROW`. */
export const CHUNK_START: i32 = 0;
/** From the start of the section's content; 0 for a section. */
export const CHUNK_INPUT_OFFSET: i32 = 1;
export const CHUNK_SIZE: i32 = 2;
export const CHUNK_SIGNATURE: i32 = 3;
export const CHUNK_COMDAT: i32 = 4;
/** log2. */
export const CHUNK_ALIGNMENT: i32 = 5;
export const CHUNK_FLAGS: i32 = 6;
export const CHUNK_CODE_OFFSET: i32 = 7;
/** Of a segment or section, or of the first symbol that defines a function and has a name. */
export const CHUNK_NAME: i32 = 8;
/** `.data` of `.data.x`; the name itself where it has no such stem. */
export const CHUNK_STEM: i32 = 9;
export const CHUNK_RELOCATION_START: i32 = 10;
export const CHUNK_RELOCATION_END: i32 = 11;
/** 1 where its COMDAT group is another file's. */
export const CHUNK_DISCARDED: i32 = 12;
/** Index of a custom section among all sections. */
export const CHUNK_INDEX: i32 = 13;
export const CHUNK_FIELDS: i32 = 14;
