/** The columns of an object that the kernel keeps (`columnsTable` of `kernel/portable/object-table.ts`). */
import { ByteReader } from "../binary/reader.ts";
import type {
  FunctionColumns,
  GlobalType,
  LocalColumns,
  NameRange,
  ObjectModule,
  SectionColumns,
  SegmentColumns,
  SymbolColumns,
  TableType,
} from "./object-module.ts";
import { readTableType } from "./value-types.ts";
import { SymbolKind } from "./wasm.ts";

const NO_NUMBERS = new Uint32Array(0);
const NO_SIGNED_NUMBERS = new Int32Array(0);

export type ObjectColumns = Pick<ObjectModule, "functions" | "segments" | "customSections" | "locals" | "symbols">;
type ObjectHeader = Pick<ObjectModule, "bytes" | "chunkCounts" | "symbolCount">;

export function readObjectColumns(object: ObjectHeader, table: Uint32Array): ObjectColumns {
  const reader = new ColumnReader(object.bytes, table);
  const { functions, segments, sections } = object.chunkCounts;
  const localCount = table[0];
  return {
    functions: reader.takeFunctions(functions),
    segments: reader.takeSegments(segments),
    customSections: reader.takeSections(sections),
    locals: reader.takeLocals(localCount),
    symbols: reader.takeSymbols(object.symbolCount - localCount),
  };
}

/** Takes the columns of a table one after the other. */
class ColumnReader {
  readonly #bytes: Uint8Array;
  readonly #table: Uint32Array;
  #at = 1;

  constructor(bytes: Uint8Array, table: Uint32Array) {
    this.#bytes = bytes;
    this.#table = table;
  }

  #take(count: number): Uint32Array {
    if (count === 0) return NO_NUMBERS;
    const start = this.#at;
    this.#at += count;
    return this.#table.subarray(start, this.#at);
  }

  #takeSigned(count: number): Int32Array {
    if (count === 0) return NO_SIGNED_NUMBERS;
    const { buffer, byteOffset } = this.#table;
    const start = this.#at;
    this.#at += count;
    return new Int32Array(buffer, byteOffset + start * Int32Array.BYTES_PER_ELEMENT, count);
  }

  takeFunctions(count: number): FunctionColumns {
    return {
      count,
      signature: this.#take(count),
      start: this.#take(count),
      inputOffset: this.#take(count),
      size: this.#take(count),
      codeOffset: this.#take(count),
      comdat: this.#takeSigned(count),
      name: this.#takeSigned(count),
      debugNames: NO_NAMES,
    };
  }

  takeSegments(count: number): SegmentColumns {
    return {
      count,
      start: this.#take(count),
      inputOffset: this.#take(count),
      size: this.#take(count),
      name: this.#take(count),
      stem: this.#take(count),
      alignment: this.#take(count),
      flags: this.#take(count),
      comdat: this.#takeSigned(count),
    };
  }

  takeSections(count: number): SectionColumns {
    return {
      count,
      index: this.#take(count),
      start: this.#take(count),
      size: this.#take(count),
      name: this.#take(count),
      comdat: this.#takeSigned(count),
      relocationStart: this.#take(count),
      relocationEnd: this.#take(count),
    };
  }

  takeLocals(count: number): LocalColumns {
    return {
      count,
      symbolIndex: this.#take(count),
      kind: this.#take(count),
      flags: this.#take(count),
      target: this.#takeSigned(count),
      signature: this.#takeSigned(count),
      offset: this.#take(count),
      size: this.#take(count),
      nameStart: this.#take(count),
      nameLength: this.#take(count),
    };
  }

  takeSymbols(count: number): SymbolColumns {
    const columns = {
      count,
      symbolIndex: this.#take(count),
      kind: this.#take(count),
      flags: this.#take(count),
      index: this.#take(count),
      signature: this.#takeSigned(count),
      offset: this.#take(count),
      size: this.#take(count),
      name: this.#takeSigned(count),
      importModule: this.#takeSigned(count),
      importName: this.#takeSigned(count),
      called: this.#take(count),
      localNames: NO_RANGES,
    };
    return { ...columns, globalTypes: this.#globalTypes(columns), tableTypes: this.#tableTypes(columns) };
  }

  /** Undefined globals have the position of their type in place of an offset. */
  #globalTypes({ kind, offset }: Pick<SymbolColumns, "kind" | "offset">): ReadonlyMap<number, GlobalType> {
    let row = kind.indexOf(SymbolKind.global);
    if (row < 0) return NO_GLOBAL_TYPES;
    const types = new Map<number, GlobalType>();
    for (; row >= 0; row = kind.indexOf(SymbolKind.global, row + 1)) {
      const at = offset[row];
      types.set(row, { type: this.#bytes[at], mutable: this.#bytes[at + 1] === 1 });
    }
    return types;
  }

  #tableTypes({ kind, offset }: Pick<SymbolColumns, "kind" | "offset">): ReadonlyMap<number, TableType> {
    let row = kind.indexOf(SymbolKind.table);
    if (row < 0) return NO_TABLE_TYPES;
    const types = new Map<number, TableType>();
    for (; row >= 0; row = kind.indexOf(SymbolKind.table, row + 1)) {
      types.set(row, readTableType(new ByteReader(this.#bytes, offset[row], this.#bytes.length)));
    }
    return types;
  }
}

const NO_NAMES: ReadonlyMap<number, string> = new Map();
const NO_RANGES: ReadonlyMap<number, NameRange> = new Map();
const NO_GLOBAL_TYPES: ReadonlyMap<number, GlobalType> = new Map();
const NO_TABLE_TYPES: ReadonlyMap<number, TableType> = new Map();
