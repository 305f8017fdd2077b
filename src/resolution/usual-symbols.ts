/**
 * Shortcuts through `add-definition.ts` and `add-reference.ts`, by numbers alone, for what nearly all symbols of nearly all
 * objects are. Each returns `NONE`, and has changed nothing, where the rules have to decide or something is to be said.
 */
import { mintId, type SymbolId } from "../base/ids.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { type NewSymbol, NONE, type SymbolTable } from "../model/symbol-table.ts";

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
  symbols.define(id, { kind, flags, file });
  return id;
}

/**
 * Defines the function or data `name`, if all that is known of it is that it is wanted, functions with this signature, or on
 * offer. All of `meaning` is there, that of data with the signature `NONE`.
 */
export function defineUsual(symbols: SymbolTable, name: number, meaning: Required<NewSymbol>): number {
  const wanted = meaning.kind === Kind.definedFunction ? Kind.undefinedFunction : Kind.undefinedData;
  const id = definable(symbols, name, wanted, meaning.signature);
  if (id === NONE) return NONE;
  symbols.mark(id, Trait.usedInRegularObject);
  symbols.define(id, meaning);
  return id;
}

/** A new symbol, or one that is undefined of `kind`, or lazy. */
function definable(symbols: SymbolTable, name: number, kind: Kind, signature: number): SymbolId | typeof NONE {
  if (symbols.isUnmet(name)) return symbols.insert(mintId(name), true);
  const id = symbols.untracedId(name);
  if (id === NONE || symbols.kind[id] === Kind.lazy) return id;
  return symbols.kind[id] === kind && symbols.signature[id] === signature ? id : NONE;
}
