/**
 * An object of the usual shape, which the kernel has read as one table of numbers (`kernel/portable/object-table.ts`):
 * here its parts get their names.
 */
import type { SignatureId } from "../base/ids.ts";
import { ByteReader } from "../binary/reader.ts";
import * as Field from "../kernel/portable/object-table.ts";
import { readFeaturesSection } from "./features.ts";
import { ModuleDraft, producersOf } from "./module-draft.ts";
import type {
  Feature,
  FunctionColumns,
  GlobalType,
  InitFunction,
  LocalColumns,
  NameRange,
  ObjectModule,
  Producers,
  SectionColumns,
  SectionRange,
  SegmentColumns,
  SymbolColumns,
  TableType,
} from "./object-module.ts";
import { readProducersSection } from "./producers.ts";
import type { ReadContext } from "./read-context.ts";
import { readTypes } from "./standard-sections.ts";
import { readTableType } from "./value-types.ts";
import { SymbolKind } from "./wasm.ts";

const NO_NUMBERS = new Uint32Array(0);
const NO_SIGNED_NUMBERS = new Int32Array(0);

/** Undefined where the file is not of that shape, for whatever reason. */
export function readUsualObject(bytes: Uint8Array, context: ReadContext): ObjectModule | undefined {
  let table = context.kernel.readObject(bytes, NO_NUMBERS);
  if (table[Field.FIELD_STATUS] === Field.OBJECT_NEW_TYPES) {
    learnNames(bytes, table, context);
    table = context.kernel.readObject(bytes, internMissing(bytes, table, context));
  }
  learnNames(bytes, table, context);
  return table[Field.FIELD_STATUS] === Field.OBJECT_USUAL ? new TableReader(bytes, table, context).read() : undefined;
}

/** New names are next to last in the table. */
function learnNames(bytes: Uint8Array, table: Uint32Array, { names }: ReadContext): void {
  const count = table[Field.FIELD_NEW_NAMES];
  const end = table.length - table[Field.FIELD_MISSING_TYPES];
  const lengths = end - count;
  names.learn(
    bytes,
    table[Field.FIELD_FIRST_NAME],
    table.subarray(lengths - count, lengths),
    table.subarray(lengths, end),
  );
}

/** Signatures of the types that the kernel meets for the first time. */
function internMissing(bytes: Uint8Array, table: Uint32Array, { signatures }: ReadContext): Uint32Array {
  const ids: SignatureId[] = [];
  for (let at = table.length - table[Field.FIELD_MISSING_TYPES]; at < table.length; at += 2) {
    const reader = new ByteReader(bytes, table[at], table[at] + table[at + 1]);
    const params = readTypes(reader);
    ids.push(signatures.intern(params, readTypes(reader)));
  }
  return Uint32Array.from(ids);
}

/** Takes the columns of a table one after the other. */
class TableReader {
  readonly #bytes: Uint8Array;
  readonly #table: Uint32Array;
  readonly #context: ReadContext;
  #at: number = Field.OBJECT_FIELDS;

  constructor(bytes: Uint8Array, table: Uint32Array, context: ReadContext) {
    this.#bytes = bytes;
    this.#table = table;
    this.#context = context;
  }

  read(): ObjectModule {
    const table = this.#table;
    const types = this.#take(table[Field.FIELD_TYPES]) as ArrayLike<number> as ArrayLike<SignatureId>;
    const functions = this.#takeFunctions(table[Field.FIELD_FUNCTIONS]);
    const segments = this.#takeSegments(table[Field.FIELD_SEGMENTS]);
    const customSections = this.#takeSections(table[Field.FIELD_SECTIONS]);
    const locals = this.#takeLocals(table[Field.FIELD_LOCALS]);
    const symbols = this.#takeSymbols(table[Field.FIELD_GLOBALS]);
    const comdats = this.#take(table[Field.FIELD_COMDATS]) as ArrayLike<number> as ObjectModule["comdats"];
    return {
      bytes: this.#bytes,
      kind: "relocatable",
      is64: table[Field.FIELD_IS_64] === 1,
      hasUnmodeledTypes: false,
      types,
      importedFunctionCount: table[Field.FIELD_IMPORTED_FUNCTIONS],
      importedGlobalCount: table[Field.FIELD_IMPORTED_GLOBALS],
      importedTableCount: table[Field.FIELD_IMPORTED_TABLES],
      importedTagCount: table[Field.FIELD_IMPORTED_TAGS],
      tableImports: [],
      functions,
      globals: [],
      tables: [],
      tags: [],
      segments,
      code: this.#rangeAt(Field.FIELD_CODE),
      data: this.#rangeAt(Field.FIELD_DATA),
      customSections,
      symbolCount: table[Field.FIELD_SYMBOLS],
      tableSymbolCount: table[Field.FIELD_IMPORTED_TABLES],
      locals,
      symbols,
      initFunctions: this.#takeInitFunctions(table[Field.FIELD_INIT_FUNCTIONS]),
      comdats,
      producers: this.#producers(customSections),
      features: this.#features(customSections),
      sharedSymbols: [],
      elementProblem: undefined,
    };
  }

