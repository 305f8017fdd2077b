/** Questions about a symbol that need more than its own row (LLD's methods of `Symbol`). */
import type { ChunkId, IdList, SymbolId } from "../base/ids.ts";
import { demangle } from "../demangle/demangle.ts";
import { SymbolFlag } from "../format/wasm.ts";
import type { InputElement } from "./input-file.ts";
import { fileName } from "./input-file.ts";
import type { LinkState } from "./link-state.ts";
import { selectSymbols } from "./select-symbols.ts";
import { isSharedKind, isUndefinedKind, Kind, Trait } from "./symbol-kind.ts";
import { NONE } from "./symbol-table.ts";

/** The chunk that a symbol's code or bytes are in; for an undefined function, its stub's. */
export function chunkOf(link: LinkState, symbol: SymbolId): ChunkId | undefined {
  const { symbols } = link;
  const kind = symbols.kind[symbol];
  if (kind === Kind.definedFunction || kind === Kind.definedData) {
    const chunk = symbols.target[symbol];
    return chunk === NONE ? undefined : (chunk as ChunkId);
  }
  if (kind === Kind.undefinedFunction && symbols.stub[symbol] !== NONE) {
    return symbols.target[symbols.stub[symbol]] as ChunkId;
  }
  return undefined;
}

/** The global, tag or table that a symbol names, if it is defined. */
export function elementOf(link: LinkState, symbol: SymbolId): InputElement | undefined {
  const target = link.symbols.target[symbol];
  switch (link.symbols.kind[symbol]) {
    case Kind.definedGlobal:
      return link.globals[target];
    case Kind.definedTag:
      return link.tags[target];
    case Kind.definedTable:
      return link.tables[target];
    default:
      return undefined;
  }
}

/** Its chunk, element or import will be part of the output. */
export function isLive(link: LinkState, symbol: SymbolId): boolean {
  const element = elementOf(link, symbol);
  if (element !== undefined) return element.isLive;
  const chunk = chunkOf(link, symbol);
  if (chunk !== undefined) return link.chunks.live[chunk] !== 0;
  return link.symbols.has(symbol, Trait.referenced);
}

export function isDiscarded(link: LinkState, symbol: SymbolId): boolean {
  const chunk = chunkOf(link, symbol);
  return chunk !== undefined && link.chunks.discarded[chunk] !== 0;
}

/**
 * Its object was extracted, but defines it in a COMDAT group that another file has. wasm-ld takes such a symbol for number 0 of
 * its kind, at the address 0.
 */
export function isLost({ symbols }: LinkState, symbol: SymbolId): boolean {
  return symbols.kind[symbol] === Kind.lazy && !symbols.isWeak(symbol);
}

/** Marks the symbol, what it names and its file. */
export function markSymbolLive(link: LinkState, symbol: SymbolId): void {
  const { symbols, chunks } = link;
  symbols.mark(symbol, Trait.referenced);
  const file = link.file(symbols.file[symbol]);
  if (file?.kind === "object" && symbols.isDefined(symbol)) file.isLive = true;
  const element = elementOf(link, symbol);
  if (element !== undefined) element.isLive = true;
  const chunk = chunkOf(link, symbol);
  if (chunk !== undefined) chunks.live[chunk] = 1;
}

/** Imported on purpose: by its own import name, by a stub library, or from a shared library. */
export function isImported(link: LinkState, symbol: SymbolId): boolean {
  const { symbols } = link;
  const kind = symbols.kind[symbol];
  if (isSharedKind(kind)) return true;
  return isUndefinedKind(kind) && (symbols.importName[symbol] !== NONE || symbols.has(symbol, Trait.forceImport));
}

export function isExportedExplicitly(link: LinkState, symbol: SymbolId): boolean {
  const { symbols } = link;
  return symbols.has(symbol, Trait.forceExport) || (symbols.flags[symbol] & SymbolFlag.exported) !== 0;
}

export function isExported(link: LinkState, symbol: SymbolId): boolean {
  const { symbols, config } = link;
  const kind = symbols.kind[symbol];
  if (kind >= Kind.sharedFunction || symbols.isLocal(symbol)) return false;
  const isHidden = symbols.isHidden(symbol);
  // A weak definition in a shared library must be visible: the dynamic linker may choose it for everybody.
  if (config.shared && isLive(link, symbol) && symbols.isWeak(symbol) && !isHidden) return true;
  if (config.exportAll || (config.exportDynamic && !isHidden)) return true;
  return isExportedExplicitly(link, symbol);
}

/** Those of `isExported`, and those with one of `others` among their flags, in the order of the namespace. */
export function exportedSymbols(link: LinkState, others = 0): IdList<SymbolId> {
  const { symbols, config } = link;
  const mayBeAny = config.shared || config.exportAll || config.exportDynamic;
  // Otherwise it takes what `isExportedExplicitly` asks for.
  const asked = { traits: Trait.forceExport, flags: SymbolFlag.exported | others };
  const candidates = mayBeAny ? symbols.order : selectSymbols(link, asked);
  return candidates.filter((id) => (symbols.flags[id] & others) !== 0 || isExported(link, id));
}

/** Index of a function, imported or defined. */
export function functionIndexOf(link: LinkState, symbol: SymbolId): number {
  const { kind, stub, importIndex, target } = link.symbols;
  const imported = importIndex[symbol];
  if (kind[symbol] === Kind.definedFunction) {
    const chunk = target[symbol];
    return imported !== NONE || chunk === NONE ? imported : link.chunks.functionIndex[chunk];
  }
  const isStubbed = kind[symbol] === Kind.undefinedFunction && stub[symbol] !== NONE;
  return isStubbed ? functionIndexOf(link, stub[symbol] as SymbolId) : imported;
}

/** Index of a global, tag or table, imported or defined. */
export function elementIndexOf(link: LinkState, symbol: SymbolId): number {
  const element = elementOf(link, symbol);
  return element === undefined ? link.symbols.importIndex[symbol] : element.index;
}

/** Place among the entries of the indirect function table, or `NONE`. */
export function tableEntryOf({ symbols, chunks }: LinkState, symbol: SymbolId): number {
  if (symbols.kind[symbol] !== Kind.definedFunction) return symbols.tableEntry[symbol];
  return chunks.tableEntry[symbols.target[symbol]];
}

/** Slot in the table, as a signed number of 32 bits; -1 without one. */
export function tableSlotOf(link: LinkState, symbol: SymbolId): number {
  const entry = tableEntryOf(link, symbol);
  return entry === NONE ? -1 : (link.config.tableBase + entry) | 0;
}

/** A name as wasm-ld shows it: demangled unless `--no-demangle`; `main` for the mangled main. */
export function displayName(link: LinkState, name: string): string {
  // WebAssembly checks signatures, so clang gives `main` with arguments a name of its own.
  if (name === "__main_argc_argv") return "main";
  return link.config.demangle ? demangle(name) : name;
}

export function symbolName(link: LinkState, symbol: SymbolId): string {
  return displayName(link, link.symbols.name(symbol));
}

/** Display name of the file that a symbol comes from. */
export function symbolFileName(link: LinkState, symbol: SymbolId): string {
  return fileName(link.file(link.symbols.file[symbol]));
}

/** Reports a function that needs an index and has none. */
export function reportMissing(link: LinkState, symbol: SymbolId): void {
  const parameters = { file: symbolFileName(link, symbol), symbol: symbolName(link, symbol) };
  link.diagnostics.report("undefined-symbol", parameters);
}
