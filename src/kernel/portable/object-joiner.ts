/**
 * Objects join the link: their functions, segments and sections become chunks, and their symbols meet the namespace. What nearly
 * all symbols are is decided here, by numbers alone; wherever something is to be said, or a rule is needed that few links need,
 * the joiner stops and the caller (`resolution/` in `src/`) decides about that symbol.
 */
import { GrowingColumn } from "./growing-column.ts";
import { Namespace, UNMET } from "./namespace.ts";
import { NO_ROW } from "./record-column.ts";
import * as Field from "./object-fields.ts";
import { ObjectStore } from "./object-store.ts";
import {
  globalTypeOf,
  importModuleOf,
  importNameOf,
  isCalled,
  isUndefined,
  kindOf,
  nameLengthOf,
  offsetOf,
  signatureOf,
  sizeOf,
  SYMBOL_FIELDS,
  SYMBOL_FLAGS,
  SYMBOL_INDEX,
  SYMBOL_NAME,
} from "./symbol-records.ts";
import { isLocal, localKind, localTarget } from "./object-table.ts";
import {
  BINDING_MASK,
  BINDING_WEAK,
  CALLED_DIRECTLY,
  DEFINED_DATA,
  DEFINED_FUNCTION,
  DEFINED_GLOBAL,
  KIND_DATA,
  KIND_FUNCTION,
  KIND_GLOBAL,
  KIND_TABLE,
  LAZY,
  REFERENCED,
  TRACED,
  UNDEFINED,
  UNDEFINED_DATA,
  UNDEFINED_FUNCTION,
  UNDEFINED_GLOBAL,
  UNDEFINED_TABLE,
  USED,
} from "./symbol-fields.ts";
import { unsetWords } from "./words.ts";

const NONE: i32 = -1;
/** Not a SymbolId: the caller has to decide. */
const UNUSUAL: i32 = -1;

/** Columns of `takeChunks`, which begins with the number of chunks. */
export const TAKEN_COLUMNS: i32 = 15;

export class ObjectJoiner {
  private readonly objects: ObjectStore;
  private readonly space: Namespace;
  /** By name: whether a file has the COMDAT group. */
  private claimed: Uint8Array = new Uint8Array(0);
  /** Objects that have joined since the last `takeChunks`, and FileId, first chunk and first file symbol by object. */
  private readonly joined: GrowingColumn = new GrowingColumn();
  private readonly files: GrowingColumn = new GrowingColumn();
  private readonly chunkStarts: GrowingColumn = new GrowingColumn();
  private readonly symbolStarts: GrowingColumn = new GrowingColumn();
  /** After a stop: the file that is to be extracted before the next symbol, or -1. */
  wanted: i32 = NONE;

  // The object whose symbols are being added.
  private object: i32 = 0;
  private file: i32 = 0;
  private chunkStart: i32 = 0;

  constructor(objects: ObjectStore, space: Namespace) {
    this.objects = objects;
    this.space = space;
  }

  /** By name: 1 for those groups that no file has had; now one has. */
  claimComdats(names: Uint32Array): Uint8Array {
    const kept = new Uint8Array(names.length);
    for (let i: i32 = 0; i < names.length; i++) kept[i] = this.claim(names[i] as i32) ? 1 : 0;
    return kept;
  }

  /** Adds the chunks and local symbols of `object`; what they get numbers from, the caller says. Symbols are next. */
  join(object: i32, file: i32, chunkStart: i32, symbolStart: i32): void {
    while (this.files.count <= object) {
      this.files.push(NO_ROW);
      this.chunkStarts.push(NO_ROW);
      this.symbolStarts.push(NO_ROW);
    }
    this.files.values[object] = file as u32;
    this.chunkStarts.values[object] = chunkStart as u32;
    this.symbolStarts.values[object] = symbolStart as u32;
    this.joined.push(object as u32);
    this.discardLosers(object);
    this.addLocals(object, file, chunkStart, symbolStart);
  }

