/**
 * Looks at every relocation of live code and data for what it needs of the output: types, table slots, GOT entries; and
 * for what cannot be done, undefined symbols above all (LLD: Relocations.cpp).
 *
 * Reads: relocations, symbols, chunks.
 * Writes: out.types, out.tableEntries, GOT lists, stubs of undefined functions, imports that `--wrap` needs.
 */
import type { SignatureId, SymbolId } from "../base/ids.ts";
import {
  BASE_OF,
  Base,
  IS_RUNTIME_FIELD,
  RELOCATION_TYPES,
  R_WASM_TYPE_INDEX_LEB,
  Target,
  TARGET_OF,
} from "../format/relocation-types.ts";
import { NEED_FIELDS } from "../kernel/portable/need-search.ts";
import { fileName, type ObjectContent, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { isTlsSegment } from "../model/output-segment.ts";
import { isGlobalKind, isSharedKind, isUndefinedKind, Kind, Trait } from "../model/symbol-kind.ts";
import { isImported, isLive, markSymbolLive, symbolName } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { undefinedStub } from "../resolution/add-synthetic.ts";
import { addGotEntry, addTableEntry, needsGotImport } from "./shared/got.ts";
import { addImport } from "./shared/imports.ts";

export function scanRelocations(link: LinkState): void {
  link.diagnostics.log("-- scanRelocations");
  const { kernel, config, symbols, fileSymbols, objects } = link;
  const { live, relocationStart, relocationEnd } = link.chunks;
  const known = { fileSymbols, kind: symbols.kind, firstShared: Kind.sharedFunction };
  const tables = { ...known, live, relocationStart, relocationEnd };
  const needs = kernel.findNeeds(chunksOfObjects(link), tables, !config.isPic);
  const isStatic = !config.isPic && config.unresolvedSymbols !== "import-dynamic";
  for (let i = 0; i < needs.length; i += 3) {
    const file = objects[needs[i]];
    const type = needs[i + 1];
    const symbol = needs[i + 2] as SymbolId;
    if (type === R_WASM_TYPE_INDEX_LEB) {
      useType(link, link.content(file.id), needs[i + 2]);
    } else if (isStatic && symbols.kind[symbol] === Kind.definedFunction && TARGET_OF[type] === Target.tableSlot) {
      addTableEntry(link, symbol); // what `scanRelocation` comes to for most
    } else {
      scanRelocation(link, file, type, symbol);
    }
  }
  if (config.isPic) importConstructors(link);
}

/** Of each object, as `Kernel.findNeeds` wants it: first chunk, the one after its last, first row in `fileSymbols`. */
function chunksOfObjects(link: LinkState): Uint32Array {
  const { objects } = link;
  const rows = new Uint32Array(objects.length * NEED_FIELDS);
  for (let i = 0; i < objects.length; i++) {
    const { functionStart, sectionEnd, symbolStart } = link.content(objects[i].id);
    rows[i * NEED_FIELDS] = functionStart;
    rows[i * NEED_FIELDS + 1] = sectionEnd;
    rows[i * NEED_FIELDS + 2] = symbolStart;
  }
  return rows;
}

function useType(link: LinkState, content: ObjectContent, index: number): void {
  const { typeIndexes } = link;
  const row = content.typeStart + index;
  if (typeIndexes[row] === NONE) typeIndexes[row] = link.out.types.register(content.module.types[index]);
}

function scanRelocation(link: LinkState, file: ObjectFile, type: number, symbol: SymbolId): void {
  const { symbols, config } = link;
  const kind = symbols.kind[symbol];
  const target = TARGET_OF[type];
  if (target === Target.tableSlot) {
    if (!needsGotImport(link, symbol)) addTableEntry(link, symbol);
  } else if (target === Target.globalIndex) {
    if (!isGlobalKind(kind)) addGotEntry(link, symbol);
  } else if (BASE_OF[type] === Base.tls) {
    checkThreadLocal(link, file, type, symbol);
  }
  const isDynamic = isUndefinedKind(kind) && config.unresolvedSymbols === "import-dynamic";
  if (config.isPic || isSharedKind(kind) || isDynamic) scanDynamic(link, file, type, symbol);
  if (!config.relocatable && isUndefinedKind(kind)) scanUndefined(link, file, type, symbol);
}

/** Thread-local addresses are counted from `__tls_base`, so the symbol must be in this module's `.tdata`. */
function checkThreadLocal(link: LinkState, file: ObjectFile, type: number, symbol: SymbolId): void {
  const { symbols, chunks, diagnostics } = link;
  if (!symbols.isDefined(symbol)) diagnostics.report("tls-relocation-undefined", describe(link, file, type, symbol));
  // Without threads, thread-local data is ordinary data and may be anywhere.
  if (!link.config.sharedMemory) return;
  if (!symbols.isTls(symbol)) diagnostics.report("tls-relocation-not-tls", describe(link, file, type, symbol));
  const chunk = symbols.target[symbol];
  if (symbols.kind[symbol] !== Kind.definedData || chunk === NONE) return;
  const segment = link.segmentAt(chunks.outputSegment[chunk]);
  if (segment === undefined || isTlsSegment(segment)) return;
  const parameters = { ...describe(link, file, type, symbol), segment: segment.name };
  diagnostics.report("tls-relocation-outside-tdata", parameters);
}

/** A symbol whose address is only known when the module is loaded. */
function scanDynamic(link: LinkState, file: ObjectFile, type: number, symbol: SymbolId): void {
  switch (dynamicUse(type)) {
    case "constant":
      link.diagnostics.report("relocation-needs-pic", describe(link, file, type, symbol));
      break;
    case "field":
      // `__wasm_apply_data_relocs` fills the field, from the GOT where the symbol may be another module's.
      if (needsGotImport(link, symbol)) addGotEntry(link, symbol);
      break;
    default:
      break;
  }
}

/** Absolute values in code cannot be loaded elsewhere; whole fields of data can be filled at run time. */
function dynamicUse(type: number): "constant" | "field" | undefined {
  const isPlace = TARGET_OF[type] === Target.tableSlot || TARGET_OF[type] === Target.address;
  if (!isPlace || BASE_OF[type] !== Base.absolute) return undefined;
  return IS_RUNTIME_FIELD[type] === 1 ? "field" : "constant";
}

function scanUndefined(link: LinkState, file: ObjectFile, type: number, symbol: SymbolId): void {
  if (BASE_OF[type] === Base.relative) {
    link.diagnostics.report("relative-relocation-undefined", describe(link, file, type, symbol));
  }
  if (!link.symbols.isWeak(symbol)) reportUndefined(link, file, symbol);
  if (link.config.isPic && TARGET_OF[type] === Target.functionIndex) importCalled(link, symbol);
}

/** Constructors are called by `__wasm_call_ctors` alone: no relocation tells of that. Those of an object that is not live are not. */
function importConstructors(link: LinkState): void {
  for (const { id } of link.objects) {
    const content = link.content(id);
    for (const init of content.module.initFunctions) {
      const symbol = link.symbolOf(content, init.symbol);
      if (isLive(link, symbol)) importCalled(link, symbol);
    }
  }
}

/** Imports a function that nothing but a constructor or `--wrap` calls; wasm-ld crashes. */
function importCalled(link: LinkState, symbol: SymbolId): void {
  const { kind, importIndex, stub, signature } = link.symbols;
  const hasIndex = importIndex[symbol] !== NONE || stub[symbol] !== NONE;
  if (kind[symbol] === Kind.undefinedFunction && !hasIndex && signature[symbol] !== NONE) addImport(link, symbol);
}

function mayBeUndefined(link: LinkState, symbol: SymbolId): boolean {
  if (isImported(link, symbol)) return true;
  if (link.symbols.kind[symbol] === Kind.undefinedFunction && link.config.importUndefined) return true;
  return link.allowUndefined.has(link.symbols.name(symbol));
}

function reportUndefined(link: LinkState, file: ObjectFile, symbol: SymbolId): void {
  const { symbols, config, diagnostics } = link;
  if (mayBeUndefined(link, symbol)) return;
  const policy = config.unresolvedSymbols;
  if (policy === "report" || policy === "warn") {
    const severity = policy === "report" ? "error" : "warning";
    const parameters = { file: fileName(file), symbol: symbolName(link, symbol) };
    diagnostics.report("undefined-symbol", parameters, severity);
  }
  if (symbols.kind[symbol] !== Kind.undefinedFunction || symbols.stub[symbol] !== NONE) return;
  if (policy === "import-dynamic" || config.importUndefined) return;
  const signature = symbols.signature[symbol];
  if (signature === NONE) {
    // `--wrap` of something else than a function: wasm-ld crashes. An error has come already under `report`.
    if (policy !== "report") diagnostics.report("unknown-signature", { symbol: symbolName(link, symbol) });
    return;
  }
  const stub = undefinedStub(link, signature as SignatureId);
  symbols.stub[symbol] = stub;
  markSymbolLive(link, stub);
  symbols.mark(symbol, Trait.stub);
}

function describe(
  link: LinkState,
  file: ObjectFile,
  type: number,
  symbol: SymbolId,
): { readonly file: string; readonly relocation: string; readonly symbol: string } {
  const relocation = RELOCATION_TYPES[type].name;
  return { file: fileName(file), relocation, symbol: symbolName(link, symbol) };
}
