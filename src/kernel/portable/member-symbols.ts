/**
 * What the members of an archive define, for all of them at once: an archive has thousands, of which a link takes a few.
 * Only members of the usual shape are read: relocatable objects as compilers make them. The others are left to the caller,
 * so that nothing that is wrong with a file need be told from what is merely rare.
 */
export const MEMBER_UNUSUAL: i32 = 0;
export const MEMBER_32: i32 = 1;
export const MEMBER_64: i32 = 2;

const CUSTOM: i32 = 0;
const TYPE: i32 = 1;
const IMPORT: i32 = 2;
const TAG: i32 = 13;
/** Ranks in the order of sections; see `format/section-order.ts`. */
const RANK_LINKING: i32 = 20;
const RANK_NAME: i32 = 21;
const RANK_PRODUCERS: i32 = 22;
const RANK_FEATURES: i32 = 23;

const SYMBOL_TABLE: i32 = 8;
const KIND_DATA: i32 = 1;
const KIND_SECTION: i32 = 3;
const KIND_TABLE: i32 = 5;
const BINDING_MASK: i32 = 3;
const BINDING_LOCAL: i32 = 2;
const UNDEFINED: i32 = 0x10;
const EXPLICIT_NAME: i32 = 0x40;

export class MemberSymbols {
  /** By member: `MEMBER_...`. */
  readonly kind: Uint8Array;
  /** First name by member, and last the number of all. */
  readonly firstName: Uint32Array;
  /** Where each name starts in `text`, and last where they all end: defined symbols that are not local, in order. */
  nameStart: Uint32Array;
  text: Uint8Array;
  private nameCount: i32 = 0;
  private textSize: i32 = 0;
  private readonly bytes: Uint8Array;
  /** Position in the member, and where it ends. */
  private at: i32 = 0;
  private end: i32 = 0;
  private is64: boolean = false;

  /** Member `i` is `bytes[starts[i], starts[i] + sizes[i])`. */
  constructor(bytes: Uint8Array, starts: Uint32Array, sizes: Uint32Array) {
    const count: i32 = starts.length;
    this.bytes = bytes;
    this.kind = new Uint8Array(count);
    this.firstName = new Uint32Array(count + 1);
    this.nameStart = new Uint32Array(count * 4 + 16);
    this.text = new Uint8Array(count * 64 + 256);
    for (let i: i32 = 0; i < count; i++) {
      const nameCount: i32 = this.nameCount;
      const textSize: i32 = this.textSize;
      this.firstName[i] = nameCount as u32;
      this.at = starts[i] as i32;
      this.end = this.at + (sizes[i] as i32);
      this.is64 = false;
      if (this.end <= bytes.length && this.readMember()) {
        this.kind[i] = (this.is64 ? MEMBER_64 : MEMBER_32) as u8;
      } else {
        this.nameCount = nameCount;
        this.textSize = textSize;
      }
    }
    this.firstName[count] = this.nameCount as u32;
    if (this.nameCount == this.nameStart.length) this.growNames();
    this.nameStart[this.nameCount] = this.textSize as u32;
    this.nameStart = this.nameStart.subarray(0, this.nameCount + 1);
    this.text = this.text.subarray(0, this.textSize);
  }

  private readMember(): boolean {
    const bytes = this.bytes;
    const start: i32 = this.at;
    if (this.end - start < 8) return false;
    if (bytes[start] != 0 || bytes[start + 1] != 0x61 || bytes[start + 2] != 0x73 || bytes[start + 3] != 0x6d)
      return false;
    if (bytes[start + 4] != 1 || bytes[start + 5] != 0 || bytes[start + 6] != 0 || bytes[start + 7] != 0) return false;
    this.at = start + 8;
    const end: i32 = this.end;
    let highest: i32 = -1;
    let hasRelocations: boolean = false;
    let hasLinking: boolean = false;
    while (this.at < end) {
      const id: i32 = bytes[this.at++];
      const size: i32 = this.leb(end);
      if (size <= 0 || size > end - this.at) return false;
      const sectionEnd: i32 = this.at + size;
      let rank: i32 = id;
      if (id == CUSTOM) {
        const length: i32 = this.leb(sectionEnd);
        if (length < 0 || length > sectionEnd - this.at) return false;
        const name: i32 = this.at;
        this.at += length;
        if (startsWith(bytes, name, length, "dylink")) return false;
        rank = customRank(bytes, name, length);
        if (rank < 0) {
          if (startsWith(bytes, name, length, "reloc.")) hasRelocations = true;
        } else if (rank == RANK_LINKING) {
          hasLinking = true;
        }
      } else {
        rank = standardRank(id);
        // Memories, exports and unknown sections are read by the caller.
        if (rank < 0) return false;
      }
      if (rank >= 0) {
        if (rank <= highest || (hasRelocations && rank <= RANK_LINKING)) return false;
        highest = rank;
      }
      if (id == TYPE && !this.readTypes(sectionEnd)) return false;
      if (id == IMPORT && !this.readImports(sectionEnd)) return false;
      if (rank == RANK_LINKING && !this.readLinking(sectionEnd)) return false;
      this.at = sectionEnd;
    }
    return hasLinking;
  }

