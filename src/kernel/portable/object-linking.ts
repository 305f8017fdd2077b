/** The `linking` section of an object of the usual shape (tool-conventions, Linking.md). */
import { ImportTable, ObjectDraft } from "./object-draft.ts";
import { NO_ROW } from "./record-column.ts";
import {
  ABSOLUTE,
  BINDING_LOCAL,
  BINDING_MASK,
  BINDING_WEAK,
  COMDAT_DATA,
  COMDAT_FUNCTION,
  COMDAT_INFO,
  COMDAT_SECTION,
  EXPLICIT_NAME,
  INIT_FUNCTIONS,
  KIND_DATA,
  KIND_FUNCTION,
  KIND_GLOBAL,
  KIND_SECTION,
  KIND_TABLE,
  KIND_TAG,
  SEGMENT_INFO,
  SEGMENT_TLS,
  SYMBOL_TABLE,
  UNDEFINED,
} from "./symbol-fields.ts";
import { SECTION_CUSTOM, startsWith } from "./object-cursor.ts";
import {
  beginSymbol,
  isUndefined,
  kindOf,
  setImport,
  setLocalName,
  setOffset,
  setSignature,
  setSize,
  SYMBOL_FIELDS,
  SYMBOL_FLAGS,
  SYMBOL_INDEX,
  SYMBOL_NAME,
} from "./symbol-records.ts";

const LINKING_VERSION: i32 = 2;
const HIGHEST_ALIGNMENT: i32 = 31;
/** A symbol has at least kind, flags and an index or a name. */
const SMALLEST_SYMBOL: i32 = 3;

export function readLinking(draft: ObjectDraft, end: i32): boolean {
  draft.hasLinking = true;
  if (draft.leb(end) != LINKING_VERSION) return false;
  while (draft.at < end) {
    const kind: i32 = draft.bytes[draft.at++];
    const size: i32 = draft.leb(end);
    if (size < 0 || size > end - draft.at) return false;
    const subsectionEnd: i32 = draft.at + size;
    if (!readSubsection(draft, kind, subsectionEnd)) return false;
    draft.at = subsectionEnd;
  }
  return true;
}

function readSubsection(draft: ObjectDraft, kind: i32, end: i32): boolean {
  let isRead: boolean = true;
  if (kind == SYMBOL_TABLE) isRead = !draft.hasSymbols && readSymbols(draft, end);
  else if (kind == SEGMENT_INFO) isRead = readSegmentInfo(draft, end);
  else if (kind == INIT_FUNCTIONS) isRead = readInitFunctions(draft, end);
  else if (kind == COMDAT_INFO) isRead = readComdats(draft, end);
  else return true;
  return isRead && draft.at == end;
}

function readSegmentInfo(draft: ObjectDraft, end: i32): boolean {
  const bytes = draft.bytes;
  const count: i32 = draft.leb(end);
  if (count < 0 || count > draft.segmentCount) return false;
  for (let row: i32 = 0; row < count; row++) {
    const length: i32 = draft.leb(end);
    if (length < 0 || length > end - draft.at) return false;
    const name: i32 = draft.at;
    draft.at += length;
    const alignment: i32 = draft.leb(end);
    const flags: i32 = draft.leb(end);
    if (alignment < 0 || alignment > HIGHEST_ALIGNMENT || flags < 0) return false;
    draft.segmentName[row] = draft.name(name, length);
    draft.segmentStem[row] = draft.name(name, stemLength(bytes, name, length));
    draft.segmentAlignment[row] = alignment as u32;
    draft.segmentFlags[row] = flags as u32;
    // Objects from before that flag are told by the segment's name.
    if (startsWith(bytes, name, length, ".tdata") || startsWith(bytes, name, length, ".tbss")) {
      draft.segmentFlags[row] |= SEGMENT_TLS as u32;
    }
  }
  return true;
}

/** Length of the part that the name of the output segment has; see `format/segment-stem.ts`. */
function stemLength(bytes: Uint8Array, start: i32, length: i32): i32 {
  if (startsWith(bytes, start, length, ".rodata.")) return 7;
  if (startsWith(bytes, start, length, ".text.") || startsWith(bytes, start, length, ".data.")) return 5;
  return startsWith(bytes, start, length, ".bss.") ? 4 : length;
}

