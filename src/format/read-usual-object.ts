/** An object of the usual shape, which the kernel has read and keeps: here its header gets names. */
import { mintId, type NameId, type SignatureId } from "../base/ids.ts";
import { ByteReader } from "../binary/reader.ts";
import { LARGEST_ROOM } from "../kernel/kernel.ts";
import * as Field from "../kernel/portable/object-fields.ts";
import { readFeaturesSection } from "./features.ts";
import { ModuleDraft, producersOf } from "./module-draft.ts";
import type {
  ChunkCounts,
  Feature,
  FunctionColumns,
  InitFunction,
  LocalColumns,
  ObjectModule,
  Producers,
  SectionColumns,
  SectionRange,
  SegmentColumns,
  SymbolColumns,
  TableImport,
} from "./object-module.ts";
import { readProducersSection } from "./producers.ts";
import type { ObjectSource } from "./object-source.ts";
import type { ReadContext } from "./read-context.ts";
import { readTypes } from "./standard-sections.ts";
import { type ObjectColumns, readObjectColumns } from "./object-columns.ts";
import { readTableType } from "./value-types.ts";
import { FUNCTION_TABLE_NAME } from "./wasm.ts";

const NO_NUMBERS = new Uint32Array(0);
const NOTHING: readonly never[] = [];
const NO_NAMES: ReadonlyMap<number, string> = new Map();

/** Undefined where the file is not of that shape, for whatever reason. */
export function readUsualObject(source: ObjectSource, context: ReadContext): ObjectModule | undefined {
  if (source.size > LARGEST_ROOM) return undefined;
  const { kernel } = context;
  let staged = source.stage(kernel);
  let table = kernel.readObject(staged, NO_NUMBERS);
  let firstNames: Uint32Array | undefined;
  if (table[Field.FIELD_STATUS] === Field.OBJECT_NEW_TYPES) {
    firstNames = table;
    staged = source.stage(kernel);
    table = kernel.readObject(staged, internMissing(staged, table, context));
  }
  if (table[Field.FIELD_STATUS] !== Field.OBJECT_USUAL) return undefined;
  const bytes = source.keep(staged, table[Field.FIELD_SPARE], table[Field.FIELD_SPARE + 1]);
  if (firstNames !== undefined) learnNames(bytes, firstNames, context);
  learnNames(bytes, table, context);
  return new UsualObject(bytes, table, context);
}

