/**
 * The symbols of the link while objects join it (`SymbolTable` of the model has them before and after): columns by SymbolId,
 * and what each name stands for. They come and go as one table of numbers:
 *
 * - `SPACE_FIELDS` numbers: how many symbols, names met, places by name, file symbols, globals; what traits a new symbol has;
 *   whether lazy symbols are left to the caller
 * - by symbol: offset and size, 64-bit floating point, hence first; kind and traits, bytes, filled up to a word
 * - by symbol: flags, file, target, signature, import module, import name, name, start and length of a local name
 * - the symbols whose names were met, in that order
 * - by name: place among those + 1, or 0, or less for a name that is traced
 * - by file and symbol index: symbol
 * - by row of the link's globals: `globalType`, but not on the way out
 */
import { KEPT_TRAITS } from "./symbol-fields.ts";
import { bytesIn, floatsIn, integersIn, unsetBytes, unsetWords } from "./words.ts";

export const SPACE_SYMBOLS: i32 = 0;
export const SPACE_ORDER: i32 = 1;
export const SPACE_NAMES: i32 = 2;
export const SPACE_FILE_SYMBOLS: i32 = 3;
export const SPACE_GLOBALS: i32 = 4;
export const SPACE_TRAITS: i32 = 5;
export const SPACE_STOPS_AT_LAZY: i32 = 6;
/** Even, so that what follows is aligned. */
export const SPACE_FIELDS: i32 = 8;

/** 32-bit columns by symbol. */
const WORD_COLUMNS: i32 = 9;

export const UNMET: i32 = 0;
const NONE: i32 = -1;

export class Namespace {
  count: i32 = 0;
  offset: Float64Array = new Float64Array(0);
  size: Float64Array = new Float64Array(0);
  kind: Uint8Array = new Uint8Array(0);
  traits: Uint8Array = new Uint8Array(0);
  flags: Int32Array = new Int32Array(0);
  file: Int32Array = new Int32Array(0);
  target: Int32Array = new Int32Array(0);
  signature: Int32Array = new Int32Array(0);
  importModule: Int32Array = new Int32Array(0);
  importName: Int32Array = new Int32Array(0);
  name: Int32Array = new Int32Array(0);
  nameStart: Int32Array = new Int32Array(0);
  nameLength: Int32Array = new Int32Array(0);
  orderCount: i32 = 0;
  order: Int32Array = new Int32Array(0);
  nameCount: i32 = 0;
  /** By name: place in `order` + 1, or `UNMET`, or less. */
  positions: Int32Array = new Int32Array(0);
  /** By file and symbol index; `fileSymbolCount` of them are in use. */
  fileSymbols: Int32Array = new Int32Array(0);
  fileSymbolCount: i32 = 0;
  globalTypes: Int32Array = new Int32Array(0);
  private initialTraits: i32 = 0;
  /** A reference to a lazy symbol is the caller's to treat. */
  stopsAtLazy: boolean = false;

  put(table: Uint32Array): void {
    const count: i32 = table[SPACE_SYMBOLS] as i32;
    const orderCount: i32 = table[SPACE_ORDER] as i32;
    const nameCount: i32 = table[SPACE_NAMES] as i32;
    const fileSymbolCount: i32 = table[SPACE_FILE_SYMBOLS] as i32;
    this.initialTraits = table[SPACE_TRAITS] as i32;
    this.stopsAtLazy = table[SPACE_STOPS_AT_LAZY] != 0;
    this.count = count;
    if (count > this.kind.length) this.grow(count);
    if (orderCount > this.order.length) this.order = grown(this.order, orderCount);
    if (nameCount > this.positions.length) this.positions = grown(this.positions, nameCount);
    this.reserveFileSymbols(fileSymbolCount);
    const reader = new SpaceReader(table);
    reader.takeNumbers(this.offset, count);
    reader.takeNumbers(this.size, count);
    reader.takeBytes(this.kind, count);
    reader.takeBytes(this.traits, count);
    reader.take(this.flags, count);
    reader.take(this.file, count);
    reader.take(this.target, count);
    reader.take(this.signature, count);
    reader.take(this.importModule, count);
    reader.take(this.importName, count);
    reader.take(this.name, count);
    reader.take(this.nameStart, count);
    reader.take(this.nameLength, count);
    reader.take(this.order, orderCount);
    this.orderCount = orderCount;
    this.nameCount = nameCount;
    reader.take(this.positions, nameCount);
    reader.take(this.fileSymbols, fileSymbolCount);
    this.globalTypes = new Int32Array(table[SPACE_GLOBALS] as i32);
    reader.take(this.globalTypes, this.globalTypes.length);
  }

