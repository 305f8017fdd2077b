/**
 * Stub libraries: names that the host provides are imported, and what they depend on is extracted and exported (LLD:
 * `processStubLibraries`).
 *
 * Reads: stubFiles.
 * Writes: symbol traits, extractions.
 */
import { mintId, type SymbolId } from "../base/ids.ts";
import { fileName, type StubFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { symbolName } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { extract } from "../resolution/extract.ts";

export function applyStubLibraries(link: LinkState): void {
  link.diagnostics.log("-- processStubLibraries");
  // Each extraction may bring new undefined symbols that a stub provides.
  let isChanged = link.stubFiles.length > 0;
  while (isChanged) {
    isChanged = false;
    for (const file of link.stubFiles) isChanged = applyStubFile(link, file) || isChanged;
  }
  link.diagnostics.log("-- done processStubLibraries");
}

/** Link-time optimization has to know; it also decides which symbols a relocatable output shows. Writes: symbol traits. */
export function markStubDependencies(link: LinkState): void {
  link.diagnostics.log("-- processStubLibrariesPreLTO");
  for (const file of link.stubFiles) markDependenciesUsed(link, file);
}

function markDependenciesUsed(link: LinkState, file: StubFile): void {
  const { symbols } = link;
  for (const [name, dependencies] of file.dependencies) {
    const id = symbols.find(name);
    if (id !== undefined && !symbols.isUndefined(id)) continue;
    for (const dependency of dependencies) {
      const needed = symbols.find(dependency);
      if (needed !== undefined) symbols.mark(needed, Trait.usedInRegularObject);
    }
  }
}

function applyStubFile(link: LinkState, file: StubFile): boolean {
  const { symbols } = link;
  let isChanged = false;
  for (const [name, dependencies] of file.dependencies) {
    const id = symbols.find(name);
    if (id !== undefined && symbols.isUndefined(id) && symbols.has(id, Trait.usedInRegularObject)) {
      isChanged = importStub(link, file, id, dependencies) || isChanged;
    } else if (id !== undefined && symbols.has(id, Trait.traced)) {
      link.diagnostics.message(`${fileName(file)}: stub symbol not needed: ${name}`);
    }
  }
  // An extraction may add symbols, which are looked at as well.
  for (let i = 0; i < symbols.order.length; i++) {
    const id = symbols.order[i];
    const importName = symbols.isUndefined(id) ? symbols.importName[id] : NONE;
    const dependencies = importName === NONE ? undefined : file.dependencies.get(link.names.text(mintId(importName)));
    if (dependencies !== undefined) isChanged = importStub(link, file, id, dependencies) || isChanged;
  }
  return isChanged;
}

/**
 * Imports `symbol`, which the stub library provides; the first library that has it wins. True if it extracted
 * something.
 */
function importStub(link: LinkState, file: StubFile, symbol: SymbolId, dependencies: readonly string[]): boolean {
  const { symbols, diagnostics } = link;
  if (symbols.has(symbol, Trait.forceImport)) return false;
  symbols.mark(symbol, Trait.forceImport);
  const stub = fileName(file);
  const name = symbols.name(symbol);
  if (symbols.has(symbol, Trait.traced)) diagnostics.message(`${stub}: importing ${name}`);
  let hasExtracted = false;
  for (const dependency of dependencies) {
    const needed = symbols.find(dependency);
    if (needed === undefined || symbols.isUndefined(needed)) {
      const shown = needed === undefined ? dependency : symbolName(link, needed);
      diagnostics.report("stub-dependency-undefined", { file: stub, symbol: shown, user: symbolName(link, symbol) });
      continue;
    }
    if (symbols.has(needed, Trait.traced)) {
      diagnostics.message(`${stub}: exported ${symbolName(link, needed)} due to import of ${name}`);
    }
    symbols.mark(needed, Trait.forceExport);
    if (symbols.kind[needed] !== Kind.lazy) continue;
    hasExtracted = true;
    extract(link, needed);
    link.extractions.push({ reference: stub, file: symbols.file[symbol], symbol });
  }
  return hasExtracted;
}
