/**
 * The `linking` section but for its symbol table: segment names, init functions, comdats (tool-conventions,
 * Linking.md).
 */
import { ByteReader } from "../binary/reader.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { segmentStem } from "./segment-stem.ts";
import { finish } from "./standard-sections.ts";
import { readSymbolTable } from "./symbol-table.ts";
import { ComdatKind, LINKING_VERSION, LinkingSubsection, SectionId, SegmentFlag, SymbolKind } from "./wasm.ts";

/** wasm-ld shifts 1 by it. */
const HIGHEST_ALIGNMENT = 31;

export function readLinkingSection(reader: ByteReader, draft: ModuleDraft): void {
  draft.hasLinkingSection = true;
  const version = reader.uleb32();
  if (version !== LINKING_VERSION) {
    reader.fail(`unexpected metadata version: ${version} (Expected: ${LINKING_VERSION})`);
  }
  while (!reader.isAtEnd) {
    const kind = reader.u8();
    const size = reader.uleb32();
    if (size > reader.end - reader.at) refuseSize(reader, size, kind, draft);
    readSubsection(new ByteReader(reader.bytes, reader.at, reader.at + size), kind, draft);
    reader.at += size;
  }
}

/** The subsection goes beyond the section. LLVM reads it all the same, from what follows, and complains after that. */
function refuseSize({ bytes, at }: ByteReader, size: number, kind: number, draft: ModuleDraft): never {
  const reader = new ByteReader(bytes, at, Math.min(at + size, bytes.length));
  readSubsection(reader, kind, draft);
  return reader.fail("linking section ended prematurely");
}

function readSubsection(reader: ByteReader, kind: number, draft: ModuleDraft): void {
  switch (kind) {
    case LinkingSubsection.symbolTable:
      draft.symbols = readSymbolTable(reader, draft);
      break;
    case LinkingSubsection.segmentInfo:
      readSegmentNames(reader, draft);
      break;
    case LinkingSubsection.initFunctions:
      readInitFunctions(reader, draft);
      break;
    case LinkingSubsection.comdatInfo:
      readComdats(reader, draft);
      break;
    default:
      return;
  }
  finish(reader, "linking sub-section");
}

function readSegmentNames(reader: ByteReader, draft: ModuleDraft): void {
  const { segments } = draft;
  const count = reader.uleb32();
  if (count > segments.count) reader.fail("too many segment names");
  for (let row = 0; row < count; row++) {
    const name = reader.text(draft.decodeText);
    segments.name[row] = draft.names.intern(name);
    segments.stem[row] = draft.names.intern(segmentStem(name));
    const alignment = reader.uleb32();
    if (alignment > HIGHEST_ALIGNMENT) reader.refuse(`invalid segment alignment: ${alignment}`);
    segments.alignment[row] = alignment;
    segments.flags[row] = reader.uleb32();
    // Objects from before that flag are told by the segment's name.
    if (name.startsWith(".tdata") || name.startsWith(".tbss")) segments.flags[row] |= SegmentFlag.tls;
  }
}

function readInitFunctions(reader: ByteReader, draft: ModuleDraft): void {
  for (let count = reader.uleb32(); count > 0; count--) {
    const priority = reader.uleb32();
    const symbol = reader.uleb32();
    if (!isFunctionSymbol(draft, symbol)) reader.fail(`invalid function symbol: ${symbol}`);
    draft.initFunctions.push({ priority, symbol });
  }
}

/** The subsection may come before a second symbol table, so that this is asked again at the end. */
export function isFunctionSymbol(draft: ModuleDraft, symbol: number): boolean {
  const { symbols } = draft;
  return symbols !== undefined && symbol < symbols.count && symbols.kind[symbol] === SymbolKind.function;
}

function readComdats(reader: ByteReader, draft: ModuleDraft): void {
  const seen = new Set<string>();
  const count = reader.uleb32();
  for (let comdat = 0; comdat < count; comdat++) {
    const name = reader.text(draft.decodeText);
    if (name === "" || seen.has(name)) reader.fail(`bad/duplicate COMDAT name ${name}`);
    seen.add(name);
    draft.comdats.push(name);
    if (reader.uleb32() !== 0) reader.fail("unsupported COMDAT flags");
    for (let entries = reader.uleb32(); entries > 0; entries--) readComdatEntry(reader, draft, comdat);
  }
}

function readComdatEntry(reader: ByteReader, draft: ModuleDraft, comdat: number): void {
  const kind = reader.uleb32();
  const index = reader.uleb32();
  switch (kind) {
    case ComdatKind.data: {
      const { segments } = draft;
      if (index >= segments.count) reader.fail("COMDAT data index out of range");
      if (segments.comdat[index] !== -1) reader.fail("data segment in two COMDATs");
      segments.comdat[index] = comdat;
      break;
    }
    case ComdatKind.function: {
      const row = draft.definedFunction(index);
      if (row < 0) reader.fail("COMDAT function index out of range");
      if (draft.functions.comdat[row] !== -1) reader.fail("function in two COMDATs");
      draft.functions.comdat[row] = comdat;
      break;
    }
    case ComdatKind.section: {
      if (index >= draft.sections.length) reader.fail("COMDAT section index out of range");
      const section = draft.sections[index];
      if (section.id !== SectionId.custom) reader.fail("non-custom section in a COMDAT");
      section.comdat = comdat;
      break;
    }
    default:
      reader.fail("invalid COMDAT entry type");
  }
}