  take(): Uint32Array {
    const count: i32 = this.count;
    const nameCount: i32 = this.nameCount;
    const size: i32 = SPACE_FIELDS + (WORD_COLUMNS + 4) * count + 2 * wordsOf(count);
    const writer = new SpaceWriter(size + this.orderCount + nameCount + this.fileSymbolCount);
    const table = writer.table;
    table[SPACE_SYMBOLS] = count as u32;
    table[SPACE_ORDER] = this.orderCount as u32;
    table[SPACE_NAMES] = nameCount as u32;
    table[SPACE_FILE_SYMBOLS] = this.fileSymbolCount as u32;
    writer.addNumbers(this.offset, count);
    writer.addNumbers(this.size, count);
    writer.addBytes(this.kind, count);
    writer.addBytes(this.traits, count);
    writer.add(this.flags, count);
    writer.add(this.file, count);
    writer.add(this.target, count);
    writer.add(this.signature, count);
    writer.add(this.importModule, count);
    writer.add(this.importName, count);
    writer.add(this.name, count);
    writer.add(this.nameStart, count);
    writer.add(this.nameLength, count);
    writer.add(this.order, this.orderCount);
    writer.add(this.positions, nameCount);
    writer.add(this.fileSymbols, this.fileSymbolCount);
    return table;
  }

  /** The place of a name, `UNMET` for one that nobody has met. */
  positionOf(name: i32): i32 {
    return name < this.nameCount ? this.positions[name] : UNMET;
  }

  /** A symbol for a name that is not met; it means nothing yet. */
  addNamed(name: i32): i32 {
    if (name >= this.positions.length) this.positions = grown(this.positions, name + 1);
    if (name >= this.nameCount) this.nameCount = name + 1;
    if (this.orderCount == this.order.length) this.order = grown(this.order, this.orderCount + 1);
    const id: i32 = this.addRow(name);
    this.order[this.orderCount++] = id;
    this.positions[name] = this.orderCount;
    return id;
  }

  /** A symbol that is in no namespace. */
  addLocal(nameStart: i32, nameLength: i32): i32 {
    const id: i32 = this.addRow(NONE);
    this.nameStart[id] = nameStart;
    this.nameLength[id] = nameLength;
    return id;
  }

  /** Notes `traits` of a symbol. */
  mark(id: i32, traits: i32): void {
    this.traits[id] = ((this.traits[id] as i32) | traits) as u8;
  }

  /** Gives a symbol its meaning, or a new one; the traits that it keeps stay. */
  define(id: i32, kind: i32, flags: i32, file: i32, signature: i32): void {
    this.traits[id] = ((this.traits[id] as i32) & KEPT_TRAITS) as u8;
    this.kind[id] = kind as u8;
    this.flags[id] = flags;
    this.file[id] = file;
    this.signature[id] = signature;
    this.target[id] = NONE;
    this.offset[id] = 0;
    this.size[id] = 0;
    this.importModule[id] = NONE;
    this.importName[id] = NONE;
  }

  reserveFileSymbols(count: i32): void {
    if (count > this.fileSymbols.length) this.fileSymbols = grown(this.fileSymbols, count);
    if (count > this.fileSymbolCount) this.fileSymbolCount = count;
  }

  private addRow(name: i32): i32 {
    if (this.count == this.kind.length) this.grow(this.count + 1);
    const id: i32 = this.count++;
    this.name[id] = name;
    this.traits[id] = this.initialTraits as u8;
    this.nameStart[id] = 0;
    this.nameLength[id] = 0;
    return id;
  }

