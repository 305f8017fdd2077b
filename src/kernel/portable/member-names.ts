/** What a member of an archive defines. Only members of the usual shape are read; see `ObjectCursor`. */
import { GrowingColumn } from "./growing-column.ts";
import { NameStore } from "./name-store.ts";
import {
  EXTERNAL_MEMORY,
  ObjectCursor,
  RANK_LINKING,
  SECTION_EXPORT,
  SECTION_IMPORT,
  SECTION_TYPE,
} from "./object-cursor.ts";
import {
  BINDING_LOCAL,
  BINDING_MASK,
  EXPLICIT_NAME,
  KIND_DATA,
  KIND_SECTION,
  KIND_TABLE,
  SYMBOL_TABLE,
  UNDEFINED,
} from "./symbol-fields.ts";

/** What a member is. Nothing is known of one that is unusual, or of which more is needed than there is. */
export const MEMBER_INCOMPLETE: i32 = -1;
export const MEMBER_UNUSUAL: i32 = 0;
export const MEMBER_32: i32 = 1;
export const MEMBER_64: i32 = 2;

/** The most bytes that tell what a section is: id, size, length of a name, and as much of it as names that are known have. */
const SECTION_START: i32 = 32;

export class MemberNames extends ObjectCursor {
  /** The defined symbols that are not local, in order, of one member after the other. */
  names: GrowingColumn = new GrowingColumn();
  private readonly store: NameStore;
  private isIncomplete: boolean = false;

  constructor(store: NameStore) {
    super();
    this.store = store;
  }

  /**
   * Appends the names of the member `bytes[start, end)`, and says what it is. Of the bytes there are `available`: a member may
   * end with a section that is not looked at, such as the metadata of a Rust library, which is most of it.
   */
  readNames(start: i32, end: i32, available: i32): i32 {
    const before: i32 = this.names.count;
    this.isIncomplete = false;
    if (this.readMember(start, end, available)) return this.is64 ? MEMBER_64 : MEMBER_32;
    this.names.count = before;
    return this.isIncomplete ? MEMBER_INCOMPLETE : MEMBER_UNUSUAL;
  }

  private readMember(start: i32, end: i32, available: i32): boolean {
    if (this.lacks(start, end, available)) return false;
    if (!this.readMagic(start, end)) return false;
    let hasLinking: boolean = false;
    while (this.at < end) {
      if (this.lacks(this.at, end, available)) return false;
      if (!this.readHeader(end)) return false;
      // Exports are symbols where there is no symbol table.
      if (this.sectionId == SECTION_EXPORT) return false;
      const sectionEnd: i32 = this.sectionEnd;
      const isRead: boolean =
        this.sectionId == SECTION_TYPE || this.sectionId == SECTION_IMPORT || this.sectionRank == RANK_LINKING;
      if (isRead && sectionEnd > available) {
        this.isIncomplete = true;
        return false;
      }
      if (this.sectionId == SECTION_TYPE && !this.readTypes(sectionEnd)) return false;
      if (this.sectionId == SECTION_IMPORT && !this.findMemory(sectionEnd)) return false;
      if (this.sectionRank == RANK_LINKING) {
        hasLinking = true;
        if (!this.readLinking(sectionEnd)) return false;
      }
      this.at = sectionEnd;
    }
    return hasLinking;
  }

  /** Whether what a section begins with may not be there. */
  private lacks(at: i32, end: i32, available: i32): boolean {
    this.isIncomplete = end > available && at > available - SECTION_START;
    return this.isIncomplete;
  }

  private readTypes(end: i32): boolean {
    const count: i32 = this.leb(end);
    for (let i: i32 = 0; i < count; i++) {
      if (!this.skipFunctionType(end)) return false;
    }
    return count >= 0;
  }

  /** Up to the memory, whose address type is all that is wanted. */
  private findMemory(end: i32): boolean {
    const count: i32 = this.leb(end);
    for (let i: i32 = 0; i < count; i++) {
      if (!this.readImport(end)) return false;
      if (this.importKind == EXTERNAL_MEMORY) return true;
    }
    return count >= 0;
  }

  private readLinking(end: i32): boolean {
    if (this.leb(end) < 0) return false;
    let hasSymbols: boolean = false;
    while (this.at < end) {
      const kind: i32 = this.bytes[this.at++];
      const size: i32 = this.leb(end);
      if (size < 0 || size > end - this.at) return false;
      const subsectionEnd: i32 = this.at + size;
      if (kind == SYMBOL_TABLE) {
        if (hasSymbols || !this.readSymbols(subsectionEnd)) return false;
        hasSymbols = true;
      }
      this.at = subsectionEnd;
    }
    return true;
  }

  private readSymbols(end: i32): boolean {
    const bytes = this.bytes;
    const count: i32 = this.leb(end);
    for (let i: i32 = 0; i < count; i++) {
      if (this.at >= end) return false;
      const kind: i32 = bytes[this.at++];
      const flags: i32 = this.leb(end);
      if (flags < 0 || kind > KIND_TABLE) return false;
      const isDefined: boolean = (flags & UNDEFINED) == 0;
      if (kind != KIND_DATA) {
        if (this.leb(end) < 0) return false;
        if (kind == KIND_SECTION || (!isDefined && (flags & EXPLICIT_NAME) == 0)) continue;
      }
      const length: i32 = this.leb(end);
      if (length < 0 || length > end - this.at) return false;
      if (isDefined && (flags & BINDING_MASK) != BINDING_LOCAL) {
        this.names.push(this.store.intern(bytes, this.at, length) as u32);
      }
      this.at += length;
      if (kind == KIND_DATA && isDefined) {
        if (this.leb(end) < 0 || this.leb(end) < 0 || this.leb(end) < 0) return false;
      }
    }
    return count >= 0;
  }
}
