/**
 * Each symbol of an object is added to the namespace, in the order of its symbol table (LLD's
 * `createDefined`/`createUndefined`): those of objects that the kernel has not read, and what it leaves of the others.
 */
import { type ChunkId, mintId, type SymbolId } from "../base/ids.ts";
import { globalTypeNumber } from "../format/global-type.ts";
import type { GlobalType, NameRange, TableType } from "../format/object-module.ts";
import { FUNCTION_TABLE_NAME, SymbolFlag, SymbolKind, ValueType } from "../format/wasm.ts";
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
  const { locals } = content.module;
  const { symbolStart } = content;
  const firstLocal = link.symbols.addLocals(file.id, locals, content.functionStart);
  for (let row = 0; row < locals.count; row++) {
    link.fileSymbols[symbolStart + locals.symbolIndex[row]] = firstLocal + row;
  }
  addSymbols(link, file.id, content);
  addLegacyFunctionTable(link, file, content);
}

function addSymbols(link: LinkState, file: number, content: ObjectContent): void {
  const { count, symbolIndex } = content.module.symbols;
  const adder = new SymbolAdder(link, file, content);
  for (let row = 0; row < count; row++) {
    const id = adder.add(row);
    // Read afresh: adding the symbol may have extracted files and grown the list.
    link.fileSymbols[content.symbolStart + symbolIndex[row]] = id;
  }
}

/** The chunk that a defined function or data symbol is in; `NONE` for an absolute one of a file without segments. */
function targetOf({ module, functionStart, segmentStart }: ObjectContent, row: number): number {
  const { kind, index } = module.symbols;
  if (kind[row] === SymbolKind.function) return functionStart + index[row] - module.importedFunctionCount;
  // It names segment 0, which need not exist; wasm-ld counts it from there where it does.
  return index[row] < module.segments.count ? segmentStart + index[row] : NONE;
}

/** Adds symbols one by one, by every rule. */
export class SymbolAdder {
  readonly #link: LinkState;
  readonly #file: number;
  readonly #content: ObjectContent;

  constructor(link: LinkState, file: number, content: ObjectContent) {
    this.#link = link;
    this.#file = file;
    this.#content = content;
  }

  add(row: number): SymbolId {
    const isDefined = (this.#content.module.symbols.flags[row] & SymbolFlag.undefined) === 0;
    const defined = isDefined ? this.#define(row) : undefined;
    return defined ?? this.#refer(row);
  }

  /** A defined symbol; `undefined` where its COMDAT group lost, so that it becomes a reference to the winner's. */
  #define(row: number): SymbolId | undefined {
    switch (this.#content.module.symbols.kind[row]) {
      case SymbolKind.function:
        return this.#defineFunction(row);
      case SymbolKind.data:
        return this.#defineData(row);
      default:
        return this.#defineElement(row);
    }
  }

