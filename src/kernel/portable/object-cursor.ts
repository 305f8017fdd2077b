/**
 * A position in a relocatable object of the usual shape, as compilers make them. What is rare is left to
 * `format/read-object.ts`, so that nothing that is wrong with a file need be told here from what is merely unusual: each
 * method says false, or -1, for both.
 */
import { LEB_LENGTH_SHIFT, LEB_VALUE, lebAt, paddedLebAt } from "./bytes.ts";

export const SECTION_CUSTOM: i32 = 0;
export const SECTION_TYPE: i32 = 1;
export const SECTION_IMPORT: i32 = 2;
export const SECTION_FUNCTION: i32 = 3;
export const SECTION_EXPORT: i32 = 7;
export const SECTION_ELEMENT: i32 = 9;
export const SECTION_CODE: i32 = 10;
export const SECTION_DATA: i32 = 11;
export const SECTION_DATA_COUNT: i32 = 12;
const SECTION_TAG: i32 = 13;

/** Ranks in the order of sections; see `format/section-order.ts`. */
export const RANK_LINKING: i32 = 20;
export const RANK_NAME: i32 = 21;
export const RANK_PRODUCERS: i32 = 22;
export const RANK_FEATURES: i32 = 23;
/** Sections that may come anywhere: `reloc.*`, and those that a linker does not know. */
export const RANK_RELOCATIONS: i32 = -2;
export const RANK_FREE: i32 = -1;

export const EXTERNAL_FUNCTION: i32 = 0;
export const EXTERNAL_TABLE: i32 = 1;
export const EXTERNAL_MEMORY: i32 = 2;
export const EXTERNAL_GLOBAL: i32 = 3;
export const EXTERNAL_TAG: i32 = 4;
const LIMITS_HAS_MAX: i32 = 1;
const LIMITS_IS_64: i32 = 4;
const LIMITS_KNOWN: i32 = 7;
const FUNCTION_TYPE: i32 = 0x60;
const DOT: i32 = 0x2e;
export const FUNCREF: i32 = 0x70;
const EXTERNREF: i32 = 0x6f;

export class ObjectCursor {
  bytes: Uint8Array = new Uint8Array(0);
  at: i32 = 0;
  is64: boolean = false;
  /** The section whose header was read last: its content is `[at, sectionEnd)`. */
  sectionId: i32 = 0;
  sectionRank: i32 = 0;
  sectionEnd: i32 = 0;
  /** Of a custom section, whose content starts behind it. */
  sectionName: i32 = 0;
  sectionNameLength: i32 = 0;
  /** The import whose fields were read last. */
  moduleStart: i32 = 0;
  moduleLength: i32 = 0;
  fieldStart: i32 = 0;
  fieldLength: i32 = 0;
  importKind: i32 = 0;
  /** Type index of a function or tag; where the type is of a table or global. */
  importType: i32 = 0;
  /** Rank of the last section that has one. */
  highest: i32 = -1;
  private hasRelocations: boolean = false;

  /** Begins a file that ends at `end`. */
  readMagic(start: i32, end: i32): boolean {
    const bytes = this.bytes;
    this.is64 = false;
    this.highest = -1;
    this.hasRelocations = false;
    if (end - start < 8) return false;
    this.at = start + 8;
    return (
      bytes[start] == 0 &&
      bytes[start + 1] == 0x61 &&
      bytes[start + 2] == 0x73 &&
      bytes[start + 3] == 0x6d &&
      bytes[start + 4] == 1 &&
      bytes[start + 5] == 0 &&
      bytes[start + 6] == 0 &&
      bytes[start + 7] == 0
    );
  }

  /** Reads the header of a section that may come here. */
  readHeader(end: i32): boolean {
    const bytes = this.bytes;
    const id: i32 = bytes[this.at++];
    const size: i32 = this.leb(end);
    if (size <= 0 || size > end - this.at) return false;
    this.sectionId = id;
    this.sectionEnd = this.at + size;
    let rank: i32 = standardRank(id);
    if (id == SECTION_CUSTOM) {
      const length: i32 = this.leb(this.sectionEnd);
      if (length < 0 || length > this.sectionEnd - this.at) return false;
      this.sectionName = this.at;
      this.sectionNameLength = length;
      this.at += length;
      rank = RANK_FREE;
      // Most are `.debug_...`.
      if (length > 0 && bytes[this.sectionName] != DOT) {
        if (startsWith(bytes, this.sectionName, length, "dylink")) return false;
        rank = customRank(bytes, this.sectionName, length);
      }
      if (rank == RANK_RELOCATIONS) this.hasRelocations = true;
    } else if (rank < 0) {
      return false;
    }
    this.sectionRank = rank;
    if (rank >= 0) {
      if (rank <= this.highest || (this.hasRelocations && rank <= RANK_LINKING)) return false;
      this.highest = rank;
    }
    return true;
  }