  /** Functions of plain value types. */
  private readTypes(end: i32): boolean {
    const bytes = this.bytes;
    for (let count: i32 = this.leb(end); count > 0; count--) {
      if (this.at >= end || bytes[this.at++] != 0x60) return false;
      for (let list: i32 = 0; list < 2; list++) {
        const types: i32 = this.leb(end);
        if (types < 0 || types > end - this.at) return false;
        for (let i: i32 = 0; i < types; i++) {
          const type: i32 = bytes[this.at++];
          if (!((type >= 0x7b && type <= 0x7f) || type == 0x70 || type == 0x6f)) return false;
        }
      }
    }
    return true;
  }

  /** Up to the memory, whose address type is all that is wanted. */
  private readImports(end: i32): boolean {
    const bytes = this.bytes;
    for (let count: i32 = this.leb(end); count > 0; count--) {
      for (let i: i32 = 0; i < 2; i++) {
        const length: i32 = this.leb(end);
        if (length < 0 || length > end - this.at) return false;
        this.at += length;
      }
      if (this.at >= end) return false;
      const kind: i32 = bytes[this.at++];
      if (kind == 0) {
        if (this.leb(end) < 0) return false;
      } else if (kind == 1) {
        if (this.at >= end || bytes[this.at++] != 0x70 || this.limits(end) < 0) return false;
      } else if (kind == 2) {
        const flags: i32 = this.limits(end);
        this.is64 = (flags & 4) != 0;
        return flags >= 0;
      } else if (kind == 3) {
        if (end - this.at < 2 || bytes[this.at + 1] > 1) return false;
        this.at += 2;
      } else if (kind == 4) {
        this.at++;
        if (this.leb(end) < 0) return false;
      } else {
        return false;
      }
    }
    return true;
  }

  /** The flags of limits; -1 if they are unusual. */
  private limits(end: i32): i32 {
    if (this.at >= end) return -1;
    const flags: i32 = this.bytes[this.at++];
    if (flags > 7 || this.leb(end) < 0) return -1;
    return (flags & 1) != 0 && this.leb(end) < 0 ? -1 : flags;
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
    for (let count: i32 = this.leb(end); count > 0; count--) {
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
      if (isDefined && (flags & BINDING_MASK) != BINDING_LOCAL) this.addName(this.at, length);
      this.at += length;
      if (kind == KIND_DATA && isDefined) {
        if (this.leb(end) < 0 || this.leb(end) < 0 || this.leb(end) < 0) return false;
      }
    }
    return true;
  }

  private addName(start: i32, length: i32): void {
    if (this.nameCount == this.nameStart.length) this.growNames();
    this.nameStart[this.nameCount++] = this.textSize as u32;
    const size: i32 = this.textSize + length;
    if (size > this.text.length) {
      const text = new Uint8Array(size * 2);
      text.set(this.text);
      this.text = text;
    }
    const bytes = this.bytes;
    const text = this.text;
    for (let i: i32 = 0, to: i32 = this.textSize; i < length; i++) text[to + i] = bytes[start + i];
    this.textSize = size;
  }

  private growNames(): void {
    const nameStart = new Uint32Array(this.nameStart.length * 2);
    nameStart.set(this.nameStart);
    this.nameStart = nameStart;
  }

  /** An unsigned integer of up to 28 bits, perhaps padded to five bytes; -1 if it is anything else. */
  private leb(end: i32): i32 {
    const bytes = this.bytes;
    let value: i32 = 0;
    for (let shift: i32 = 0; shift < 35; shift += 7) {
      if (this.at >= end) return -1;
      const byte: i32 = bytes[this.at++];
      if (shift == 28 && byte != 0) return -1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return -1;
  }
}

function standardRank(id: i32): i32 {
  // Type, import, function and table come before tags, the others after them.
  if (id >= TYPE && id <= 4) return id;
  if (id == TAG) return 5;
  if (id == 6) return 6;
  if (id == 9) return 9;
  if (id == 12) return 10;
  if (id == 10) return 11;
  return id == 11 ? 12 : -1;
}

/** -1 for the sections that may come anywhere. */
function customRank(bytes: Uint8Array, start: i32, length: i32): i32 {
  if (isName(bytes, start, length, "linking")) return RANK_LINKING;
  if (isName(bytes, start, length, "name")) return RANK_NAME;
  if (isName(bytes, start, length, "producers")) return RANK_PRODUCERS;
  return isName(bytes, start, length, "target_features") ? RANK_FEATURES : -1;
}

function isName(bytes: Uint8Array, start: i32, length: i32, name: string): boolean {
  return length == name.length && startsWith(bytes, start, length, name);
}

function startsWith(bytes: Uint8Array, start: i32, length: i32, name: string): boolean {
  if (length < name.length) return false;
  for (let i: i32 = 0; i < name.length; i++) if ((bytes[start + i] as i32) != name.charCodeAt(i)) return false;
  return true;
}
