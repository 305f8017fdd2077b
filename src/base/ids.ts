/**
 * Typed indices. An `Id<"symbol">` is a row number of the symbol table and nothing else: the brand is erased at
 * run time, and `id + 1` is a plain number again.
 */
declare const kind: unique symbol;

export type Id<Name extends string> = number & { readonly [kind]: Name };

export type SymbolId = Id<"symbol">;
export type ChunkId = Id<"chunk">;
export type FileId = Id<"file">;
export type SignatureId = Id<"signature">;
export type NameId = Id<"name">;

/** The one place where a number becomes an id. Callers have just added the row, or iterate over rows. */
export function mintId<Name extends string>(row: number): Id<Name> {
  return row as Id<Name>;
}

/** Ids in a typed array, which does not know what they are. */
export interface IdList<Id extends number> extends ArrayLike<Id>, Iterable<Id> {
  filter(isKept: (id: Id) => boolean): IdList<Id>;
}