  /**
   * Adds symbols of an object that has joined, from `index` on. Returns the index where it stopped, or one that no symbol has: if
   * `wanted` is a file, once that is extracted, the next symbol is to be added; else this symbol is the caller's.
   */
  addSymbols(object: i32, index: i32): i32 {
    const objects = this.objects;
    const space = this.space;
    const records = objects.symbols.values;
    const ownCount: i32 = objects.symbolCount.values[object] as i32;
    const count: i32 = ownCount + (objects.tableReferences.values[object] as i32);
    const symbolStart: i32 = this.symbolStarts.values[object] as i32;
    this.object = object;
    this.file = this.files.values[object] as i32;
    this.chunkStart = this.chunkStarts.values[object] as i32;
    this.wanted = NONE;
    space.reserveFileSymbols(symbolStart + count);
    let at: i32 = ((objects.firstSymbol.values[object] as i32) + index) * SYMBOL_FIELDS;
    for (; index < count; index++, at += SYMBOL_FIELDS) {
      if (isLocal(records[at + SYMBOL_FLAGS])) continue;
      const id: i32 = this.addSymbol(records, at);
      if (id == UNUSUAL) return index;
      // No relocation says who uses the table of an object without table symbols, so it is always live.
      if (index == ownCount) space.mark(id, REFERENCED);
      space.fileSymbols[symbolStart + index] = id;
      if (this.wanted != NONE) return index;
    }
    return index;
  }

  /**
   * Offers definitions: `names[i]` by the lazy object `files[i]`. Returns the first that has to be extracted, if `wanted` says so,
   * or that is the caller's; or the number of all.
   */
  offer(names: Uint32Array, files: Uint32Array): i32 {
    const space = this.space;
    this.wanted = NONE;
    for (let i: i32 = 0; i < names.length; i++) {
      const name: i32 = names[i] as i32;
      const file: i32 = files[i] as i32;
      const position: i32 = space.positionOf(name);
      if (position < UNMET) return i;
      if (position == UNMET) {
        space.define(space.addNamed(name), LAZY, 0, file, NONE);
        continue;
      }
      const id: i32 = space.order[position - 1];
      if ((space.traits[id] & TRACED) != 0) return i;
      const kind: i32 = space.kind[id];
      if (kind < UNDEFINED_FUNCTION || kind >= LAZY) continue;
      if ((space.flags[id] & BINDING_MASK) != BINDING_WEAK) {
        if (!space.stopsAtLazy) this.wanted = file;
        return i;
      }
      // A weak reference does not extract, but remembers where a definition is, and its own signature.
      space.define(id, LAZY, BINDING_WEAK, file, kind == UNDEFINED_FUNCTION ? space.signature[id] : NONE);
    }
    return names.length;
  }

  /**
   * The chunks of the objects that have joined since the last call, in that order: their number, then columns (kind, file, and
   * the fields of the record but its last).
   */
  takeChunks(): Uint32Array {
    const objects = this.objects;
    let count: i32 = 0;
    for (let i: i32 = 0; i < this.joined.count; i++) count += this.chunkCount(this.joined.values[i] as i32);
    const table = unsetWords(1 + TAKEN_COLUMNS * count);
    table[0] = count as u32;
    const values = objects.chunks.values;
    let row: i32 = 1;
    for (let i: i32 = 0; i < this.joined.count; i++) {
      const object: i32 = this.joined.values[i] as i32;
      const file: u32 = this.files.values[object];
      const functionCount: i32 = objects.functionCount.values[object] as i32;
      const segmentEnd: i32 = functionCount + (objects.segmentCount.values[object] as i32);
      let record: i32 = (objects.firstChunk.values[object] as i32) * Field.CHUNK_FIELDS;
      const chunkCount: i32 = this.chunkCount(object);
      for (let chunk: i32 = 0; chunk < chunkCount; chunk++, record += Field.CHUNK_FIELDS, row++) {
        let kind: i32 = Field.CHUNK_SECTION;
        if (chunk < functionCount) kind = Field.CHUNK_FUNCTION;
        else if (chunk < segmentEnd) kind = Field.CHUNK_SEGMENT;
        table[row] = kind as u32;
        table[row + count] = file;
        let at: i32 = row + 2 * count;
        for (let field: i32 = 0; field < Field.CHUNK_INDEX; field++, at += count) table[at] = values[record + field];
      }
    }
    this.joined.count = 0;
    return table;
  }

  private chunkCount(object: i32): i32 {
    const objects = this.objects;
    const bodies: u32 = objects.functionCount.values[object] + objects.segmentCount.values[object];
    return (bodies + objects.sectionCount.values[object]) as i32;
  }

  private claim(name: i32): boolean {
    if (name >= this.claimed.length) {
      const longer = new Uint8Array(name * 2 + 1024);
      longer.set(this.claimed);
      this.claimed = longer;
    }
    if (this.claimed[name] != 0) return false;
    this.claimed[name] = 1;
    return true;
  }

