/**
 * An object without a symbol table has its exports for symbols, globals standing for data of segment 0 (LLVM:
 * `parseExportSection`). No compiler makes one; `--emit-relocs` does where nothing is left to relocate.
 */
import { ByteReader, FormatError } from "../binary/reader.ts";
import { createSymbolRows, type ExportRow, type ModuleDraft, type SymbolRows } from "./module-draft.ts";
import { ExternalKind, Opcode, SymbolFlag, SymbolKind } from "./wasm.ts";

export function symbolsOfExports(draft: ModuleDraft): SymbolRows {
  const exports = draft.exports.filter(({ kind }) => kind !== ExternalKind.memory);
  // The places of their names stay empty: what they name is called by no symbol in the name section.
  const columns = createSymbolRows(exports.length);
  exports.forEach((row, i) => {
    columns.index[i] = row.index;
    setMeaning(draft, columns, row, i);
  });
  return { ...columns, names: exports.map(({ name }) => name) };
}

function setMeaning(draft: ModuleDraft, columns: SymbolRows, { kind, index }: ExportRow, i: number): void {
  const { imports, bytes } = draft;
  // wasm-ld takes it for defined, and reads before the start of its lists.
  const checkDefined = (imported: readonly number[]): void => {
    if (index < imported.length) throw new FormatError("export of an import", bytes.length, true);
  };
  if (kind === ExternalKind.function) {
    checkDefined(imports.functions);
    columns.kind[i] = SymbolKind.function;
    columns.signature[i] = draft.functions.signature[draft.definedFunction(index)];
  } else if (kind === ExternalKind.global) {
    columns.kind[i] = SymbolKind.data;
    columns.index[i] = 0;
    columns.offset[i] = addressIn(draft, index);
    // Without a segment, wasm-ld crashes.
    if (draft.segments.count === 0) columns.flags[i] = SymbolFlag.absolute;
  } else if (kind === ExternalKind.tag) {
    checkDefined(imports.tags);
    columns.kind[i] = SymbolKind.tag;
    columns.signature[i] = draft.tags[index - imports.tags.length];
  } else {
    checkDefined(imports.tables);
    if (index >= draft.tableCount) throw new FormatError("invalid table export", bytes.length, true);
    columns.kind[i] = SymbolKind.table;
  }
}

/** The constant that a global is initialised with; 0 for any other value. */
function addressIn({ globals, imports, bytes }: ModuleDraft, index: number): number {
  const global = globals.at(index - imports.globals.length);
  if (index < imports.globals.length || global === undefined || global.isInitExtended) return 0;
  const reader = new ByteReader(bytes, global.initStart, global.initEnd);
  const opcode = reader.u8();
  return opcode === Opcode.i32Const || opcode === Opcode.i64Const ? reader.sleb64() : 0;
}
