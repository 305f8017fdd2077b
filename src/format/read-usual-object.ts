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
  ModuleKind,
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
  const staged = source.stage(kernel);
  const table = kernel.readObject(staged);
  if (table[Field.FIELD_STATUS] !== Field.OBJECT_USUAL) return undefined;
  const bytes = source.keep(staged, table[Field.FIELD_SPARE], table[Field.FIELD_SPARE + 1]);
  learnNames(bytes, table, context);
  return new UsualObject(bytes, table, context);
}

/** New names are last in the table. */
function learnNames(bytes: Uint8Array, table: Uint32Array, { names }: ReadContext): void {
  const count = table[Field.FIELD_NEW_NAMES];
  if (count === 0) return;
  const lengths = table.length - count;
  names.learn(bytes, table[Field.FIELD_FIRST_NAME], table.subarray(lengths - count, lengths), table.subarray(lengths));
}

/** Most of it is looked up in the header when somebody asks: links have many objects, and ask little of each. */
class UsualObject implements ObjectModule {
  readonly bytes: Uint8Array;
  readonly kernelObject: number;
  readonly symbolCount: number;
  readonly chunkCounts: ChunkCounts;
  readonly producers: Producers;
  readonly features: readonly Feature[];
  readonly #table: Uint32Array;
  readonly #context: ReadContext;
  #columns: ObjectColumns | undefined;

  constructor(bytes: Uint8Array, table: Uint32Array, context: ReadContext) {
    this.bytes = bytes;
    this.#table = table;
    this.#context = context;
    this.kernelObject = table[Field.FIELD_OBJECT];
    this.symbolCount = table[Field.FIELD_SYMBOLS];
    this.chunkCounts = {
      functions: table[Field.FIELD_FUNCTIONS],
      segments: table[Field.FIELD_SEGMENTS],
      sections: table[Field.FIELD_SECTIONS],
    };
    // Either may be malformed, which is to be said now.
    this.producers = readProducers(bytes, table, context);
    this.features = readFeatures(bytes, table, context);
  }

  get kind(): ModuleKind {
    return "relocatable";
  }

  get is64(): boolean {
    return this.#table[Field.FIELD_IS_64] === 1;
  }

  get hasUnmodeledTypes(): boolean {
    return false;
  }

  get types(): ArrayLike<SignatureId> {
    const types = this.#list(Field.OBJECT_FIELDS, Field.FIELD_TYPES);
    return types as ArrayLike<number> as ArrayLike<SignatureId>;
  }

  get typeCount(): number {
    return this.#table[Field.FIELD_TYPES];
  }

  get importedFunctionCount(): number {
    return this.#table[Field.FIELD_IMPORTED_FUNCTIONS];
  }

  get importedGlobalCount(): number {
    return this.#table[Field.FIELD_IMPORTED_GLOBALS];
  }

  get importedTableCount(): number {
    return this.#table[Field.FIELD_IMPORTED_TABLES];
  }

  get importedTagCount(): number {
    return this.#table[Field.FIELD_IMPORTED_TAGS];
  }

  get tableSymbolCount(): number {
    return this.#table[Field.FIELD_TABLE_SYMBOLS];
  }

  get tableImports(): readonly TableImport[] {
    const isComplete = this.tableSymbolCount === this.importedTableCount;
    return isComplete ? NOTHING : [functionTableIn(this.bytes, this.#table, this.#context)];
  }

  get segmentFlags(): number {
    return this.#table[Field.FIELD_SEGMENT_FLAGS];
  }

  get code(): SectionRange | undefined {
    return rangeAt(this.#table, Field.FIELD_CODE);
  }

  get data(): SectionRange | undefined {
    return rangeAt(this.#table, Field.FIELD_DATA);
  }

  get comdats(): ArrayLike<NameId> {
    const comdats = this.#list(this.#comdatsStart, Field.FIELD_COMDATS);
    return comdats as ArrayLike<number> as ArrayLike<NameId>;
  }

  get initFunctions(): readonly InitFunction[] {
    return initFunctionsIn(this.#list(this.#initsStart, Field.FIELD_INIT_FUNCTIONS));
  }

  get exportNames(): ReadonlyMap<number, string> {
    const start = this.#initsStart + this.#table[Field.FIELD_INIT_FUNCTIONS];
    return exportNamesIn(this.#list(start, Field.FIELD_EXPORTS), this.#context);
  }

  get globals(): readonly never[] {
    return NOTHING;
  }

  get tables(): readonly never[] {
    return NOTHING;
  }

  get tags(): readonly never[] {
    return NOTHING;
  }

  get sharedSymbols(): readonly never[] {
    return NOTHING;
  }

  get elementProblem(): undefined {
    return undefined;
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

  get #comdatsStart(): number {
    return Field.OBJECT_FIELDS + this.#table[Field.FIELD_TYPES];
  }

  get #initsStart(): number {
    return this.#comdatsStart + this.#table[Field.FIELD_COMDATS];
  }

  /** What begins at `start` behind the header, as long as `countField` says. */
  #list(start: number, countField: number): Uint32Array {
    const count = this.#table[countField];
    return count === 0 ? NO_NUMBERS : this.#table.subarray(start, start + count);
  }
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

function initFunctionsIn(numbers: Uint32Array): readonly InitFunction[] {
  if (numbers.length === 0) return NOTHING;
  const functions: InitFunction[] = [];
  for (let at = 0; at < numbers.length; at += 2) functions.push({ priority: numbers[at], symbol: numbers[at + 1] });
  return functions;
}

function exportNamesIn(numbers: Uint32Array, { names }: ReadContext): ReadonlyMap<number, string> {
  if (numbers.length === 0) return NO_NAMES;
  const exportNames = new Map<number, string>();
  for (let at = 0; at < numbers.length; at += 2) exportNames.set(numbers[at], names.text(mintId(numbers[at + 1])));
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
