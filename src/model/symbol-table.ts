/**
 * All symbols of a link as columns, and the one flat namespace of the non-local ones (LLD's `SymbolTable` storage).
 * A symbol is a row; a new definition overwrites its row in place, so every reference to the id sees it.
 */
import { type IdList, mintId, type NameId, type SymbolId } from "../base/ids.ts";
import type { NameTable } from "../format/name-table.ts";
import type { LocalColumns, TableType } from "../format/object-module.ts";
import { SymbolFlag } from "../format/wasm.ts";
import {
  SPACE_FIELDS,
  SPACE_FILE_SYMBOLS,
  SPACE_NAMES,
  SPACE_ORDER,
  SPACE_SYMBOLS,
} from "../kernel/portable/namespace.ts";
import { type Column, growColumn, nextCapacity } from "./columns.ts";
import { PackedColumns, wordsOf } from "./packed-columns.ts";
import { isUndefinedKind, KEPT_TRAITS, Kind, Trait } from "./symbol-kind.ts";

/** No row, no index, no slot. */
export const NONE = -1;

/** A name on `--trace-symbol` that nothing has mentioned yet. */
const TRACED_ONLY = -1;
/** Nothing has mentioned the name. */
const UNMET = 0;
/** The name that was met before all others. */
const FIRST = 1;

/** Where a local symbol's name is, for whoever has to print it. */
export type DecodeName = (file: number, start: number, length: number) => string;

export interface NewSymbol {
  readonly kind: Kind;
  readonly flags: number;
  /** FileId, or `NONE` for the linker's own. */
  readonly file: number;
  /** ChunkId of functions, data and sections; row of the global, tag or table list; `NONE`. */
  readonly target?: number;
  /** SignatureId of functions and tags; of an undefined global, its type as `globalTypeNumber` has it. */
  readonly signature?: number;
  /** Of data: offset in its chunk, or the address where there is no chunk. */
  readonly offset?: number;
  readonly size?: number;
}

export class SymbolTable {
  kind: Uint8Array = new Uint8Array(0);
  /** `SymbolFlag` bits as in the object file. */
  flags: Uint32Array = new Uint32Array(0);
  /** `Trait` bits. */
  traits: Uint8Array = new Uint8Array(0);
  file: Int32Array = new Int32Array(0);
  target: Int32Array = new Int32Array(0);
  signature: Int32Array = new Int32Array(0);
  offset: Float64Array = new Float64Array(0);
  size: Float64Array = new Float64Array(0);
  /** Function, global, tag or table index of an import. */
  importIndex: Int32Array = new Int32Array(0);
  /** Place in the function table of a function that has no chunk of its own. */
  tableEntry: Int32Array = new Int32Array(0);
  gotIndex: Int32Array = new Int32Array(0);
  /** Index in the output's symbol table (`-r`, `--emit-relocs`). */
  outputSymbolIndex: Int32Array = new Int32Array(0);
  /** Of an undefined function: the trap function that stands for it. */
  stub: Int32Array = new Int32Array(0);
  /** NameId of the module and the name that an import is to have; `NONE` where nobody has said. */
  importModule: Int32Array = new Int32Array(0);
  importName: Int32Array = new Int32Array(0);
  /** Of undefined tables. */
  readonly tableType = new Map<SymbolId, TableType>();
  length = 0;

  /**
   * Non-local symbols in the order in which their names were first met: the order of imports, exports and the symbol
   * table.
   */
  get order(): IdList<SymbolId> {
    return this.#order.subarray(0, this.#orderCount) as ArrayLike<number> as IdList<SymbolId>;
  }
  #order: Int32Array = new Int32Array(0);
  #orderCount = 0;
  /** By name: place in `order` + 1, or `UNMET`, or `TRACED_ONLY`. */
  #positions: Int32Array = new Int32Array(0);
  /** Names that have a place there. */
  #nameCount = 0;
  /** NameId; `NONE` for a symbol that is in no namespace. */
  #name: Int32Array = new Int32Array(0);
  /** Text of a symbol outside the namespace that was given or has been decoded, and of renamed symbols. */
  readonly #texts = new Map<SymbolId, string>();
  /** Bytes of a local symbol's name in its file. */
  #nameStart: Uint32Array = new Uint32Array(0);
  #nameLength: Uint32Array = new Uint32Array(0);
  readonly #names: NameTable;
  readonly #decodeName: DecodeName;
  /** New symbols start as referenced where nothing is collected. */
  readonly #initialTraits: number;

