/**
 * What a symbol currently means (LLD's `Symbol::Kind`). The order matters: everything below
 * `undefinedFunction` is defined, and the kinds below `sharedFunction` are defined by this link.
 */
export const Kind = {
  definedFunction: 0,
  definedData: 1,
  definedGlobal: 2,
  definedTag: 3,
  definedTable: 4,
  section: 5,
  outputSection: 6,
  sharedFunction: 7,
  sharedData: 8,
  undefinedFunction: 9,
  undefinedData: 10,
  undefinedGlobal: 11,
  undefinedTag: 12,
  undefinedTable: 13,
  lazy: 14,
  /** The name has just been met for the first time; whoever met it says what it means. */
  unset: 15,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export function isUndefinedKind(kind: number): boolean {
  return kind >= Kind.undefinedFunction && kind < Kind.lazy;
}

export function isFunctionKind(kind: number): boolean {
  return kind === Kind.definedFunction || kind === Kind.undefinedFunction || kind === Kind.sharedFunction;
}

export function isDataKind(kind: number): boolean {
  return kind === Kind.definedData || kind === Kind.undefinedData || kind === Kind.sharedData;
}

export function isGlobalKind(kind: number): boolean {
  return kind === Kind.definedGlobal || kind === Kind.undefinedGlobal;
}

export function isTagKind(kind: number): boolean {
  return kind === Kind.definedTag || kind === Kind.undefinedTag;
}

export function isTableKind(kind: number): boolean {
  return kind === Kind.definedTable || kind === Kind.undefinedTable;
}

export function isSharedKind(kind: number): boolean {
  return kind === Kind.sharedFunction || kind === Kind.sharedData;
}

/** What the link has found out about a symbol beside its flags. A new definition keeps those in `KEPT_TRAITS`. */
export const Trait = {
  /** Reached by the garbage collector where no chunk or element says so. */
  referenced: 1,
  /** Has an entry among the internal GOT globals. */
  requiresGot: 2,
  /** Named by an object file or by the linker, not only by a shared library or an archive's index. */
  usedInRegularObject: 4,
  forceExport: 8,
  forceImport: 16,
  /** `--trace-symbol`. */
  traced: 32,
  /** A trap function that stands for something missing: never in the table, its address is 0. */
  stub: 64,
  /** Some relocation calls it, so its signature matters (undefined functions). */
  calledDirectly: 128,
} as const;

/** The traits that a new definition keeps. */
export const KEPT_TRAITS: number =
  Trait.referenced | Trait.usedInRegularObject | Trait.forceExport | Trait.forceImport | Trait.traced;
