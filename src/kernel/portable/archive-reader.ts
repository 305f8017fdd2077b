/**
 * Walks an archive and reads what its members define, all at once: it has thousands of members, of which a link takes a few.
 * Only archives as `ar` and `llvm-ar` write them are taken; see `format/archive.ts` for all others, and for what is wrong
 * with them.
 *
 * The result is one column of numbers: a header of `ARCHIVE_FIELDS`, then columns, one after the other:
 *
 * - by member, in the order of `MEMBER_...`: place of the header, start and size of the content, what it is (`MEMBER_32` and so on),
 *   place in the content and size of its bitcode
 * - first name by member, and last the number of all; the names
 */
import { GrowingColumn } from "./growing-column.ts";
import { MEMBER_INCOMPLETE, MemberNames } from "./member-names.ts";
import { NameStore } from "./name-store.ts";

/** Places in the header. */
export const ARCHIVE_IS_USUAL: i32 = 0;
/** From where on more is needed, or where the archive ends; perhaps after the part. */
export const ARCHIVE_END: i32 = 1;
export const ARCHIVE_MEMBERS: i32 = 2;
export const ARCHIVE_NAMES: i32 = 3;
/** Whether that is within a member, of which the next call will tell. */
export const ARCHIVE_IS_INSIDE: i32 = 4;
export const ARCHIVE_FIELDS: i32 = 5;
/** Columns by member. Places may be before the part, and are negative then. */
export const MEMBER_HEADER: i32 = 0;
export const MEMBER_START: i32 = 1;
export const MEMBER_SIZE: i32 = 2;
export const MEMBER_KIND: i32 = 3;
export const MEMBER_BITCODE: i32 = 4;
export const MEMBER_BITCODE_SIZE: i32 = 5;
export const MEMBER_FIELDS: i32 = 6;

const NO_BYTES: Uint8Array = new Uint8Array(0);
const HEADER_SIZE: i32 = 60;
const NAME_SIZE: i32 = 16;
const SIZE_AT: i32 = 48;
const SIZE_END: i32 = 58;
/** One digit less than there may be, so that numbers stay positive. */
const MOST_DIGITS: i32 = 9;
const NEWLINE: i32 = 0x0a;
const SPACE: i32 = 0x20;
const HASH: i32 = 0x23;
const SLASH: i32 = 0x2f;
const DIGIT_0: i32 = 0x30;
const DIGIT_1: i32 = 0x31;
const BACKQUOTE: i32 = 0x60;

export class ArchiveReader {
  private readonly members: MemberNames;
  /** Of the member whose names are read, if `isInside`; else of the one that was read last: the header, start and end of the content. */
  private header: i32 = 0;
  private start: i32 = 0;
  private end: i32 = 0;
  private isInside: boolean = false;
  private bytes: Uint8Array = new Uint8Array(0);
  private longNames: Uint8Array = new Uint8Array(0);
  private isBsd: boolean = false;

  constructor(store: NameStore) {
    this.members = new MemberNames(store);
  }

  /**
   * `bytes[0, size)` is the first part of an archive, from a member's header on, or, if it `goesOn`, the part that begins where the last
   * one has ended. The first brings `longNames`, the table of GNU's long names; in BSD's archives, such names come before the content.
   */
  read(bytes: Uint8Array, size: i32, longNames: Uint8Array, isBsd: boolean, goesOn: boolean): Uint32Array {
    const members = this.members;
    if (!goesOn) {
      this.longNames = longNames;
      this.isBsd = isBsd;
      this.isInside = false;
      members.names.clear();
    }
    this.bytes = bytes;
    members.bytes = bytes;
    const table = this.readMembers(members, size);
    // Lets go of them.
    this.bytes = NO_BYTES;
    members.bytes = NO_BYTES;
    return table;
  }

  private readMembers(members: MemberNames, size: i32): Uint32Array {
    const columns = new MemberColumns();
    let isUsual: boolean = true;
    let at: i32 = 0;
    while (this.isInside || size - at >= HEADER_SIZE) {
      if (!this.isInside) {
        isUsual = this.readHeader(at);
        if (!isUsual) break;
        members.begin(this.start, this.end);
        this.isInside = true;
      }
      const kind: i32 = members.readOn(size);
      if (kind == MEMBER_INCOMPLETE) {
        at = members.at;
        break;
      }
      columns.push(this.header, this.start, this.end, kind, members);
      this.isInside = false;
      // Members start at even places.
      at = this.end + ((this.end - this.header) & 1);
    }
    if (!this.isInside) members.firstName = members.names.count;
    const table = columns.table(members);
    table[ARCHIVE_IS_USUAL] = isUsual ? 1 : 0;
    table[ARCHIVE_END] = at as u32;
    table[ARCHIVE_IS_INSIDE] = this.isInside ? 1 : 0;
    members.moveTo(at);
    this.header -= at;
    this.start -= at;
    this.end -= at;
    return table;
  }