  constructor(names: NameTable, decodeName: DecodeName, gcSections: boolean) {
    this.#names = names;
    this.#decodeName = decodeName;
    this.#initialTraits = gcSections ? 0 : Trait.referenced;
  }

  /** A symbol that is in no namespace: locals, signature variants, output sections. */
  addUnnamed(text: string, symbol: NewSymbol, traits = this.#initialTraits): SymbolId {
    const id = this.#addRow(NONE, traits);
    this.#texts.set(id, text);
    this.#fill(id, symbol);
    return id;
  }

  /** A local symbol whose name stays bytes of its file until somebody asks. */
  addLocal(nameStart: number, nameLength: number, symbol: NewSymbol): SymbolId {
    const id = this.#addRow(NONE, this.#initialTraits);
    this.#fill(id, symbol);
    this.#nameStart[id] = nameStart;
    this.#nameLength[id] = nameLength;
    return id;
  }

  /**
   * Adds the local definitions of a file and returns the first: column by column, which is native code everywhere.
   * `firstTarget`: ChunkId of target 0.
   */
  addLocals(file: number, locals: LocalColumns, firstTarget: number): SymbolId {
    const { count, target } = locals;
    const first = mintId<"symbol">(this.length);
    const end = first + count;
    if (end > this.kind.length) this.#grow(end);
    this.length = end;
    this.kind.set(locals.kind, first);
    this.flags.set(locals.flags, first);
    this.traits.fill(this.#initialTraits, first, end);
    this.file.fill(file, first, end);
    this.signature.set(locals.signature, first);
    this.offset.set(locals.offset, first);
    this.size.set(locals.size, first);
    this.#nameStart.set(locals.nameStart, first);
    this.#nameLength.set(locals.nameLength, first);
    for (let i = 0; i < count; i++) this.target[first + i] = target[i] === NONE ? NONE : target[i] + firstTarget;
    return first;
  }

  /** The symbol that `text` names. */
  find(text: string): SymbolId | undefined {
    return this.findName(this.#names.intern(text));
  }

  findName(name: NameId): SymbolId | undefined {
    const position = name < this.#positions.length ? this.#positions[name] : UNMET;
    return position > UNMET ? (this.#order[position - 1] as SymbolId) : undefined;
  }

  /**
   * The symbol called `name`, added if need be: a new row is `Kind.unset` until `define` gives it a meaning. Symbols that
   * an object file or the linker names count as used.
   */
  insert(name: NameId, isUsed: boolean): SymbolId {
    this.#reservePositions(name + 1);
    const position = this.#positions[name];
    const used = isUsed ? Trait.usedInRegularObject : 0;
    if (position > UNMET) {
      const id = this.#order[position - 1] as SymbolId;
      this.traits[id] = this.traits[id] | used;
      return id;
    }
    const traced = position === TRACED_ONLY ? Trait.traced : 0;
    const id = this.#addRow(name, this.#initialTraits | used | traced);
    this.#pushOrder(id);
    this.#positions[name] = this.#orderCount;
    this.kind[id] = Kind.unset;
    return id;
  }

  /** Gives a row its meaning, or a new one (LLD's `replaceSymbol`); the kept traits stay. */
  define(id: SymbolId, symbol: NewSymbol): void {
    this.importModule[id] = this.importName[id] = NONE;
    this.traits[id] = this.traits[id] & KEPT_TRAITS;
    this.#fill(id, symbol);
  }

  /** `--trace-symbol NAME`. */
  trace(text: string): void {
    const name = this.#names.intern(text);
    this.#reservePositions(name + 1);
    if (this.#positions[name] === UNMET) this.#positions[name] = TRACED_ONLY;
  }

  /** Makes `id` the symbol that `name` stands for (the primary signature variant). */
  replacePrimary(name: NameId, id: SymbolId): void {
    this.#order[this.#positions[name] - 1] = id;
  }

  /**
   * `--wrap`: looking up `real` finds what was found by the name of `symbol`, and that name finds the wrapper. A trap
   * function has been renamed; nothing is found by its name, so that wasm-ld takes the first symbol of all.
   */
  wrap(symbol: SymbolId, real: SymbolId, wrapper: SymbolId): void {
    const [original, other, replacement] = [symbol, real, wrapper].map((id) => this.#names.intern(this.name(id)));
    this.#reservePositions(Math.max(original, other, replacement) + 1);
    const positionOf = (name: NameId): number => (this.#positions[name] === UNMET ? FIRST : this.#positions[name]);
    this.#positions[other] = positionOf(original);
    this.#positions[original] = positionOf(replacement);
  }

  /**
   * All of it for the kernel (`kernel/portable/namespace.ts`), which adds to it until `unpack` takes it back. `fileSymbols` and
   * `globalTypes` go with it, as they are needed to read objects.
   */
  pack(fileSymbols: Uint32Array, globalTypes: Uint32Array, stopsAtLazy: boolean): Uint32Array {
    const count = this.length;
    const counts = [count, this.#orderCount, this.#nameCount, fileSymbols.length, globalTypes.length];
    const columns = this.#packedColumns();
    let size = SPACE_FIELDS - count + counts.reduce((sum, number) => sum + number);
    for (const column of columns) size += wordsOf(column, count);
    const packed = new PackedColumns(new Uint32Array(size));
    packed.table.set([...counts, this.#initialTraits, stopsAtLazy ? 1 : 0]);
    for (const column of columns) packed.add(column, count);
    packed.add(this.#order, this.#orderCount);
    packed.add(this.#positions, this.#nameCount);
    packed.add(fileSymbols, fileSymbols.length);
    packed.add(globalTypes, globalTypes.length);
    return packed.table;
  }

  /** Takes back what `pack` gave; `fileSymbols` gets its part. */
  unpack(table: Uint32Array, fileSymbols: Uint32Array): void {
    const count = table[SPACE_SYMBOLS];
    const nameCount = table[SPACE_NAMES];
    if (count > this.kind.length) this.#grow(count);
    this.#reservePositions(nameCount);
    const packed = new PackedColumns(table);
    for (const column of this.#packedColumns()) packed.take(column, count);
    this.length = count;
    this.#orderCount = table[SPACE_ORDER];
    if (this.#orderCount > this.#order.length) this.#growOrder(this.#orderCount);
    packed.take(this.#order, this.#orderCount);
    packed.take(this.#positions, nameCount);
    packed.take(fileSymbols, table[SPACE_FILE_SYMBOLS]);
  }

  #packedColumns(): readonly Column[] {
    const { offset, size, kind, traits, flags, file, target, signature, importModule, importName } = this;
    const names = [this.#name, this.#nameStart, this.#nameLength];
    return [offset, size, kind, traits, flags, file, target, signature, importModule, importName, ...names];
  }

  name(id: SymbolId): string {
    const name = this.#name[id];
    if (this.#texts.size > 0 || name === NONE) {
      const text = this.#texts.get(id);
      if (text !== undefined) return text;
    }
    if (name !== NONE) return this.#names.text(mintId(name));
    const text = this.#decodeName(this.file[id], this.#nameStart[id], this.#nameLength[id]);
    this.#texts.set(id, text);
    return text;
  }

  rename(id: SymbolId, text: string): void {
    this.#texts.set(id, text);
  }

  has(id: SymbolId, trait: number): boolean {
    return (this.traits[id] & trait) !== 0;
  }

  mark(id: SymbolId, trait: number): void {
    this.traits[id] = this.traits[id] | trait;
  }

  clear(id: SymbolId, trait: number): void {
    this.traits[id] = this.traits[id] & ~trait;
  }

  kindOf(id: SymbolId): Kind {
    return this.kind[id] as Kind;
  }

  isUndefined(id: SymbolId): boolean {
    return isUndefinedKind(this.kind[id]);
  }

  isDefined(id: SymbolId): boolean {
    return this.kind[id] < Kind.undefinedFunction;
  }

  isWeak(id: SymbolId): boolean {
    return (this.flags[id] & SymbolFlag.bindingMask) === SymbolFlag.bindingWeak;
  }

  isLocal(id: SymbolId): boolean {
    return (this.flags[id] & SymbolFlag.bindingMask) === SymbolFlag.bindingLocal;
  }

  isHidden(id: SymbolId): boolean {
    return (this.flags[id] & SymbolFlag.visibilityHidden) !== 0;
  }

  isTls(id: SymbolId): boolean {
    return (this.flags[id] & SymbolFlag.tls) !== 0;
  }

  /** Weak and either undefined or still lazy; meaningful once all files have been added. */
  isUndefinedWeak(id: SymbolId): boolean {
    return this.isWeak(id) && (this.isUndefined(id) || this.kind[id] === Kind.lazy);
  }

  setHidden(id: SymbolId, hidden: boolean): void {
    const rest = this.flags[id] & ~SymbolFlag.visibilityHidden;
    this.flags[id] = hidden ? rest | SymbolFlag.visibilityHidden : rest;
  }

  #fill(id: SymbolId, symbol: NewSymbol): void {
    this.kind[id] = symbol.kind;
    this.flags[id] = symbol.flags;
    this.file[id] = symbol.file;
    this.target[id] = symbol.target ?? NONE;
    this.signature[id] = symbol.signature ?? NONE;
    this.offset[id] = symbol.offset ?? 0;
    this.size[id] = symbol.size ?? 0;
    this.stub[id] = NONE;
  }

  #pushOrder(id: SymbolId): void {
    if (this.#orderCount === this.#order.length) this.#growOrder(this.#orderCount + 1);
    this.#order[this.#orderCount++] = id;
  }

  #addRow(name: number, traits: number): SymbolId {
    if (this.length === this.kind.length) this.#grow(this.length + 1);
    const id = mintId<"symbol">(this.length++);
    this.traits[id] = traits;
    this.#name[id] = name;
    return id;
  }

  #growOrder(needed: number): void {
    this.#order = growColumn(this.#order, nextCapacity(this.#order.length, needed));
  }

  #reservePositions(needed: number): void {
    if (needed > this.#nameCount) this.#nameCount = needed;
    if (needed > this.#positions.length) {
      this.#positions = growColumn(this.#positions, nextCapacity(this.#positions.length, needed));
    }
  }

  #grow(needed: number): void {
    const capacity = nextCapacity(this.kind.length, needed);
    this.kind = growColumn(this.kind, capacity);
    this.flags = growColumn(this.flags, capacity);
    this.traits = growColumn(this.traits, capacity);
    this.file = growColumn(this.file, capacity, NONE);
    this.target = growColumn(this.target, capacity, NONE);
    this.signature = growColumn(this.signature, capacity, NONE);
    this.offset = growColumn(this.offset, capacity);
    this.size = growColumn(this.size, capacity);
    this.importIndex = growColumn(this.importIndex, capacity, NONE);
    this.tableEntry = growColumn(this.tableEntry, capacity, NONE);
    this.gotIndex = growColumn(this.gotIndex, capacity, NONE);
    this.outputSymbolIndex = growColumn(this.outputSymbolIndex, capacity, NONE);
    this.stub = growColumn(this.stub, capacity, NONE);
    this.importModule = growColumn(this.importModule, capacity, NONE);
    this.importName = growColumn(this.importName, capacity, NONE);
    this.#name = growColumn(this.#name, capacity, NONE);
    this.#nameStart = growColumn(this.#nameStart, capacity);
    this.#nameLength = growColumn(this.#nameLength, capacity);
  }
}