  #take(count: number): Uint32Array {
    if (count === 0) return NO_NUMBERS;
    // Not a `subarray`, which takes QuickJS twice as long.
    const { buffer, byteOffset } = this.#table;
    const start = this.#at;
    this.#at += count;
    return new Uint32Array(buffer, byteOffset + start * Uint32Array.BYTES_PER_ELEMENT, count);
  }

  #takeSigned(count: number): Int32Array {
    if (count === 0) return NO_SIGNED_NUMBERS;
    const { buffer, byteOffset } = this.#table;
    const start = this.#at;
    this.#at += count;
    return new Int32Array(buffer, byteOffset + start * Int32Array.BYTES_PER_ELEMENT, count);
  }

  #takeFunctions(count: number): FunctionColumns {
    return {
      count,
      signature: this.#take(count),
      start: this.#take(count),
      inputOffset: this.#take(count),
      size: this.#take(count),
      codeOffset: this.#take(count),
      comdat: this.#takeSigned(count),
      nameStart: this.#take(count),
      nameLength: this.#take(count),
      debugNames: NO_NAMES,
      exportNames: NO_NAMES,
    };
  }

  #takeSegments(count: number): SegmentColumns {
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

  #takeSections(count: number): SectionColumns {
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

  #rangeAt(field: number): SectionRange | undefined {
    const table = this.#table;
    const index = table[field];
    if (index === 0) return undefined;
    const [start, size, relocationStart, relocationEnd] = table.subarray(field + 1, field + 5);
    return { index, start, size, relocationStart, relocationEnd };
  }

  #takeLocals(count: number): LocalColumns {
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

  #takeSymbols(count: number): SymbolColumns {
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

  #takeInitFunctions(count: number): readonly InitFunction[] {
    const numbers = this.#take(count);
    const functions: InitFunction[] = [];
    for (let i = 0; i < count; i += 2) functions.push({ priority: numbers[i], symbol: numbers[i + 1] });
    return functions;
  }

  #producers(sections: SectionColumns): Producers {
    const content = this.#table[Field.FIELD_PRODUCERS];
    const known = this.#context.producers.get(content);
    if (known !== undefined) return known;
    const draft = new ModuleDraft(this.#bytes, this.#context);
    if (content !== Field.NO_CONTENT) readProducersSection(this.#readerOf(sections, "producers"), draft);
    const producers = producersOf(draft);
    this.#context.producers.set(content, producers);
    return producers;
  }

  #features(sections: SectionColumns): readonly Feature[] {
    const content = this.#table[Field.FIELD_FEATURES];
    const known = this.#context.features.get(content);
    if (known !== undefined) return known;
    const draft = new ModuleDraft(this.#bytes, this.#context);
    if (content !== Field.NO_CONTENT) readFeaturesSection(this.#readerOf(sections, "target_features"), draft);
    this.#context.features.set(content, draft.features);
    return draft.features;
  }

  #readerOf(sections: SectionColumns, name: string): ByteReader {
    const row = sections.name.indexOf(this.#context.names.intern(name));
    return new ByteReader(this.#bytes, sections.start[row], sections.start[row] + sections.size[row]);
  }
}

const NO_NAMES: ReadonlyMap<number, string> = new Map();
const NO_RANGES: ReadonlyMap<number, NameRange> = new Map();
const NO_GLOBAL_TYPES: ReadonlyMap<number, GlobalType> = new Map();
const NO_TABLE_TYPES: ReadonlyMap<number, TableType> = new Map();