  #defineFunction(row: number): SymbolId | undefined {
    const link = this.#link;
    const { symbols } = this.#content.module;
    const chunk: ChunkId = mintId(targetOf(this.#content, row));
    if (link.chunks.discarded[chunk] !== 0) return undefined;
    return addDefinedFunction(link, {
      name: mintId(symbols.name[row]),
      flags: symbols.flags[row],
      file: this.#file,
      chunk,
      signature: mintId(symbols.signature[row]),
    });
  }

  #defineData(row: number): SymbolId | undefined {
    const link = this.#link;
    const { symbols } = this.#content.module;
    const target = targetOf(this.#content, row);
    if (target !== NONE && link.chunks.discarded[target] !== 0) return undefined;
    return addDefinedData(link, mintId(symbols.name[row]), {
      kind: Kind.definedData,
      flags: symbols.flags[row],
      file: this.#file,
      target,
      offset: symbols.offset[row],
      size: symbols.size[row],
    });
  }

  #defineElement(row: number): SymbolId {
    const link = this.#link;
    const { module, globalStart, tagStart, tableStart } = this.#content;
    const { symbols } = module;
    const name = mintId<"name">(symbols.name[row]);
    const isLocal = symbols.name[row] === NONE;
    const flags = symbols.flags[row];
    const index = symbols.index[row];
    const file = this.#file;
    if (symbols.kind[row] === SymbolKind.global) {
      const element = index - module.importedGlobalCount;
      const meaning: NewSymbol = { kind: Kind.definedGlobal, flags, file, target: globalStart + element };
      const type = module.globals[element] as { type: number; mutable: boolean };
      return isLocal ? this.#addLocal(row, meaning) : addDefinedGlobal(link, name, meaning, type);
    }
    if (symbols.kind[row] === SymbolKind.tag) {
      const element = index - module.importedTagCount;
      const signature = module.tags[element];
      const meaning: NewSymbol = { kind: Kind.definedTag, flags, file, target: tagStart + element, signature };
      return isLocal ? this.#addLocal(row, meaning) : addDefinedTag(link, name, meaning, signature);
    }
    const element = index - module.importedTableCount;
    const meaning: NewSymbol = { kind: Kind.definedTable, flags, file, target: tableStart + element };
    const type = module.tables[element];
    return isLocal ? this.#addLocal(row, meaning) : addDefinedTable(link, name, meaning, type);
  }

  /** A reference, whether the symbol is undefined here or its definition was discarded. */
  #refer(row: number): SymbolId {
    const link = this.#link;
    const { symbols } = this.#content.module;
    const flags = symbols.flags[row] | SymbolFlag.undefined;
    if (symbols.name[row] === NONE) return this.#addLocalReference(row, flags);
    const signature = symbols.signature[row];
    const reference: FunctionReference = {
      name: mintId(symbols.name[row]),
      flags,
      file: this.#file,
      importModule: symbols.importModule[row],
      importName: symbols.importName[row],
      signature,
      isCalledDirectly: symbols.called[row] === 1,
    };
    switch (symbols.kind[row]) {
      case SymbolKind.function:
        return addUndefinedFunction(link, reference);
      case SymbolKind.data:
        return addUndefinedData(link, reference);
      case SymbolKind.global:
        return addUndefinedGlobal(link, reference, symbols.globalTypes.get(row) as GlobalType);
      case SymbolKind.tag:
        return addUndefinedTag(link, reference, signature);
      default:
        return addUndefinedTable(link, reference, symbols.tableTypes.get(row) as TableType);
    }
  }

  #addLocal(row: number, meaning: NewSymbol): SymbolId {
    const { start, length } = this.#content.module.symbols.localNames.get(row) as NameRange;
    return this.#link.symbols.addLocal(start, length, meaning);
  }

  #addLocalReference(row: number, flags: number): SymbolId {
    const link = this.#link;
    const { symbols } = this.#content.module;
    const kind = UNDEFINED_KIND[symbols.kind[row]];
    const type = symbols.globalTypes.get(row);
    const signature = type === undefined ? symbols.signature[row] : globalTypeNumber(type);
    const id = this.#addLocal(row, { kind, flags, file: this.#file, signature });
    if (symbols.called[row] === 1) link.symbols.mark(id, Trait.calledDirectly);
    setImport(link, id, { importModule: symbols.importModule[row], importName: symbols.importName[row] });
    if (kind === Kind.undefinedTable) link.symbols.tableType.set(id, symbols.tableTypes.get(row) as TableType);
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
export function addLegacyFunctionTable(link: LinkState, file: ObjectFile, content: ObjectContent): void {
  const { module } = content;
  const { tableSymbolCount } = module;
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
  const name = link.names.intern(table.name);
  const importModule = link.names.intern(table.module);
  const reference = { name, flags, file: file.id, importModule, importName: name };
  const id = addUndefinedTable(link, reference, table.type);
  if (diagnostics.hasErrors) return;
  link.fileSymbols[content.symbolStart + content.symbolCount++] = id;
  // No relocation says who uses the table, so it is always live.
  markSymbolLive(link, id);
  link.legacyFunctionTable = true;
}