  private grow(needed: i32): void {
    const capacity: i32 = nextCapacity(this.flags.length, needed);
    this.offset = grownNumbers(this.offset, capacity);
    this.size = grownNumbers(this.size, capacity);
    this.kind = grownBytes(this.kind, capacity);
    this.traits = grownBytes(this.traits, capacity);
    this.flags = grownTo(this.flags, capacity);
    this.file = grownTo(this.file, capacity);
    this.target = grownTo(this.target, capacity);
    this.signature = grownTo(this.signature, capacity);
    this.importModule = grownTo(this.importModule, capacity);
    this.importName = grownTo(this.importName, capacity);
    this.name = grownTo(this.name, capacity);
    this.nameStart = grownTo(this.nameStart, capacity);
    this.nameLength = grownTo(this.nameLength, capacity);
  }
}

function nextCapacity(present: i32, needed: i32): i32 {
  const larger: i32 = present + (present >> 1) + 1024;
  return needed > larger ? needed : larger;
}

/** With zeros in what is added. */
function grown(column: Int32Array, needed: i32): Int32Array {
  const longer = new Int32Array(nextCapacity(column.length, needed));
  longer.set(column);
  return longer;
}

// By symbol: what is added is set in every row before it is read.

function grownTo(column: Int32Array, capacity: i32): Int32Array {
  const longer = integersIn(unsetWords(capacity));
  longer.set(column);
  return longer;
}

function grownNumbers(column: Float64Array, capacity: i32): Float64Array {
  const longer = floatsIn(unsetWords(2 * capacity));
  longer.set(column);
  return longer;
}

function grownBytes(column: Uint8Array, capacity: i32): Uint8Array {
  const longer = unsetBytes(capacity);
  longer.set(column);
  return longer;
}

/** Words that so many bytes take. */
function wordsOf(bytes: i32): i32 {
  return (bytes + 3) >> 2;
}

/** Takes columns from a table, one after the other. */
class SpaceReader {
  private readonly words: Int32Array;
  private readonly numbers: Float64Array;
  private readonly bytes: Uint8Array;
  private at: i32 = SPACE_FIELDS;

  constructor(table: Uint32Array) {
    this.words = integersIn(table);
    this.numbers = floatsIn(table);
    this.bytes = bytesIn(table);
  }

  take(column: Int32Array, count: i32): void {
    column.set(this.words.subarray(this.at, this.at + count));
    this.at += count;
  }

  takeNumbers(column: Float64Array, count: i32): void {
    column.set(this.numbers.subarray(this.at >> 1, (this.at >> 1) + count));
    this.at += 2 * count;
  }

  takeBytes(column: Uint8Array, count: i32): void {
    column.set(this.bytes.subarray(this.at << 2, (this.at << 2) + count));
    this.at += wordsOf(count);
  }
}

class SpaceWriter {
  readonly table: Uint32Array;
  private readonly words: Int32Array;
  private readonly numbers: Float64Array;
  private readonly bytes: Uint8Array;
  private at: i32 = SPACE_FIELDS;

  constructor(size: i32) {
    const table = unsetWords(size);
    table.fill(0, 0, SPACE_FIELDS);
    this.table = table;
    this.words = integersIn(table);
    this.numbers = floatsIn(table);
    this.bytes = bytesIn(table);
  }

  add(column: Int32Array, count: i32): void {
    this.words.set(column.subarray(0, count), this.at);
    this.at += count;
  }

  addNumbers(column: Float64Array, count: i32): void {
    this.numbers.set(column.subarray(0, count), this.at >> 1);
    this.at += 2 * count;
  }

  addBytes(column: Uint8Array, count: i32): void {
    // What is left of the last word.
    if (count > 0) this.table[this.at + wordsOf(count) - 1] = 0;
    this.bytes.set(column.subarray(0, count), this.at << 2);
    this.at += wordsOf(count);
  }
}
