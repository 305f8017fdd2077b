/**
 * Shortcuts through `add-definition.ts` and `add-reference.ts`, by numbers alone, for what nearly all symbols of nearly all
 * objects are. Each returns `NONE`, and has changed nothing, where the rules have to decide or something is to be said.
 */
import { mintId, type SymbolId } from "../base/ids.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { NONE, type SymbolTable, type UsualMeaning } from "../model/symbol-table.ts";

/** An object's reference to a name. */
export interface UsualReference {
  readonly flags: number;
  readonly file: number;
  readonly signature: number;
  /** NameId, or `NONE`; there is no import name. */
  readonly importModule: number;
  readonly isCalledDirectly: boolean;
}

/** The function `name`, if a reference to it is the first, or would leave it as it is. */
export function referToFunction(symbols: SymbolTable, name: number, reference: UsualReference): number {
  const { signature, importModule, isCalledDirectly } = reference;
  if (symbols.isUnmet(name)) {
    const id = insertUndefined(symbols, name, Kind.undefinedFunction, reference);
    symbols.signature[id] = signature;
    symbols.importModule[id] = importModule;
    if (isCalledDirectly) symbols.mark(id, Trait.calledDirectly);
    return id;
  }
  const id = symbols.untracedId(name);
  if (id === NONE || symbols.signature[id] !== signature) return NONE;
  let traits: number = Trait.usedInRegularObject;
  if (symbols.kind[id] === Kind.undefinedFunction) {
    if (symbols.importModule[id] !== importModule || symbols.importName[id] !== NONE || symbols.isWeak(id)) return NONE;
    if (isCalledDirectly) traits |= Trait.calledDirectly;
  } else if (symbols.kind[id] !== Kind.definedFunction) {
    return NONE;
  }
  symbols.mark(id, traits);
  return id;
}

/** The same for data. */
export function referToData(symbols: SymbolTable, name: number, reference: UsualReference): number {
  if (symbols.isUnmet(name)) return insertUndefined(symbols, name, Kind.undefinedData, reference);
  const id = symbols.untracedId(name);
  if (id === NONE) return NONE;
  const kind = symbols.kind[id];
  if (kind !== Kind.definedData && (kind !== Kind.undefinedData || symbols.isWeak(id))) return NONE;
  symbols.mark(id, Trait.usedInRegularObject);
  return id;
}

function insertUndefined(symbols: SymbolTable, name: number, kind: Kind, { flags, file }: UsualReference): SymbolId {
  const id = symbols.insert(mintId(name), true);
  symbols.defineUsual(id, kind, { flags, file, target: NONE, signature: NONE });
  return id;
}

/** Defines the function `name`, if all that is known of it is that it is wanted, with this signature, or on offer. */
export function defineFunction(symbols: SymbolTable, name: number, meaning: UsualMeaning): number {
  const id = definable(symbols, name, Kind.undefinedFunction, meaning.signature);
  if (id !== NONE) symbols.defineUsual(id, Kind.definedFunction, meaning);
  return id;
}

/** The same for data; the caller sets offset and size. */
export function defineData(symbols: SymbolTable, name: number, meaning: UsualMeaning): number {
  const id = definable(symbols, name, Kind.undefinedData, NONE);
  if (id !== NONE) symbols.defineUsual(id, Kind.definedData, meaning);
  return id;
}

/** A new symbol, or one that is undefined of `kind`, or lazy. */
function definable(symbols: SymbolTable, name: number, kind: Kind, signature: number): SymbolId | typeof NONE {
  if (symbols.isUnmet(name)) return symbols.insert(mintId(name), true);
  const id = symbols.untracedId(name);
  if (id === NONE || symbols.kind[id] === Kind.lazy) return id;
  return symbols.kind[id] === kind && symbols.signature[id] === signature ? id : NONE;
}
