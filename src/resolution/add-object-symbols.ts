/**
 * Each symbol of an object is added to the namespace, in the order of its symbol table (LLD's
 * `createDefined`/`createUndefined`).
 */
import { type ChunkId, mintId, type SymbolId } from "../base/ids.ts";
import type { GlobalType, SymbolImport, TableType } from "../format/object-module.ts";
import { FUNCTION_TABLE_NAME, SegmentFlag, SymbolFlag, SymbolKind, ValueType } from "../format/wasm.ts";
import { fileName, type ObjectContent, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { markSymbolLive } from "../model/symbol-queries.ts";
import { type NewSymbol, NONE } from "../model/symbol-table.ts";
import {
  addDefinedData,
  addDefinedFunction,
  addDefinedGlobal,
  addDefinedTable,
  addDefinedTag,
} from "./add-definition.ts";
import {
  addUndefinedData,
  addUndefinedFunction,
  addUndefinedGlobal,
  addUndefinedTable,
  addUndefinedTag,
  type FunctionReference,
  setImport,
} from "./add-reference.ts";

export function addObjectSymbols(link: LinkState, file: ObjectFile, content: ObjectContent): void {
  const { symbols, called } = content.module;
  const adder = new SymbolAdder(link, file.id, content);
  let tableSymbolCount = 0;
  for (let i = 0; i < symbols.count; i++) {
    if (symbols.kind[i] === SymbolKind.table) tableSymbolCount++;
    const isDefined = (symbols.flags[i] & SymbolFlag.undefined) === 0;
    const defined = isDefined ? adder.define(i) : undefined;
    const id = defined ?? adder.refer(i, called?.[i] === 1);
    // Read afresh: adding the symbol may have extracted files and grown the list.
    link.fileSymbols[content.symbolStart + i] = id;
  }
  addLegacyFunctionTable(link, file, content, tableSymbolCount);
}

class SymbolAdder {
  readonly #link: LinkState;
  readonly #file: number;
  readonly #content: ObjectContent;

  constructor(link: LinkState, file: number, content: ObjectContent) {
    this.#link = link;
    this.#file = file;
    this.#content = content;
  }

  /**
   * The defined symbol `i`; `undefined` where its COMDAT group lost, so that it becomes a reference to the winner's.
   */
  define(i: number): SymbolId | undefined {
    const { symbols } = this.#content.module;
    switch (symbols.kind[i]) {
      case SymbolKind.function:
        return this.#defineFunction(i);
      case SymbolKind.data:
        return this.#defineData(i);
      case SymbolKind.section:
        return this.#defineSection(i);
      default:
        return this.#defineElement(i);
    }
  }

  #defineFunction(i: number): SymbolId | undefined {
    const link = this.#link;
    const { symbols, importedFunctionCount } = this.#content.module;
    const flags = symbols.flags[i];
    const target = this.#content.functionStart + symbols.index[i] - importedFunctionCount;
    const signature = mintId<"signature">(symbols.signature[i]);
    const name = symbols.names[i];
    if (name === undefined) {
      return this.#addLocal(i, { kind: Kind.definedFunction, flags, file: this.#file, target, signature });
    }
    if (link.chunks.discarded[target] !== 0) return undefined;
    const chunk: ChunkId = mintId<"chunk">(target);
    return addDefinedFunction(link, { name, flags, file: this.#file, chunk, signature });
  }

  #defineData(i: number): SymbolId | undefined {
    const link = this.#link;
    const { symbols, segments } = this.#content.module;
    const index = symbols.index[i];
    // An absolute symbol names segment 0, which need not exist; wasm-ld counts it from there where it does.
    const target = index < segments.count ? this.#content.segmentStart + index : NONE;
    const isTls = target !== NONE && (link.chunks.segmentFlags[target] & SegmentFlag.tls) !== 0;
    const meaning: NewSymbol = {
      kind: Kind.definedData,
      flags: symbols.flags[i] | (isTls ? SymbolFlag.tls : 0),
      file: this.#file,
      target,
      offset: symbols.offset[i],
      size: symbols.size[i],
    };
    const name = symbols.names[i];
    if (name === undefined) return this.#addLocal(i, meaning);
    if (target !== NONE && link.chunks.discarded[target] !== 0) return undefined;
    return addDefinedData(link, name, meaning);
  }

  #defineSection(i: number): SymbolId | undefined {
    const { symbols, customSections } = this.#content.module;
    const sectionIndex = symbols.index[i];
    const position = customSections.findIndex((section) => section.index === sectionIndex);
    const target = this.#content.sectionStart + position;
    const flags = symbols.flags[i];
    return this.#addLocal(i, { kind: Kind.section, flags, file: this.#file, target });
  }

  #defineElement(i: number): SymbolId {
    const link = this.#link;
    const { module, globalStart, tagStart, tableStart } = this.#content;
    const { symbols } = module;
    const name = symbols.names[i];
    const flags = symbols.flags[i];
    const index = symbols.index[i];
    const file = this.#file;
    if (symbols.kind[i] === SymbolKind.global) {
      const row = index - module.importedGlobalCount;
      const meaning: NewSymbol = { kind: Kind.definedGlobal, flags, file, target: globalStart + row };
      const type = module.globals[row] as { type: number; mutable: boolean };
      return name === undefined ? this.#addLocal(i, meaning) : addDefinedGlobal(link, name, meaning, type);
    }
    if (symbols.kind[i] === SymbolKind.tag) {
      const row = index - module.importedTagCount;
      const signature = module.tags[row];
      const meaning: NewSymbol = { kind: Kind.definedTag, flags, file, target: tagStart + row, signature };
      return name === undefined ? this.#addLocal(i, meaning) : addDefinedTag(link, name, meaning, signature);
    }
    const row = index - module.importedTableCount;
    const meaning: NewSymbol = { kind: Kind.definedTable, flags, file, target: tableStart + row };
    const type = module.tables[row];
    return name === undefined ? this.#addLocal(i, meaning) : addDefinedTable(link, name, meaning, type);
  }

  /** Symbol `i` as a reference, whether it is undefined here or its definition was discarded. */
  refer(i: number, isCalledDirectly: boolean): SymbolId {
    const link = this.#link;
    const { symbols } = this.#content.module;
    const name = symbols.names[i];
    const wanted = symbols.imports.get(i);
    const flags = symbols.flags[i] | SymbolFlag.undefined;
    const file = this.#file;
    if (name === undefined) return this.#addLocalReference(i, flags, wanted, isCalledDirectly);
    const signature = symbols.signature[i];
    const reference: FunctionReference = { name, flags, file, import: wanted, signature, isCalledDirectly };
    switch (symbols.kind[i]) {
      case SymbolKind.function:
        return addUndefinedFunction(link, reference);
      case SymbolKind.data:
        return addUndefinedData(link, reference);
      case SymbolKind.global:
        return addUndefinedGlobal(link, reference, wanted?.globalType as GlobalType);
      case SymbolKind.tag:
        return addUndefinedTag(link, reference, signature);
      default:
        return addUndefinedTable(link, reference, wanted?.tableType as TableType);
    }
  }

  #addLocal(i: number, meaning: NewSymbol): SymbolId {
    const { symbols } = this.#content.module;
    return this.#link.symbols.addLocal(symbols.nameStart[i], symbols.nameLength[i], meaning);
  }

  #addLocalReference(i: number, flags: number, wanted: SymbolImport | undefined, isCalled: boolean): SymbolId {
    const link = this.#link;
    const { symbols } = this.#content.module;
    const kind = UNDEFINED_KIND[symbols.kind[i]];
    const signature = symbols.signature[i];
    const id = this.#addLocal(i, { kind, flags, file: this.#file, signature });
    if (isCalled) link.symbols.mark(id, Trait.calledDirectly);
    setImport(link, id, { import: wanted });
    if (kind === Kind.undefinedGlobal) link.symbols.globalType.set(id, wanted?.globalType as GlobalType);
    if (kind === Kind.undefinedTable) link.symbols.tableType.set(id, wanted?.tableType as TableType);
    return id;
  }
}

