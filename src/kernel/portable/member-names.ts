/** What a member of an archive defines. Only members of the usual shape are read; see `ObjectCursor`. */
import { GrowingColumn } from "./growing-column.ts";
import { NameStore } from "./name-store.ts";
import {
  EXTERNAL_MEMORY,
  ObjectCursor,
  RANK_FREE,
  RANK_LINKING,
  SECTION_EXPORT,
  SECTION_IMPORT,
  SECTION_TYPE,
  startsWith,
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

/** What a member is: not known yet, as more of it is needed than there is; of a shape that is not read here; or an object. */
export const MEMBER_INCOMPLETE: i32 = -1;
export const MEMBER_UNUSUAL: i32 = 0;
export const MEMBER_32: i32 = 1;
export const MEMBER_64: i32 = 2;

const BITCODE: string = ".llvmbc";
/** The most bytes that tell what a section is: id, size, length of a name, and as much of it as names that are known have. */
const SECTION_START: i32 = 32;

export class MemberNames extends ObjectCursor {
  /** The defined symbols that are not local, in order, of one member after the other. */
  names: GrowingColumn = new GrowingColumn();
  /** Content of the member's section of bitcode: compilers put it beside the code, and nothing comes of it. */
  bitcodeStart: i32 = 0;
  bitcodeEnd: i32 = 0;
  /** Of `names`: the member's first one. */
  firstName: i32 = 0;
  /** Where the member ends. */
  end: i32 = 0;
  private readonly store: NameStore;
  private hasBegun: boolean = false;
  private hasLinking: boolean = false;
  private isIncomplete: boolean = false;

  constructor(store: NameStore) {
    super();
    this.store = store;
  }

  /** Begins a member, whose content is `[start, end)`. */
  begin(start: i32, end: i32): void {
    this.at = start;
    this.end = end;
    this.firstName = this.names.count;
    this.bitcodeStart = start;
    this.bitcodeEnd = start;
    this.hasBegun = false;
    this.hasLinking = false;
  }

  /**
   * Reads the member, appends its names, and says what it is. Of the bytes there are `available`. Where more are needed, it is called
   * again with those from `at` on, which may be far away: what is in most sections, such as the metadata of a Rust library, nobody
   * looks at.
   */
  readOn(available: i32): i32 {
    this.isIncomplete = false;
    if (this.readMember(available)) return this.is64 ? MEMBER_64 : MEMBER_32;
    if (this.isIncomplete) return MEMBER_INCOMPLETE;
    this.names.count = this.firstName;
    return MEMBER_UNUSUAL;
  }

  /** Places count from `base` on now; the names before the member's have been taken. */
  moveTo(base: i32): void {
    this.at -= base;
    this.end -= base;
    this.bitcodeStart -= base;
    this.bitcodeEnd -= base;
    const names = this.names;
    names.values.copyWithin(0, this.firstName, names.count);
    names.count -= this.firstName;
    this.firstName = 0;
  }

  private readMember(available: i32): boolean {
    const end: i32 = this.end;
    if (!this.hasBegun) {
      if (this.lacks(available) || !this.readMagic(this.at, end)) return false;
      this.hasBegun = true;
    }
    while (this.at < end) {
      if (this.lacks(available)) return false;
      const start: i32 = this.at;
      const highest: i32 = this.highest;
      if (!this.readHeader(end)) return false;
      const sectionEnd: i32 = this.sectionEnd;
      if (sectionEnd > available && this.isRead()) {
        this.at = start;
        this.highest = highest;
        this.isIncomplete = true;
        return false;
      }
      if (!this.readContent(sectionEnd)) return false;
      this.at = sectionEnd;
    }
    return this.hasLinking;
  }

  /** Whether what a section begins with may not be there. */
  private lacks(available: i32): boolean {
    this.isIncomplete = this.end > available && this.at > available - SECTION_START;
    return this.isIncomplete;
  }

  private isRead(): boolean {
    return this.sectionId == SECTION_TYPE || this.sectionId == SECTION_IMPORT || this.sectionRank == RANK_LINKING;
  }

  private readContent(end: i32): boolean {
    // Exports are symbols where there is no symbol table.
    if (this.sectionId == SECTION_EXPORT) return false;
    if (this.sectionId == SECTION_TYPE) return this.readTypes(end);
    if (this.sectionId == SECTION_IMPORT) return this.findMemory(end);
    if (this.sectionRank == RANK_LINKING) {
      this.hasLinking = true;
      return this.readLinking(end);
    }
    if (this.sectionRank == RANK_FREE && this.isBitcode()) {
      this.bitcodeStart = this.at;
      this.bitcodeEnd = end;
    }
    return true;
  }

  private isBitcode(): boolean {
    const length: i32 = this.sectionNameLength;
    return length == BITCODE.length && startsWith(this.bytes, this.sectionName, length, BITCODE);
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
