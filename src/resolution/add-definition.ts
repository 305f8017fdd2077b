/** A file defines a symbol: does it win over what the name already means? (LLD's `addDefined*`) */
import type { ChunkId, NameId, SignatureId, SymbolId } from "../base/ids.ts";
import type { GlobalType, TableType } from "../format/object-module.ts";
import { SymbolFlag } from "../format/wasm.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { isFunctionKind, isSharedKind, Kind, Trait } from "../model/symbol-kind.ts";
import { symbolFileName, symbolName } from "../model/symbol-queries.ts";
import type { NewSymbol } from "../model/symbol-table.ts";
import { defineSymbol } from "./define-symbol.ts";
import {
  checkDataType,
  checkGlobalType,
  checkTableType,
  checkTagType,
  reportTypeMismatch,
  signatureMatches,
} from "./type-checks.ts";
import { functionVariant } from "./variants.ts";

export interface FunctionDefinition {
  readonly name: NameId;
  readonly flags: number;
  readonly file: number;
  readonly chunk: ChunkId;
  readonly signature: SignatureId;
}

export function addDefinedFunction(link: LinkState, definition: FunctionDefinition): SymbolId {
  const { symbols } = link;
  const { name, flags, file, chunk, signature } = definition;
  const meaning: NewSymbol = { kind: Kind.definedFunction, flags, file, target: chunk, signature };
  const id = symbols.insert(name, true);
  if (symbols.kind[id] >= Kind.lazy) {
    defineSymbol(link, id, meaning);
    return id;
  }
  if (!isFunctionKind(symbols.kind[id])) {
    reportTypeMismatch(link, id, file, "FUNCTION");
    return id;
  }
  const isCompared = symbols.kind[id] !== Kind.undefinedFunction || symbols.has(id, Trait.calledDirectly);
  if (isCompared && !signatureMatches(link, id, signature)) {
    const variant = functionVariant(link, id, signature, file);
    if (variant.isNew || shouldReplace(link, id, file, flags)) defineSymbol(link, variant.variant, meaning);
    symbols.replacePrimary(name, variant.variant);
    return variant.variant;
  }
  if (shouldReplace(link, id, file, flags)) defineSymbol(link, id, meaning);
  return id;
}

/** Definition of data, a global, a tag or a table: these have no variants. */
function addDefinition(link: LinkState, name: NameId, meaning: NewSymbol, check: (id: SymbolId) => void): SymbolId {
  const id = link.symbols.insert(name, true);
  if (link.symbols.kind[id] >= Kind.lazy) {
    defineSymbol(link, id, meaning);
    return id;
  }
  check(id);
  if (shouldReplace(link, id, meaning.file, meaning.flags)) defineSymbol(link, id, meaning);
  return id;
}

export function addDefinedData(link: LinkState, name: NameId, meaning: NewSymbol): SymbolId {
  return addDefinition(link, name, meaning, (id) => checkDataType(link, id, meaning.file));
}

export function addDefinedGlobal(link: LinkState, name: NameId, meaning: NewSymbol, type: GlobalType): SymbolId {
  return addDefinition(link, name, meaning, (id) => checkGlobalType(link, id, meaning.file, type));
}

export function addDefinedTag(link: LinkState, name: NameId, meaning: NewSymbol, signature: SignatureId): SymbolId {
  return addDefinition(link, name, meaning, (id) => checkTagType(link, id, meaning.file, signature));
}

export function addDefinedTable(link: LinkState, name: NameId, meaning: NewSymbol, type: TableType): SymbolId {
  return addDefinition(link, name, meaning, (id) => checkTableType(link, id, meaning.file, type));
}

/** Whether a new definition with `flags` from `file` takes the place of `existing`; reports two strong ones. */
function shouldReplace(link: LinkState, existing: SymbolId, file: number, flags: number): boolean {
  const { symbols, config } = link;
  if (!symbols.isDefined(existing)) return true;
  if ((flags & SymbolFlag.bindingMask) === SymbolFlag.bindingWeak) return false;
  if (symbols.isWeak(existing)) return true;
  if (isSharedKind(symbols.kind[existing])) return true;
  if (config.allowMultipleDefinition) return false;
  const parameters = {
    symbol: symbolName(link, existing),
    first: symbolFileName(link, existing),
    second: fileName(link.file(file)),
  };
  link.diagnostics.report("duplicate-symbol", parameters, config.noinhibitExec ? "warning" : "error");
  return true;
}
