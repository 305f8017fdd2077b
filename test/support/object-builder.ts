/**
 * Builds WebAssembly objects in bytes from a small description. `buildObject` makes what a compiler would; `buildModule` joins
 * any sections, for files that no compiler makes.
 */
import { ByteWriter } from "../../src/binary/writer.ts";
import { HAS_ADDEND, RELOCATION_TYPES } from "../../src/format/relocation-types.ts";
import {
  LINKING_VERSION,
  LinkingSubsection,
  MODULE_HEADER,
  Opcode,
  SectionId,
  SymbolFlag,
  SymbolKind,
} from "../../src/format/wasm.ts";
import { decodeUtf8, encodeUtf8 } from "../../src/host/utf8.ts";

/** Every byte for itself, UTF-8 or not, as hosts do it. */
export { decodeUtf8 as decodeText, encodeUtf8 as encodeText };

export type Write = (writer: ByteWriter) => void;

/** The bytes that `write` writes. */
export function bytesOf(write: Write): Uint8Array {
  const writer = new ByteWriter(encodeUtf8);
  write(writer);
  return writer.finish();
}

export interface Section {
  readonly id: number;
  /** Of a custom section. */
  readonly name?: string;
  readonly content: Uint8Array | Write;
}

export function buildModule(sections: readonly Section[]): Uint8Array {
  return bytesOf((writer) => {
    writer.bytes(Uint8Array.from(MODULE_HEADER));
    for (const { id, name, content } of sections) {
      writer.byte(id);
      writer.sized((part) => {
        if (name !== undefined) part.text(name);
        if (content instanceof Uint8Array) part.bytes(content);
        else content(part);
      });
    }
  });
}

export function sectionBytes(section: Section): Uint8Array {
  return buildModule([section]).subarray(MODULE_HEADER.length);
}

export function custom(name: string, content: Uint8Array | Write): Section {
  return { id: SectionId.custom, name, content };
}

/** A count and that many rows. */
export function vector<Row>(rows: readonly Row[], write: (writer: ByteWriter, row: Row) => void): Write {
  return (writer) => {
    writer.uleb(rows.length);
    for (const row of rows) write(writer, row);
  };
}

/** A subsection of `linking`, `name` or `dylink.0`. */
export function subsection(kind: number, write: Write): Write {
  return (writer) => {
    writer.byte(kind);
    writer.sized(write);
  };
}

export interface RelocationDescription {
  /** Without `R_WASM_`. */
  readonly type: string;
  /** From the start of the function's body (after its size), of the segment's bytes or of the custom section. */
  readonly offset: number;
  /** Symbol index, or type index. */
  readonly index: number;
  readonly addend?: number;
}

export interface FunctionDescription {
  readonly type: number;
  /** Locals and instructions. Default: no locals, `end`. */
  readonly body?: readonly number[];
  readonly relocations?: readonly RelocationDescription[];
  /** Name of the comdat that it belongs to. */
  readonly comdat?: string;
}

export interface SegmentDescription {
  readonly name: string;
  readonly bytes: readonly number[] | Uint8Array;
  /** log2. */
  readonly alignment?: number;
  readonly flags?: number;
  readonly relocations?: readonly RelocationDescription[];
  readonly comdat?: string;
}

export interface CustomSectionDescription {
  readonly name: string;
  readonly bytes: readonly number[] | Uint8Array;
  readonly relocations?: readonly RelocationDescription[];
  readonly comdat?: string;
}

export interface ImportDescription {
  readonly module?: string;
  readonly name: string;
  readonly kind: "function" | "global" | "table" | "memory" | "tag";
  /** Of a function or tag. */
  readonly type?: number;
  /** Bytes after the kind; default by kind: type index, `i32` mutable, funcref table, memory of 0 pages. */
  readonly description?: readonly number[];
}