function readInitFunctions(draft: ObjectDraft, end: i32): boolean {
  const count: i32 = draft.leb(end);
  if (count < 0 || !draft.hasSymbols) return false;
  for (let i: i32 = 0; i < count; i++) {
    const priority: i32 = draft.leb(end);
    const symbol: i32 = draft.leb(end);
    if (priority < 0 || symbol < 0 || symbol >= draft.symbols.count) return false;
    if (draft.symbols.kind[symbol] != KIND_FUNCTION) return false;
    draft.initFunctions.push(priority as u32);
    draft.initFunctions.push(symbol as u32);
  }
  return true;
}

function readComdats(draft: ObjectDraft, end: i32): boolean {
  const count: i32 = draft.leb(end);
  if (count < 0 || count > end - draft.at) return false;
  const seen = draft.seenNames;
  seen.begin(count);
  for (let comdat: i32 = 0; comdat < count; comdat++) {
    const length: i32 = draft.leb(end);
    if (length <= 0 || length > end - draft.at) return false;
    const name: u32 = draft.name(draft.at, length);
    draft.at += length;
    if (seen.has(name)) return false;
    draft.comdats.push(name);
    if (draft.leb(end) != 0) return false;
    const entries: i32 = draft.leb(end);
    if (entries < 0) return false;
    for (let i: i32 = 0; i < entries; i++) {
      const kind: i32 = draft.leb(end);
      const index: i32 = draft.leb(end);
      if (index < 0 || !joinComdat(draft, comdat as u32, kind, index)) return false;
    }
  }
  return true;
}

function joinComdat(draft: ObjectDraft, comdat: u32, kind: i32, index: i32): boolean {
  if (kind == COMDAT_DATA) {
    if (index >= draft.segmentCount || draft.segmentComdat[index] != NO_ROW) return false;
    draft.segmentComdat[index] = comdat;
    return true;
  }
  if (kind == COMDAT_FUNCTION) {
    const row: i32 = index - draft.imports.functions.count;
    if (row < 0 || row >= draft.functionCount || draft.functionComdat[row] != NO_ROW) return false;
    draft.functionComdat[row] = comdat;
    return true;
  }
  const sections = draft.sections;
  // The linking section itself has a row already.
  if (kind != COMDAT_SECTION || index >= sections.id.count - 1) return false;
  if (sections.id.values[index] != SECTION_CUSTOM || sections.comdat.values[index] != NO_ROW) return false;
  sections.comdat.values[index] = comdat;
  return true;
}

function readSymbols(draft: ObjectDraft, end: i32): boolean {
  const count: i32 = draft.leb(end);
  if (count < 0 || count > (end - draft.at) / SMALLEST_SYMBOL) return false;
  draft.createSymbols(count);
  const symbols = draft.symbols;
  const records = symbols.records.values;
  const seen = draft.seenNames;
  let at: i32 = symbols.start;
  for (let i: i32 = 0; i < count; i++, at += SYMBOL_FIELDS) {
    if (draft.at >= end) return false;
    const kind: i32 = draft.bytes[draft.at++];
    const flags: i32 = draft.leb(end);
    if (flags < 0 || kind > KIND_TABLE) return false;
    symbols.kind[i] = kind as u8;
    beginSymbol(records, at, kind, flags);
    let isRead: boolean = false;
    if (kind == KIND_DATA) isRead = readDataSymbol(draft, records, at, end);
    else if (kind == KIND_SECTION) isRead = readSectionSymbol(draft, records, at, end);
    else isRead = readIndexedSymbol(draft, records, at, end);
    if (!isRead) return false;
    const isLocal: boolean = (flags & BINDING_MASK) == BINDING_LOCAL;
    if (isLocal) {
      setLocalName(records, at, symbols.nameStart, symbols.nameLength);
    } else {
      const name: u32 = draft.name(symbols.nameStart, symbols.nameLength);
      if (seen.has(name)) return false;
      records[at + SYMBOL_NAME] = name;
    }
    if (kind == KIND_FUNCTION && (flags & UNDEFINED) == 0) nameFunction(draft, records, at, isLocal);
  }
  return true;
}

function nameFunction(draft: ObjectDraft, records: Uint32Array, at: i32, isLocal: boolean): void {
  const row: i32 = (records[at + SYMBOL_INDEX] as i32) - draft.imports.functions.count;
  const symbols = draft.symbols;
  if (draft.functionName[row] != NO_ROW || symbols.nameLength == 0) return;
  draft.functionName[row] = isLocal ? draft.name(symbols.nameStart, symbols.nameLength) : records[at + SYMBOL_NAME];
}