/** New names are next to last in the table. */
function learnNames(bytes: Uint8Array, table: Uint32Array, { names }: ReadContext): void {
  const count = table[Field.FIELD_NEW_NAMES];
  if (count === 0) return;
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

class UsualObject implements ObjectModule {
  readonly bytes: Uint8Array;
  readonly kernelObject: number;
  readonly kind = "relocatable";
  readonly is64: boolean;
  readonly hasUnmodeledTypes = false;
  readonly types: ArrayLike<SignatureId>;
  readonly importedFunctionCount: number;
  readonly importedGlobalCount: number;
  readonly importedTableCount: number;
  readonly importedTagCount: number;
  readonly tableImports: readonly TableImport[];
  readonly chunkCounts: ChunkCounts;
  readonly globals = NOTHING;
  readonly tables = NOTHING;
  readonly tags = NOTHING;
  readonly code: SectionRange | undefined;
  readonly data: SectionRange | undefined;
  readonly symbolCount: number;
  readonly tableSymbolCount: number;
  readonly exportNames: ReadonlyMap<number, string>;
  readonly segmentFlags: number;
  readonly initFunctions: readonly InitFunction[];
  readonly comdats: ArrayLike<NameId>;
  readonly producers: Producers;
  readonly features: readonly Feature[];
  readonly sharedSymbols = NOTHING;
  readonly elementProblem = undefined;
  readonly #context: ReadContext;
  #columns: ObjectColumns | undefined;

  constructor(bytes: Uint8Array, table: Uint32Array, context: ReadContext) {
    this.bytes = bytes;
    this.#context = context;
    this.kernelObject = table[Field.FIELD_OBJECT];
    this.is64 = table[Field.FIELD_IS_64] === 1;
    this.importedFunctionCount = table[Field.FIELD_IMPORTED_FUNCTIONS];
    this.importedGlobalCount = table[Field.FIELD_IMPORTED_GLOBALS];
    this.importedTableCount = table[Field.FIELD_IMPORTED_TABLES];
    this.importedTagCount = table[Field.FIELD_IMPORTED_TAGS];
    this.tableSymbolCount = table[Field.FIELD_TABLE_SYMBOLS];
    const isComplete = this.tableSymbolCount === this.importedTableCount;
    this.tableImports = isComplete ? NOTHING : [functionTableIn(bytes, table, context)];
    this.symbolCount = table[Field.FIELD_SYMBOLS];
    this.chunkCounts = {
      functions: table[Field.FIELD_FUNCTIONS],
      segments: table[Field.FIELD_SEGMENTS],
      sections: table[Field.FIELD_SECTIONS],
    };
    this.segmentFlags = table[Field.FIELD_SEGMENT_FLAGS];
    this.code = rangeAt(table, Field.FIELD_CODE);
    this.data = rangeAt(table, Field.FIELD_DATA);
    const comdats = Field.OBJECT_FIELDS + table[Field.FIELD_TYPES];
    const inits = comdats + table[Field.FIELD_COMDATS];
    this.types = numbersIn(table, Field.OBJECT_FIELDS, comdats) as ArrayLike<number> as ArrayLike<SignatureId>;
    this.comdats = numbersIn(table, comdats, inits) as ArrayLike<number> as ArrayLike<NameId>;
    const exports = inits + table[Field.FIELD_INIT_FUNCTIONS];
    this.initFunctions = initFunctionsIn(table, inits, exports);
    this.exportNames = exportNamesIn(table, exports, exports + table[Field.FIELD_EXPORTS], context);
    this.producers = readProducers(bytes, table, context);
    this.features = readFeatures(bytes, table, context);
  }

  get functions(): FunctionColumns {
    return this.columns.functions;
  }

  get segments(): SegmentColumns {
    return this.columns.segments;
  }

  get customSections(): SectionColumns {
    return this.columns.customSections;
  }

  get locals(): LocalColumns {
    return this.columns.locals;
  }

  get symbols(): SymbolColumns {
    return this.columns.symbols;
  }

  /** Few links ask. */
  private get columns(): ObjectColumns {
    this.#columns ??= readObjectColumns(this, this.#context.kernel.objectColumns(this.kernelObject));
    return this.#columns;
  }
}

function numbersIn(table: Uint32Array, start: number, end: number): Uint32Array {
  return start === end ? NO_NUMBERS : table.subarray(start, end);
}

function rangeAt(table: Uint32Array, field: number): SectionRange | undefined {
  const index = table[field];
  if (index === 0) return undefined;
  return {
    index,
    start: table[field + 1],
    size: table[field + 2],
    relocationStart: table[field + 3],
    relocationEnd: table[field + 4],
  };
}

/** The one table of an object without table symbols. */
function functionTableIn(bytes: Uint8Array, table: Uint32Array, { names }: ReadContext): TableImport {
  const type = readTableType(new ByteReader(bytes, table[Field.FIELD_TABLE_TYPE], bytes.length));
  return { module: names.text(mintId(table[Field.FIELD_TABLE_MODULE])), name: FUNCTION_TABLE_NAME, type };
}

function initFunctionsIn(table: Uint32Array, start: number, end: number): readonly InitFunction[] {
  if (start === end) return NOTHING;
  const functions: InitFunction[] = [];
  for (let at = start; at < end; at += 2) functions.push({ priority: table[at], symbol: table[at + 1] });
  return functions;
}

function exportNamesIn(
  table: Uint32Array,
  start: number,
  end: number,
  { names }: ReadContext,
): ReadonlyMap<number, string> {
  if (start === end) return NO_NAMES;
  const exportNames = new Map<number, string>();
  for (let at = start; at < end; at += 2) exportNames.set(table[at], names.text(mintId(table[at + 1])));
  return exportNames;
}

function readProducers(bytes: Uint8Array, table: Uint32Array, context: ReadContext): Producers {
  const content = table[Field.FIELD_PRODUCERS];
  const known = context.producers.get(content);
  if (known !== undefined) return known;
  const draft = new ModuleDraft(bytes, context);
  if (content !== Field.NO_CONTENT) readProducersSection(readerAt(bytes, table, Field.FIELD_PRODUCERS), draft);
  const producers = producersOf(draft);
  context.producers.set(content, producers);
  return producers;
}

function readFeatures(bytes: Uint8Array, table: Uint32Array, context: ReadContext): readonly Feature[] {
  const content = table[Field.FIELD_FEATURES];
  const known = context.features.get(content);
  if (known !== undefined) return known;
  const draft = new ModuleDraft(bytes, context);
  if (content !== Field.NO_CONTENT) readFeaturesSection(readerAt(bytes, table, Field.FIELD_FEATURES), draft);
  context.features.set(content, draft.features);
  return draft.features;
}

/** Of the section whose place follows `field`. */
function readerAt(bytes: Uint8Array, table: Uint32Array, field: number): ByteReader {
  const start = table[field + 1];
  return new ByteReader(bytes, start, start + table[field + 2]);
}