export interface SymbolDescription {
  readonly kind: keyof typeof SymbolKind;
  /** Own name; leave it out for an undefined symbol called like its import. */
  readonly name?: string;
  readonly flags?: number;
  /** Function, global, table, tag, section or segment index. */
  readonly index?: number;
  readonly offset?: number;
  readonly size?: number;
}

export interface ObjectDescription {
  /** The offsets of segments are `i64`. */
  readonly is64?: boolean;
  readonly types?: readonly { readonly params?: readonly number[]; readonly results?: readonly number[] }[];
  readonly imports?: readonly ImportDescription[];
  readonly functions?: readonly FunctionDescription[];
  /** Limits and type of tables, memories, as bytes of one entry each. */
  readonly tables?: readonly (readonly number[])[];
  readonly memories?: readonly (readonly number[])[];
  /** Type index of each tag. */
  readonly tags?: readonly number[];
  /** Type, mutability and initialiser. */
  readonly globals?: readonly (readonly number[])[];
  readonly exports?: readonly { readonly name: string; readonly kind: number; readonly index: number }[];
  /** Function indexes of each segment of the first table, which starts at slot 1. */
  readonly elements?: readonly (readonly number[])[];
  /** There is a data count section. */
  readonly countsSegments?: boolean;
  readonly segments?: readonly SegmentDescription[];
  readonly symbols?: readonly SymbolDescription[];
  readonly initFunctions?: readonly { readonly priority: number; readonly symbol: number }[];
  readonly customSections?: readonly CustomSectionDescription[];
  readonly functionNames?: readonly { readonly index: number; readonly name: string }[];
  /** With prefix: `+simd128`. */
  readonly features?: readonly string[];
  readonly producers?: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

const IMPORT_KINDS = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;
const IMPORT_DEFAULTS = { function: [0], table: [0x70, 0, 0], memory: [0, 0], global: [0x7f, 1], tag: [0, 0] } as const;
const TYPE_NUMBERS = new Map(RELOCATION_TYPES.map((type, number) => [type.name, number]));
const COMDAT_ENTRY = { data: 0, function: 1, section: 5 } as const;

/** A relocatable object, sections in the order of LLVM's writer. */
export function buildObject(object: ObjectDescription): Uint8Array {
  const sections: Section[] = [...standardSections(object)];
  const code = relocatedPart(object.functions ?? [], writeFunction);
  const data = relocatedPart(object.segments ?? [], object.is64 === true ? writeSegment64 : writeSegment);
  const targets: { readonly index: number; readonly name: string; readonly relocations: PlacedRelocation[] }[] = [];
  if (object.functions !== undefined) {
    targets.push({ index: sections.length, name: "CODE", relocations: code.relocations });
    sections.push({ id: SectionId.code, content: code.content });
  }
  if (object.segments !== undefined) {
    targets.push({ index: sections.length, name: "DATA", relocations: data.relocations });
    sections.push({ id: SectionId.data, content: data.content });
  }
  const firstCustom = sections.length;
  for (const section of object.customSections ?? []) {
    const relocations = (section.relocations ?? []).map((relocation) => ({ ...relocation, at: relocation.offset }));
    targets.push({ index: sections.length, name: section.name, relocations });
    sections.push(custom(section.name, Uint8Array.from(section.bytes)));
  }
  sections.push(custom("linking", (writer) => writeLinking(writer, object, firstCustom)));
  for (const { index, name, relocations } of targets) {
    if (relocations.length > 0) sections.push(relocationSection(name, index, relocations));
  }
  sections.push(...trailingSections(object));
  return buildModule(sections);
}

function* standardSections(object: ObjectDescription): Generator<Section> {
  const { types, imports, functions, tables, memories, tags, globals, exports, elements } = object;
  const bytes = (writer: ByteWriter, row: readonly number[]): void => writer.bytes(Uint8Array.from(row));
  if (types !== undefined) {
    const content = vector(types, (writer, { params = [], results = [] }) => {
      writer.byte(0x60);
      vector(params, (part, type) => part.byte(type))(writer);
      vector(results, (part, type) => part.byte(type))(writer);
    });
    yield { id: SectionId.type, content };
  }
  if (imports !== undefined) yield { id: SectionId.import, content: vector(imports, writeImport) };
  if (functions !== undefined) {
    yield { id: SectionId.function, content: vector(functions, (writer, { type }) => writer.uleb(type)) };
  }
  if (tables !== undefined) yield { id: SectionId.table, content: vector(tables, bytes) };
  if (memories !== undefined) yield { id: SectionId.memory, content: vector(memories, bytes) };
  if (tags !== undefined) {
    const content = vector(tags, (writer, type) => {
      writer.byte(0);
      writer.uleb(type);
    });
    yield { id: SectionId.tag, content };
  }
  if (globals !== undefined) yield { id: SectionId.global, content: vector(globals, bytes) };
  if (exports !== undefined) {
    const content = vector(exports, (writer, { name, kind, index }) => {
      writer.text(name);
      writer.byte(kind);
      writer.uleb(index);
    });
    yield { id: SectionId.export, content };
  }
  if (elements !== undefined) {
    const content = vector(elements, (writer, functionIndexes) => {
      writer.bytes(Uint8Array.of(0, Opcode.i32Const, 1, Opcode.end));
      vector(functionIndexes, (part, index) => part.uleb(index))(writer);
    });
    yield { id: SectionId.element, content };
  }
  if (object.countsSegments === true) {
    yield { id: SectionId.dataCount, content: (writer) => writer.uleb(object.segments?.length ?? 0) };
  }
}

function writeImport(writer: ByteWriter, { module = "env", name, kind, type, description }: ImportDescription): void {
  writer.text(module);
  writer.text(name);
  writer.byte(IMPORT_KINDS[kind]);
  if (kind === "tag" && description === undefined) writer.byte(0);
  if (type !== undefined || (kind === "tag" && description === undefined)) writer.uleb(type ?? 0);
  else writer.bytes(Uint8Array.from(description ?? IMPORT_DEFAULTS[kind]));
}

interface PlacedRelocation extends RelocationDescription {
  /** From the start of the section. */
  readonly at: number;
}

interface RelocatedPart {
  readonly content: Uint8Array;
  readonly relocations: PlacedRelocation[];
}

/** A section whose rows carry relocations. `write` returns where the bytes that a row's relocations count from begin. */
function relocatedPart<Row extends { readonly relocations?: readonly RelocationDescription[] }>(
  rows: readonly Row[],
  write: (writer: ByteWriter, row: Row) => number,
): RelocatedPart {
  const relocations: PlacedRelocation[] = [];
  const content = bytesOf(
    vector(rows, (writer, row) => {
      const base = write(writer, row);
      for (const relocation of row.relocations ?? []) relocations.push({ ...relocation, at: base + relocation.offset });
    }),
  );
  return { content, relocations };
}

function writeFunction(writer: ByteWriter, { body = [0, Opcode.end] }: FunctionDescription): number {
  writer.uleb(body.length);
  const base = writer.length;
  writer.bytes(Uint8Array.from(body));
  return base;
}

function writeSegment64(writer: ByteWriter, segment: SegmentDescription): number {
  return writeSegment(writer, segment, Opcode.i64Const);
}

function writeSegment(
  writer: ByteWriter,
  { bytes }: SegmentDescription,
  offsetOpcode: number = Opcode.i32Const,
): number {
  writer.bytes(Uint8Array.of(0, offsetOpcode, 0, Opcode.end));
  writer.uleb(bytes.length);
  const base = writer.length;
  writer.bytes(Uint8Array.from(bytes));
  return base;
}

function relocationSection(name: string, index: number, relocations: readonly PlacedRelocation[]): Section {
  return custom(`reloc.${name}`, (writer) => {
    writer.uleb(index);
    vector(relocations, (part, { type, at, index: symbol, addend = 0 }) => {
      const number = TYPE_NUMBERS.get(`R_WASM_${type}`);
      if (number === undefined) throw new RangeError(`no relocation type ${type}`);
      part.uleb(number);
      part.uleb(at);
      part.uleb(symbol);
      if (HAS_ADDEND[number] === 1) part.sleb(addend);
    })(writer);
  });
}

function writeLinking(writer: ByteWriter, object: ObjectDescription, firstCustom: number): void {
  const { symbols, segments, initFunctions } = object;
  writer.uleb(LINKING_VERSION);
  if (symbols !== undefined) subsection(LinkingSubsection.symbolTable, vector(symbols, writeSymbol))(writer);
  if (segments !== undefined) {
    const rows = vector(segments, (part, { name, alignment = 0, flags = 0 }) => {
      part.text(name);
      part.uleb(alignment);
      part.uleb(flags);
    });
    subsection(LinkingSubsection.segmentInfo, rows)(writer);
  }
  if (initFunctions !== undefined) {
    const rows = vector(initFunctions, (part, { priority, symbol }) => {
      part.uleb(priority);
      part.uleb(symbol);
    });
    subsection(LinkingSubsection.initFunctions, rows)(writer);
  }
  const comdats = collectComdats(object, firstCustom);
  if (comdats.length > 0) {
    const rows = vector(comdats, (part, [name, entries]) => {
      part.text(name);
      part.uleb(0);
      vector(entries, (entry, [kind, index]) => {
        entry.uleb(kind);
        entry.uleb(index);
      })(part);
    });
    subsection(LinkingSubsection.comdatInfo, rows)(writer);
  }
}

export function writeSymbol(writer: ByteWriter, symbol: SymbolDescription): void {
  const { kind, name, flags = 0, index = 0, offset = 0, size = 0 } = symbol;
  const isDefined = (flags & SymbolFlag.undefined) === 0;
  writer.byte(SymbolKind[kind]);
  writer.uleb(flags);
  if (kind === "data") {
    writer.text(name ?? "");
    if (!isDefined) return;
    writer.uleb(index);
    writer.uleb(offset);
    writer.uleb(size);
    return;
  }
  writer.uleb(index);
  if (kind !== "section" && (isDefined || (flags & SymbolFlag.explicitName) !== 0)) writer.text(name ?? "");
}

type ComdatRow = [name: string, entries: [kind: number, index: number][]];

function collectComdats(object: ObjectDescription, firstCustom: number): ComdatRow[] {
  const rows = new Map<string, ComdatRow>();
  const add = (name: string | undefined, kind: number, index: number): void => {
    if (name === undefined) return;
    const row = rows.get(name) ?? [name, []];
    rows.set(name, row);
    row[1].push([kind, index]);
  };
  const importCount = (object.imports ?? []).filter((row) => row.kind === "function").length;
  object.functions?.forEach((row, i) => add(row.comdat, COMDAT_ENTRY.function, importCount + i));
  object.segments?.forEach((row, i) => add(row.comdat, COMDAT_ENTRY.data, i));
  object.customSections?.forEach((row, i) => add(row.comdat, COMDAT_ENTRY.section, firstCustom + i));
  return [...rows.values()];
}

function* trailingSections({ functionNames, producers, features }: ObjectDescription): Generator<Section> {
  if (functionNames !== undefined) {
    const rows = vector(functionNames, (writer, { index, name }) => {
      writer.uleb(index);
      writer.text(name);
    });
    yield custom("name", subsection(1, rows));
  }
  if (producers !== undefined) {
    const fields = vector(Object.entries(producers), (writer, [field, values]) => {
      writer.text(field);
      vector(values, (part, [name, version]) => {
        part.text(name);
        part.text(version);
      })(writer);
    });
    yield custom("producers", fields);
  }
  if (features !== undefined) {
    const rows = vector(features, (writer, feature) => {
      writer.byte(feature.charCodeAt(0));
      writer.text(feature.substring(1));
    });
    yield custom("target_features", rows);
  }
}