function readIndexedSymbol(draft: ObjectDraft, records: Uint32Array, at: i32, end: i32): boolean {
  const kind: i32 = kindOf(records, at);
  const index: i32 = draft.leb(end);
  if (index < 0) return false;
  records[at + SYMBOL_INDEX] = index as u32;
  if (kind == KIND_TABLE) draft.symbols.tableCount++;
  if (isUndefined(records, at)) return readReference(draft, records, at, end);
  // Objects that define globals, tags or tables are unusual.
  const row: i32 = index - draft.imports.functions.count;
  if (kind != KIND_FUNCTION || row < 0 || row >= draft.functionCount || !readName(draft, end)) return false;
  setSignature(records, at, draft.functionSignature[row]);
  return true;
}

/** An undefined symbol: it stands for an import, whose name it has unless it has its own. */
function readReference(draft: ObjectDraft, records: Uint32Array, at: i32, end: i32): boolean {
  const kind: i32 = kindOf(records, at);
  const flags: i32 = records[at + SYMBOL_FLAGS] as i32;
  const binding: i32 = flags & BINDING_MASK;
  if (binding == BINDING_LOCAL || (binding == BINDING_WEAK && kind != KIND_FUNCTION)) return false;
  const imports = draft.imports;
  const row: i32 = importRow(imports, kind, records[at + SYMBOL_INDEX] as i32);
  if (row < 0) return false;
  const field: i32 = imports.fieldStart[row] as i32;
  const length: i32 = imports.fieldLength[row] as i32;
  const module: u32 = draft.name(imports.moduleStart[row] as i32, imports.moduleLength[row] as i32);
  if (kind == KIND_FUNCTION || kind == KIND_TAG) setSignature(records, at, draft.types[imports.type[row]]);
  else setOffset(records, at, imports.type[row]);
  if ((flags & EXPLICIT_NAME) != 0) {
    setImport(records, at, module, draft.name(field, length));
    return readName(draft, end);
  }
  setImport(records, at, module, NO_ROW);
  draft.symbols.nameStart = field;
  draft.symbols.nameLength = length;
  return true;
}

function importRow(imports: ImportTable, kind: i32, index: i32): i32 {
  let rows = imports.functions;
  if (kind == KIND_GLOBAL) rows = imports.globals;
  else if (kind == KIND_TAG) rows = imports.tags;
  else if (kind == KIND_TABLE) rows = imports.tables;
  return index < rows.count ? (rows.values[index] as i32) : -1;
}

function readDataSymbol(draft: ObjectDraft, records: Uint32Array, at: i32, end: i32): boolean {
  if (!readName(draft, end)) return false;
  const flags: i32 = records[at + SYMBOL_FLAGS] as i32;
  if ((flags & UNDEFINED) != 0) return (flags & BINDING_MASK) != BINDING_LOCAL;
  const segment: i32 = draft.leb(end);
  const offset: i32 = draft.leb(end);
  const size: i32 = draft.leb(end);
  if (segment < 0 || segment >= draft.segmentCount || offset < 0 || size < 0) return false;
  if ((flags & ABSOLUTE) == 0 && offset > (draft.segmentSize[segment] as i32)) return false;
  records[at + SYMBOL_INDEX] = segment as u32;
  setOffset(records, at, offset as u32);
  setSize(records, at, size as u32);
  return true;
}

function readSectionSymbol(draft: ObjectDraft, records: Uint32Array, at: i32, end: i32): boolean {
  const flags: i32 = records[at + SYMBOL_FLAGS] as i32;
  const index: i32 = draft.leb(end);
  const sections = draft.sections;
  if ((flags & BINDING_MASK) != BINDING_LOCAL || (flags & UNDEFINED) != 0) return false;
  // The linking section itself has a row already.
  if (index < 0 || index >= sections.id.count - 1 || sections.id.values[index] != SECTION_CUSTOM) return false;
  records[at + SYMBOL_INDEX] = index as u32;
  draft.symbols.nameStart = sections.nameStart.values[index] as i32;
  draft.symbols.nameLength = (sections.start.values[index] - sections.nameStart.values[index]) as i32;
  return true;
}

function readName(draft: ObjectDraft, end: i32): boolean {
  const length: i32 = draft.leb(end);
  if (length < 0 || length > end - draft.at) return false;
  draft.symbols.nameStart = draft.at;
  draft.symbols.nameLength = length;
  draft.at += length;
  return true;
}