  /** Of COMDAT groups that another file has. */
  private discardLosers(object: i32): void {
    const objects = this.objects;
    const count: i32 = objects.comdatCount.values[object] as i32;
    if (count == 0) return;
    const first: i32 = objects.firstComdat.values[object] as i32;
    const kept = this.claimComdats(objects.comdats.values.subarray(first, first + count));
    const values = objects.chunks.values;
    let at: i32 = (objects.firstChunk.values[object] as i32) * Field.CHUNK_FIELDS;
    for (let i: i32 = this.chunkCount(object); i > 0; i--, at += Field.CHUNK_FIELDS) {
      const comdat: u32 = values[at + Field.CHUNK_COMDAT];
      if (comdat != NO_ROW && kept[comdat as i32] == 0) values[at + Field.CHUNK_DISCARDED] = 1;
    }
  }

  private addLocals(object: i32, file: i32, chunkStart: i32, symbolStart: i32): void {
    const objects = this.objects;
    const space = this.space;
    const records = objects.symbols.values;
    const count: i32 = objects.symbolCount.values[object] as i32;
    space.reserveFileSymbols(symbolStart + count);
    let at: i32 = (objects.firstSymbol.values[object] as i32) * SYMBOL_FIELDS;
    for (let i: i32 = 0; i < count; i++, at += SYMBOL_FIELDS) {
      const flags: u32 = records[at + SYMBOL_FLAGS];
      if (!isLocal(flags)) continue;
      const kind: i32 = localKind(kindOf(records, at));
      const id: i32 = space.addLocal(records[at + SYMBOL_NAME] as i32, nameLengthOf(records, at) as i32);
      space.define(id, kind, flags as i32, file, signed(signatureOf(records, at)));
      space.target[id] = chunkStart + localTarget(objects, object, kind, records[at + SYMBOL_INDEX] as i32);
      space.offset[id] = offsetOf(records, at);
      space.size[id] = sizeOf(records, at);
      space.fileSymbols[symbolStart + i] = id;
    }
  }

  /** The symbol that the one at `at` is, or `UNUSUAL`, and then nothing has changed. */
  private addSymbol(records: Uint32Array, at: i32): i32 {
    const space = this.space;
    const name: i32 = records[at + SYMBOL_NAME] as i32;
    const position: i32 = space.positionOf(name);
    if (position < UNMET) return UNUSUAL;
    const known: i32 = position == UNMET ? NONE : space.order[position - 1];
    if (known != NONE && (space.traits[known] & TRACED) != 0) return UNUSUAL;
    const kind: i32 = kindOf(records, at);
    const isReference: boolean = isUndefined(records, at);
    if (kind != KIND_FUNCTION && kind != KIND_DATA) {
      if (!isReference) return UNUSUAL;
      return known == NONE ? this.addGlobal(records, at) : this.referToElement(records, at, known);
    }
    if (isReference) return this.refer(records, at, known, kind == KIND_FUNCTION);
    const defined: i32 = kind == KIND_FUNCTION ? DEFINED_FUNCTION : DEFINED_DATA;
    const target: i32 = localTarget(this.objects, this.object, defined, records[at + SYMBOL_INDEX] as i32);
    const chunk: i32 = ((this.objects.firstChunk.values[this.object] as i32) + target) * Field.CHUNK_FIELDS;
    // Where its group is another file's, so is the symbol.
    return this.objects.chunks.values[chunk + Field.CHUNK_DISCARDED] != 0
      ? this.refer(records, at, known, kind == KIND_FUNCTION)
      : this.define(records, at, known, target);
  }

  private define(records: Uint32Array, at: i32, known: i32, target: i32): i32 {
    const space = this.space;
    const isFunction: boolean = kindOf(records, at) == KIND_FUNCTION;
    const flags: i32 = records[at + SYMBOL_FLAGS] as i32;
    const signature: i32 = signed(signatureOf(records, at));
    let id: i32 = known;
    if (known != NONE && space.kind[known] != LAZY) {
      const kind: i32 = space.kind[known];
      if (isFunction && space.signature[known] != signature) return UNUSUAL;
      if (kind == (isFunction ? DEFINED_FUNCTION : DEFINED_DATA)) {
        if ((flags & BINDING_MASK) == BINDING_WEAK) {
          space.mark(known, USED);
          return known;
        }
        if ((space.flags[known] & BINDING_MASK) != BINDING_WEAK) return UNUSUAL;
      } else if (kind != (isFunction ? UNDEFINED_FUNCTION : UNDEFINED_DATA)) {
        return UNUSUAL;
      }
    }
    if (known == NONE) id = space.addNamed(records[at + SYMBOL_NAME] as i32);
    space.mark(id, USED);
    space.define(id, isFunction ? DEFINED_FUNCTION : DEFINED_DATA, flags, this.file, signature);
    space.target[id] = this.chunkStart + target;
    space.offset[id] = offsetOf(records, at);
    space.size[id] = sizeOf(records, at);
    return id;
  }

