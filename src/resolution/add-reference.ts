/** A file refers to a symbol that it does not define (LLD's `addUndefined*`). */
import { mintId, type NameId, type SignatureId, type SymbolId } from "../base/ids.ts";
import { globalTypeNumber } from "../format/global-type.ts";
import type { GlobalType, TableType } from "../format/object-module.ts";
import { SymbolFlag } from "../format/wasm.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { isFunctionKind, isSharedKind, Kind, Trait } from "../model/symbol-kind.ts";
import { symbolFileName, symbolName } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { defineSymbol, traceReference } from "./define-symbol.ts";
import { extract } from "./extract.ts";
import {
  checkDataType,
  checkGlobalType,
  checkTableType,
  checkTagType,
  reportSignatureMismatch,
  reportTypeMismatch,
  signatureMatches,
} from "./type-checks.ts";
import { functionVariant } from "./variants.ts";

export interface Reference {
  readonly name: NameId;
  /** With `SymbolFlag.undefined`. */
  readonly flags: number;
  /** FileId, or `NONE` for the linker's own references. */
  readonly file: number;
  /** NameId of the module and the name that the import is to have, or `NONE`. */
  readonly importModule: number;
  readonly importName: number;
}

export interface FunctionReference extends Reference {
  readonly signature: number;
  /** A relocation calls it: its signature must then be the definition's. */
  readonly isCalledDirectly: boolean;
}

export function addUndefinedFunction(link: LinkState, reference: FunctionReference): SymbolId {
  const { symbols } = link;
  const id = insert(link, reference);
  if (symbols.kind[id] === Kind.unset) {
    defineUndefinedFunction(link, id, reference);
    return id;
  }
  if (symbols.kind[id] === Kind.lazy) {
    if (isWeakReference(reference)) {
      setLazyWeak(link, id);
      symbols.signature[id] = reference.signature;
    } else {
      extract(link, id, fileName(link.file(reference.file)));
    }
    return id;
  }
  if (!isFunctionKind(symbols.kind[id])) {
    reportTypeMismatch(link, id, reference.file, "FUNCTION");
    return id;
  }
  return mergeFunctionReference(link, id, reference);
}

/** One more reference to a name that is already a function. */
function mergeFunctionReference(link: LinkState, existing: SymbolId, reference: FunctionReference): SymbolId {
  const { symbols } = link;
  if (symbols.signature[existing] < 0) symbols.signature[existing] = reference.signature;
  const wasUndefined = symbols.kind[existing] === Kind.undefinedFunction;
  let id = existing;
  if (reference.isCalledDirectly && !signatureMatches(link, existing, reference.signature)) {
    if (isSharedKind(symbols.kind[existing])) {
      if (link.config.shlibSigCheck) reportSignatureMismatch(link, existing, reference, "error");
      else symbols.signature[existing] = reference.signature;
    } else if (wasUndefined && !symbols.has(existing, Trait.calledDirectly)) {
      // Only its address was taken so far, which goes with any signature: the call decides.
      defineUndefinedFunction(link, existing, reference);
    } else {
      const variant = functionVariant(link, existing, reference.signature, reference.file);
      id = variant.variant;
      if (variant.isNew) defineUndefinedFunction(link, id, reference);
    }
  }
  if (wasUndefined) {
    setImportAttributes(link, existing, reference);
    if (reference.isCalledDirectly) symbols.mark(existing, Trait.calledDirectly);
    if (symbols.isWeak(id)) symbols.flags[id] = reference.flags;
  }
  return id;
}

export function addUndefinedData(link: LinkState, reference: Reference): SymbolId {
  const { symbols } = link;
  const id = insert(link, reference);
  if (symbols.kind[id] === Kind.unset) {
    defineSymbol(link, id, { kind: Kind.undefinedData, flags: reference.flags, file: reference.file });
  } else if (symbols.kind[id] === Kind.lazy) {
    if (isWeakReference(reference)) setLazyWeak(link, id);
    else extract(link, id);
  } else if (symbols.isDefined(id)) {
    checkDataType(link, id, reference.file);
  } else if (symbols.isWeak(id)) {
    symbols.flags[id] = reference.flags;
  }
  return id;
}