/** By `SymbolKind`. */
const UNDEFINED_KIND: readonly Kind[] = [
  Kind.undefinedFunction,
  Kind.undefinedData,
  Kind.undefinedGlobal,
  Kind.section,
  Kind.undefinedTag,
  Kind.undefinedTable,
];

/**
 * Objects from before reference types use the indirect function table without a symbol or relocation for it. They can
 * only be linked if that table gets index 0.
 */
function addLegacyFunctionTable(
  link: LinkState,
  file: ObjectFile,
  content: ObjectContent,
  tableSymbolCount: number,
): void {
  const { module } = content;
  const { diagnostics } = link;
  const tableCount = module.importedTableCount + module.tables.length;
  if (tableCount === tableSymbolCount) return;
  const where = { file: fileName(file) };
  if (tableSymbolCount !== 0) {
    diagnostics.report("table-symbol-count", { ...where, tables: tableCount, symbols: tableSymbolCount });
    return;
  }
  if (module.tables.length > 0) {
    diagnostics.report("table-definitions-without-symbols", where);
    return;
  }
  const table = module.tableImports.at(0);
  if (tableCount !== 1 || table === undefined) {
    diagnostics.report("table-imports-without-symbols", where);
    return;
  }
  if (table.name !== FUNCTION_TABLE_NAME || table.type.elementType !== ValueType.funcref) {
    diagnostics.report("table-import-without-symbol", { ...where, name: table.name });
    return;
  }
  const flags = SymbolFlag.undefined | SymbolFlag.noStrip;
  const reference = { name: table.name, flags, file: file.id, import: { module: table.module, name: table.name } };
  const id = addUndefinedTable(link, reference, table.type);
  if (diagnostics.hasErrors) return;
  link.fileSymbols[content.symbolStart + content.symbolCount++] = id;
  // No relocation says who uses the table, so it is always live.
  markSymbolLive(link, id);
  link.legacyFunctionTable = true;
}