  /** To a function or data, whether the symbol is undefined here or its definition was discarded. */
  private refer(records: Uint32Array, at: i32, known: i32, isFunction: boolean): i32 {
    const space = this.space;
    const flags: i32 = (records[at + SYMBOL_FLAGS] as i32) | UNDEFINED;
    const signature: i32 = signed(signatureOf(records, at));
    const importModule: i32 = signed(importModuleOf(records, at));
    const importName: i32 = signed(importNameOf(records, at));
    const isWeak: boolean = (flags & BINDING_MASK) == BINDING_WEAK;
    let traits: i32 = USED;
    if (isFunction && isCalled(records, at)) traits |= CALLED_DIRECTLY;
    if (known == NONE) {
      const id: i32 = space.addNamed(records[at + SYMBOL_NAME] as i32);
      space.define(id, isFunction ? UNDEFINED_FUNCTION : UNDEFINED_DATA, flags, this.file, signature);
      space.mark(id, traits);
      if (isFunction) {
        space.importModule[id] = importModule;
        space.importName[id] = importName;
      }
      return id;
    }
    const kind: i32 = space.kind[known];
    if (kind == LAZY) {
      if (space.stopsAtLazy) return UNUSUAL;
      if (!isWeak) {
        this.wanted = space.file[known];
      } else {
        space.flags[known] |= BINDING_WEAK;
        if (isFunction) space.signature[known] = signature;
      }
      traits = USED;
    } else if (kind == (isFunction ? UNDEFINED_FUNCTION : UNDEFINED_DATA)) {
      if ((space.flags[known] & BINDING_MASK) == BINDING_WEAK) return UNUSUAL;
      if (isFunction && space.signature[known] != signature) return UNUSUAL;
      if (isFunction && (space.importModule[known] != importModule || space.importName[known] != importName)) {
        return UNUSUAL;
      }
    } else {
      if (kind != (isFunction ? DEFINED_FUNCTION : DEFINED_DATA)) return UNUSUAL;
      if (isFunction && space.signature[known] != signature) return UNUSUAL;
      traits = USED;
    }
    space.mark(known, traits);
    return known;
  }

  /** The first reference to a global. A table's type is more than a number. */
  private addGlobal(records: Uint32Array, at: i32): i32 {
    if (kindOf(records, at) != KIND_GLOBAL) return UNUSUAL;
    const space = this.space;
    const flags: i32 = records[at + SYMBOL_FLAGS] as i32;
    const id: i32 = space.addNamed(records[at + SYMBOL_NAME] as i32);
    space.define(id, UNDEFINED_GLOBAL, flags, this.file, globalTypeOf(records, at) as i32);
    space.mark(id, USED);
    space.importModule[id] = signed(importModuleOf(records, at));
    space.importName[id] = signed(importNameOf(records, at));
    return id;
  }

  /** To a global or table that is known, and stays what it is. */
  private referToElement(records: Uint32Array, at: i32, known: i32): i32 {
    const space = this.space;
    const kind: i32 = kindOf(records, at);
    const isWeak: boolean = (space.flags[known] & BINDING_MASK) == BINDING_WEAK;
    const knownKind: i32 = space.kind[known];
    let isUsual: boolean = false;
    if (knownKind == UNDEFINED_TABLE) isUsual = kind == KIND_TABLE && !isWeak;
    else if (knownKind == UNDEFINED_GLOBAL) isUsual = kind == KIND_GLOBAL && !isWeak;
    else if (knownKind == DEFINED_GLOBAL && kind == KIND_GLOBAL) {
      isUsual = space.globalTypes[space.target[known]] == (globalTypeOf(records, at) as i32);
    }
    if (!isUsual) return UNUSUAL;
    space.mark(known, USED);
    return known;
  }
}

/** `NO_ROW` as -1. */
function signed(value: u32): i32 {
  return value == NO_ROW ? NONE : (value as i32);
}