/** Reference to a global, tag or table: never weak, so it extracts at once. */
function addStrongReference(
  link: LinkState,
  reference: Reference,
  define: (id: SymbolId) => void,
  check: (id: SymbolId) => void,
): SymbolId {
  const { symbols } = link;
  const id = insert(link, reference);
  if (symbols.kind[id] === Kind.unset) {
    define(id);
    setImport(link, id, reference);
  } else if (symbols.kind[id] === Kind.lazy) {
    extract(link, id);
  } else if (symbols.isDefined(id)) {
    check(id);
  } else if (symbols.isWeak(id)) {
    symbols.flags[id] = reference.flags;
  }
  return id;
}

export function addUndefinedGlobal(link: LinkState, reference: Reference, type: GlobalType): SymbolId {
  const { flags, file } = reference;
  return addStrongReference(
    link,
    reference,
    (id) => {
      defineSymbol(link, id, { kind: Kind.undefinedGlobal, flags, file, signature: globalTypeNumber(type) });
    },
    (id) => {
      checkGlobalType(link, id, file, type);
    },
  );
}

export function addUndefinedTable(link: LinkState, reference: Reference, type: TableType): SymbolId {
  const { flags, file } = reference;
  return addStrongReference(
    link,
    reference,
    (id) => {
      defineSymbol(link, id, { kind: Kind.undefinedTable, flags, file });
      link.symbols.tableType.set(id, type);
    },
    (id) => {
      checkTableType(link, id, file, type);
    },
  );
}

export function addUndefinedTag(link: LinkState, reference: Reference, signature: number): SymbolId {
  const { flags, file } = reference;
  return addStrongReference(
    link,
    reference,
    (id) => {
      defineSymbol(link, id, { kind: Kind.undefinedTag, flags, file, signature });
    },
    (id) => {
      checkTagType(link, id, file, signature as SignatureId);
    },
  );
}

/** Gives a symbol the import module and name that a reference asks for. */
export function setImport(
  link: LinkState,
  id: SymbolId,
  reference: Pick<Reference, "importModule" | "importName">,
): void {
  if (reference.importModule !== NONE) link.symbols.importModule[id] = reference.importModule;
  if (reference.importName !== NONE) link.symbols.importName[id] = reference.importName;
}

function insert(link: LinkState, reference: Reference): SymbolId {
  const file = link.file(reference.file);
  const id = link.symbols.insert(reference.name, file === undefined || file.kind === "object");
  traceReference(link, id, reference.file);
  return id;
}

function defineUndefinedFunction(link: LinkState, id: SymbolId, reference: FunctionReference): void {
  const { flags, file, signature } = reference;
  defineSymbol(link, id, { kind: Kind.undefinedFunction, flags, file, signature });
  if (reference.isCalledDirectly) link.symbols.mark(id, Trait.calledDirectly);
  setImport(link, id, reference);
}

function isWeakReference(reference: Reference): boolean {
  return (reference.flags & SymbolFlag.bindingMask) === SymbolFlag.bindingWeak;
}

function setLazyWeak(link: LinkState, id: SymbolId): void {
  link.symbols.flags[id] = link.symbols.flags[id] | SymbolFlag.bindingWeak;
}

/** Two undefined references must agree on import module and name where both give one; an unset one is filled in. */
function setImportAttributes(link: LinkState, existing: SymbolId, reference: Reference): void {
  const { symbols, diagnostics, names } = link;
  const where = () => ({
    symbol: symbolName(link, existing),
    file: symbolFileName(link, existing),
    otherFile: fileName(link.file(reference.file)),
  });
  const textOf = (name: number) => names.text(mintId(name));
  const knownName = symbols.importName[existing];
  if (knownName !== NONE && reference.importName !== NONE && knownName !== reference.importName) {
    const texts = { name: textOf(knownName), otherName: textOf(reference.importName) };
    diagnostics.report("import-name-mismatch", { ...where(), ...texts });
  } else if (reference.importName !== NONE) {
    symbols.importName[existing] = reference.importName;
  }
  const knownModule = symbols.importModule[existing];
  if (knownModule !== NONE && reference.importModule !== NONE && knownModule !== reference.importModule) {
    const texts = { name: textOf(knownModule), otherName: textOf(reference.importModule) };
    diagnostics.report("import-module-mismatch", { ...where(), ...texts });
  } else if (reference.importModule !== NONE) {
    symbols.importModule[existing] = reference.importModule;
  }
  const binding = reference.flags & SymbolFlag.bindingMask;
  if (symbols.isWeak(existing) && binding !== SymbolFlag.bindingWeak) {
    symbols.flags[existing] = (symbols.flags[existing] & ~SymbolFlag.bindingMask) | binding;
  }
}
