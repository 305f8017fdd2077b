/**
 * What the members of an archive define, for all of them at once: an archive has thousands, of which a link takes a few.
 * Only members of the usual shape are read; see `ObjectCursor`.
 */
import { GrowingColumn } from "./growing-column.ts";
import { NameStore } from "./name-store.ts";
import { NewNames } from "./new-names.ts";
import { EXTERNAL_MEMORY, ObjectCursor, RANK_LINKING, SECTION_IMPORT, SECTION_TYPE } from "./object-cursor.ts";
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

export const MEMBER_UNUSUAL: i32 = 0;
export const MEMBER_32: i32 = 1;
export const MEMBER_64: i32 = 2;

export class MemberSymbols extends ObjectCursor {
  /** By member: `MEMBER_...`. */
  kind: Uint8Array = new Uint8Array(0);
  /** First row of `names` by member, and last the number of all. */
  firstName: Uint32Array = new Uint32Array(0);
  /** The defined symbols that are not local, in order. */
  names: GrowingColumn = new GrowingColumn();
  /** Names that the link has not met before. */
  readonly newNames: NewNames;

  constructor(store: NameStore) {
    super();
    this.newNames = new NewNames(store);
  }

  /** Member `i` is `bytes[starts[i], starts[i] + sizes[i])`. */
  read(bytes: Uint8Array, starts: Uint32Array, sizes: Uint32Array): void {
    const count: i32 = starts.length;
    this.bytes = bytes;
    this.kind = new Uint8Array(count);
    this.firstName = new Uint32Array(count + 1);
    for (let i: i32 = 0; i < count; i++) {
      const nameCount: i32 = this.names.count;
      this.firstName[i] = nameCount as u32;
      const start: i32 = starts[i] as i32;
      const end: i32 = start + (sizes[i] as i32);
      if (end <= bytes.length && this.readMember(start, end)) {
        this.kind[i] = (this.is64 ? MEMBER_64 : MEMBER_32) as u8;
      } else {
        this.names.count = nameCount;
      }
    }
    this.firstName[count] = this.names.count as u32;
  }

  private readMember(start: i32, end: i32): boolean {
    if (!this.readMagic(start, end)) return false;
    let hasLinking: boolean = false;
    while (this.at < end) {
      if (!this.readHeader(end)) return false;
      const sectionEnd: i32 = this.sectionEnd;
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
        this.names.push(this.newNames.intern(bytes, this.at, length) as u32);
      }
      this.at += length;
      if (kind == KIND_DATA && isDefined) {
        if (this.leb(end) < 0 || this.leb(end) < 0 || this.leb(end) < 0) return false;
      }
    }
    return count >= 0;
  }
}