  /** Reads one import, and takes note of the width of a memory's addresses. */
  readImport(end: i32): boolean {
    this.moduleLength = this.leb(end);
    if (this.moduleLength < 0 || this.moduleLength > end - this.at) return false;
    this.moduleStart = this.at;
    this.at += this.moduleLength;
    this.fieldLength = this.leb(end);
    // The kind comes after it.
    if (this.fieldLength < 0 || this.fieldLength >= end - this.at) return false;
    this.fieldStart = this.at;
    this.at += this.fieldLength;
    const bytes = this.bytes;
    const kind: i32 = bytes[this.at++];
    this.importKind = kind;
    this.importType = this.at;
    if (kind == EXTERNAL_FUNCTION) {
      this.importType = this.leb(end);
      return this.importType >= 0;
    }
    if (kind == EXTERNAL_MEMORY) {
      const flags: i32 = this.limits(end);
      if ((flags & LIMITS_IS_64) != 0) this.is64 = true;
      return flags >= 0;
    }
    if (this.at >= end) return false;
    if (kind == EXTERNAL_TABLE) {
      const type: i32 = bytes[this.at++];
      return (type == FUNCREF || type == EXTERNREF) && this.limits(end) >= 0;
    }
    if (kind == EXTERNAL_GLOBAL) {
      this.at += 2;
      return this.at <= end && bytes[this.at - 1] <= 1;
    }
    if (kind != EXTERNAL_TAG || bytes[this.at++] != 0) return false;
    this.importType = this.leb(end);
    return this.importType >= 0;
  }

  /** The flags of limits. */
  private limits(end: i32): i32 {
    if (this.at >= end) return -1;
    const flags: i32 = this.bytes[this.at++];
    if (flags > LIMITS_KNOWN || this.leb(end) < 0) return -1;
    return (flags & LIMITS_HAS_MAX) != 0 && this.leb(end) < 0 ? -1 : flags;
  }

  /** An unsigned integer of up to 28 bits, perhaps padded to five bytes. */
  leb(end: i32): i32 {
    const leb: i32 = lebAt(this.bytes, this.at);
    if (leb == 0) return this.paddedLeb(end);
    this.at += leb >>> LEB_LENGTH_SHIFT;
    return this.at > end ? -1 : leb & LEB_VALUE;
  }

  private paddedLeb(end: i32): i32 {
    const start: i32 = this.at;
    this.at += 5;
    return this.at > end ? -1 : paddedLebAt(this.bytes, start);
  }

  /** Moves over the type of a function of plain value types. */
  skipFunctionType(end: i32): boolean {
    if (this.at >= end || this.bytes[this.at++] != FUNCTION_TYPE) return false;
    return this.skipTypes(end) && this.skipTypes(end);
  }

  private skipTypes(end: i32): boolean {
    const bytes = this.bytes;
    const start: i32 = this.at;
    const count: i32 = this.leb(end);
    // A count of one byte, so that equal types are equal bytes.
    if (count < 0 || this.at - start > 1 || count > end - this.at) return false;
    for (let i: i32 = 0; i < count; i++) {
      const type: i32 = bytes[this.at++];
      if (!((type >= 0x7b && type <= 0x7f) || type == FUNCREF || type == EXTERNREF)) return false;
    }
    return true;
  }
}

function standardRank(id: i32): i32 {
  // Type, import, function and table come before tags, the others after them. Memories and what is unknown are unusual in objects.
  if (id >= SECTION_TYPE && id <= 4) return id;
  if (id == SECTION_TAG) return 5;
  if (id == 6 || id == SECTION_EXPORT) return id;
  if (id == SECTION_ELEMENT) return 9;
  if (id == SECTION_DATA_COUNT) return 10;
  if (id == SECTION_CODE) return 11;
  return id == SECTION_DATA ? 12 : -1;
}

function customRank(bytes: Uint8Array, start: i32, length: i32): i32 {
  if (startsWith(bytes, start, length, "reloc.")) return RANK_RELOCATIONS;
  if (isName(bytes, start, length, "linking")) return RANK_LINKING;
  if (isName(bytes, start, length, "name")) return RANK_NAME;
  if (isName(bytes, start, length, "producers")) return RANK_PRODUCERS;
  return isName(bytes, start, length, "target_features") ? RANK_FEATURES : RANK_FREE;
}

function isName(bytes: Uint8Array, start: i32, length: i32, name: string): boolean {
  return length == name.length && startsWith(bytes, start, length, name);
}

export function startsWith(bytes: Uint8Array, start: i32, length: i32, name: string): boolean {
  if (length < name.length) return false;
  for (let i: i32 = 0; i < name.length; i++) if ((bytes[start + i] as i32) != name.charCodeAt(i)) return false;
  return true;
}
