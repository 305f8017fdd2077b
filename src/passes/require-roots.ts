/**
 * Extracts what the command line asks for: -u, --export, the entry and `__wasm_call_dtors` (LLD: `handleUndefined` and
 * its callers).
 *
 * Reads: config.
 * Writes: symbols, extractions, known.entry, known.callDtors.
 */
import type { SignatureId, SymbolId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { extract } from "../resolution/extract.ts";

export function requireRoots(link: LinkState): void {
  const { config } = link;
  for (const name of config.undefinedSymbols) requireSymbol(link, name, "<internal>");
  for (const name of link.exportedNames) requireSymbol(link, name, "--export");
  if (!config.relocatable && config.entry !== "") requireEntry(link);
  requireCallDtors(link);
}

/** Marks the symbol as used and extracts it if it is lazy; a name that nothing mentions is no error here. */
function requireSymbol(link: LinkState, name: string, reference: string): SymbolId | undefined {
  const id = link.symbols.find(name);
  if (id === undefined) return undefined;
  link.symbols.mark(id, Trait.usedInRegularObject);
  if (link.symbols.kind[id] === Kind.lazy) extract(link, id, reference);
  return id;
}

function requireEntry(link: LinkState): void {
  const { entry } = link.config;
  const id = requireSymbol(link, entry, "--entry");
  if (id !== undefined) link.known.entry = id;
  if (id !== undefined && link.symbols.isDefined(id)) link.symbols.mark(id, Trait.forceExport);
  else link.diagnostics.report("entry-not-defined", { symbol: entry });
}

/**
 * libc's `__wasm_call_dtors` is called by the wrappers of a command's exports, but only where the program does not call
 * its constructors itself.
 */
function requireCallDtors(link: LinkState): void {
  const { config, symbols, known, diagnostics } = link;
  const ctors = known.callCtors;
  if (ctors === undefined || config.shared) return;
  const name = symbols.name(ctors);
  if (symbols.has(ctors, Trait.usedInRegularObject) || name === config.entry || link.exportedNameSet.has(name)) return;
  const dtors = requireSymbol(link, "__wasm_call_dtors", "<internal>");
  if (dtors === undefined) return;
  if (symbols.kind[dtors] !== Kind.definedFunction) {
    diagnostics.report("call-dtors-not-function", {});
    return;
  }
  const signature = symbols.signature[dtors];
  if (signature !== NONE) {
    const { params, results } = link.signatures.at(signature as SignatureId);
    if (params.length > 0 || results.length > 0) diagnostics.report("call-dtors-signature", {});
  }
  known.callDtors = dtors;
}