  /** Whether there is a usual header; its member may end after the bytes. */
  private readHeader(at: i32): boolean {
    const bytes = this.bytes;
    if (bytes[at + SIZE_END] != BACKQUOTE || bytes[at + SIZE_END + 1] != NEWLINE) return false;
    const size: i32 = this.number(at + SIZE_AT, at + SIZE_END);
    if (size < 0) return false;
    this.header = at;
    this.start = at + HEADER_SIZE;
    this.end = this.start + size;
    const first: i32 = bytes[at];
    if (this.isBsd) {
      if (first == SLASH || first == SPACE) return false;
      if (first != HASH || bytes[at + 1] != DIGIT_1 || bytes[at + 2] != SLASH) return true;
      const length: i32 = this.number(at + 3, at + NAME_SIZE);
      this.start += length;
      return length >= 0 && length <= size;
    }
    if (first == HASH) return false;
    return first != SLASH || this.hasLongName(this.number(at + 1, at + NAME_SIZE));
  }

  private hasLongName(place: i32): boolean {
    const longNames = this.longNames;
    if (place < 0 || place >= longNames.length) return false;
    let end: i32 = place;
    while (end < longNames.length && longNames[end] != NEWLINE) end++;
    return end < longNames.length && end > 0 && longNames[end - 1] == SLASH;
  }

  /** A decimal number that is filled up with spaces, or -1. */
  private number(at: i32, end: i32): i32 {
    const bytes = this.bytes;
    const first: i32 = at;
    let value: i32 = 0;
    while (at < end) {
      const digit: i32 = (bytes[at] as i32) - DIGIT_0;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at++;
    }
    if (at == first || at - first > MOST_DIGITS) return -1;
    while (at < end) if (bytes[at++] != SPACE) return -1;
    return value;
  }
}

class MemberColumns {
  private readonly headers: GrowingColumn = new GrowingColumn();
  private readonly starts: GrowingColumn = new GrowingColumn();
  private readonly sizes: GrowingColumn = new GrowingColumn();
  private readonly kinds: GrowingColumn = new GrowingColumn();
  private readonly bitcodes: GrowingColumn = new GrowingColumn();
  private readonly bitcodeSizes: GrowingColumn = new GrowingColumn();
  private readonly firstNames: GrowingColumn = new GrowingColumn();

  push(header: i32, start: i32, end: i32, kind: i32, members: MemberNames): void {
    this.headers.push(header as u32);
    this.starts.push(start as u32);
    this.sizes.push((end - start) as u32);
    this.kinds.push(kind as u32);
    this.bitcodes.push((members.bitcodeStart - start) as u32);
    this.bitcodeSizes.push((members.bitcodeEnd - members.bitcodeStart) as u32);
    this.firstNames.push(members.firstName as u32);
  }

  /** With the names of `members` up to `firstName`. */
  table(members: MemberNames): Uint32Array {
    const nameCount: i32 = members.firstName;
    this.firstNames.push(nameCount as u32);
    const count: i32 = this.headers.count;
    const table = new Uint32Array(ARCHIVE_FIELDS + (MEMBER_FIELDS + 1) * count + 1 + nameCount);
    table[ARCHIVE_MEMBERS] = count as u32;
    table[ARCHIVE_NAMES] = nameCount as u32;
    let next: i32 = append(table, ARCHIVE_FIELDS, this.headers);
    next = append(table, next, this.starts);
    next = append(table, next, this.sizes);
    next = append(table, next, this.kinds);
    next = append(table, next, this.bitcodes);
    next = append(table, next, this.bitcodeSizes);
    next = append(table, next, this.firstNames);
    table.set(members.names.values.subarray(0, nameCount), next);
    return table;
  }
}

/** Returns the place after it. */
function append(table: Uint32Array, at: i32, column: GrowingColumn): i32 {
  table.set(column.view(), at);
  return at + column.count;
}
