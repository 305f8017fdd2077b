/**
 * Walks an archive and reads what its members define, all at once: it has thousands of members, of which a link takes a few.
 * Only archives as `ar` and `llvm-ar` write them are taken; see `format/archive.ts` for all others, and for what is wrong
 * with them.
 *
 * The result is one column of numbers: a header of `ARCHIVE_FIELDS`, then columns, one after the other:
 *
 * - by member: place of the header, start and size of the content, `MEMBER_...`
 * - first name by member, and last the number of all; the names
 */
import { GrowingColumn } from "./growing-column.ts";
import { MEMBER_INCOMPLETE, MemberNames } from "./member-names.ts";
import { NameStore } from "./name-store.ts";

/** Places in the header. */
export const ARCHIVE_IS_USUAL: i32 = 0;
/** Where the first member begins of which more is needed, or the archive ends; perhaps after the part. */
export const ARCHIVE_END: i32 = 1;
export const ARCHIVE_MEMBERS: i32 = 2;
export const ARCHIVE_NAMES: i32 = 3;
export const ARCHIVE_FIELDS: i32 = 4;

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
  private readonly store: NameStore;
  private bytes: Uint8Array = new Uint8Array(0);
  private longNames: Uint8Array = new Uint8Array(0);
  private isBsd: boolean = false;
  /** Content of the member whose header was read last. */
  private start: i32 = 0;
  private end: i32 = 0;

  constructor(store: NameStore) {
    this.store = store;
  }

  /**
   * `bytes[0, size)` is a part of an archive that begins with a member's header. `longNames` is the table of GNU's long names;
   * in BSD's archives, such names come before the content.
   */
  read(bytes: Uint8Array, size: i32, longNames: Uint8Array, isBsd: boolean): Uint32Array {
    this.bytes = bytes;
    this.longNames = longNames;
    this.isBsd = isBsd;
    const members = new MemberNames(this.store);
    members.bytes = bytes;
    const headers = new GrowingColumn();
    const starts = new GrowingColumn();
    const sizes = new GrowingColumn();
    const kinds = new GrowingColumn();
    const firstNames = new GrowingColumn();
    let isUsual: boolean = true;
    let at: i32 = 0;
    while (isUsual && size - at >= HEADER_SIZE) {
      isUsual = this.readHeader(at);
      if (!isUsual || this.end < this.start) break;
      const firstName: i32 = members.names.count;
      const kind: i32 = members.readNames(this.start, this.end, size);
      if (kind == MEMBER_INCOMPLETE) break;
      headers.push(at as u32);
      starts.push(this.start as u32);
      sizes.push((this.end - this.start) as u32);
      firstNames.push(firstName as u32);
      kinds.push(kind as u32);
      // Members start at even places.
      at = this.end + (this.end & 1);
    }
    firstNames.push(members.names.count as u32);
    const table = new Uint32Array(ARCHIVE_FIELDS + 5 * headers.count + 1 + members.names.count);
    table[ARCHIVE_IS_USUAL] = isUsual ? 1 : 0;
    table[ARCHIVE_END] = at as u32;
    table[ARCHIVE_MEMBERS] = headers.count as u32;
    table[ARCHIVE_NAMES] = members.names.count as u32;
    let next: i32 = append(table, ARCHIVE_FIELDS, headers);
    next = append(table, next, starts);
    next = append(table, next, sizes);
    next = append(table, next, kinds);
    next = append(table, next, firstNames);
    append(table, next, members.names);
    return table;
  }

  /** Whether there is a usual header; its member may end after the bytes. */
  private readHeader(at: i32): boolean {
    const bytes = this.bytes;
    if (bytes[at + SIZE_END] != BACKQUOTE || bytes[at + SIZE_END + 1] != NEWLINE) return false;
    const size: i32 = this.number(at + SIZE_AT, at + SIZE_END);
    if (size < 0) return false;
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

/** Returns the place after it. */
function append(table: Uint32Array, at: i32, column: GrowingColumn): i32 {
  table.set(column.view(), at);
  return at + column.count;
}
