/** A shared library offers functions and data (LLD's `SharedFile::parse`). */
import type { SharedSymbol } from "../format/object-module.ts";
import type { SharedFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { isFunctionKind, Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { defineSymbol } from "./define-symbol.ts";
import { checkDataType, reportSignatureMismatch, reportTypeMismatch, signatureMatches } from "./type-checks.ts";

export function addSharedSymbols(link: LinkState, file: SharedFile): void {
  for (const symbol of file.module.sharedSymbols) {
    if (isPrivateToItsLibrary(symbol.name)) continue;
    if (symbol.kind === "function") addSharedFunction(link, symbol, file.id);
    else addSharedData(link, symbol, file.id);
  }
  link.sharedFiles.push(file);
}

/** Exports that every library has for itself: they must not satisfy anybody's reference. */
function isPrivateToItsLibrary(name: string): boolean {
  return (
    name === "__wasm_apply_data_relocs" ||
    name === "__wasm_call_ctors" ||
    name.startsWith("__start_") ||
    name.startsWith("__stop_")
  );
}

function addSharedFunction(link: LinkState, symbol: SharedSymbol, file: number): void {
  const { symbols } = link;
  const { name, flags } = symbol;
  let signature: number = symbol.signature ?? NONE;
  const id = symbols.insert(link.names.intern(name), false);
  if (symbols.kind[id] < Kind.lazy) {
    if (!isFunctionKind(symbols.kind[id])) {
      reportTypeMismatch(link, id, file, "FUNCTION");
      return;
    }
    if (symbols.isDefined(id)) return;
    if (symbols.has(id, Trait.calledDirectly) && !signatureMatches(link, id, signature)) {
      if (link.config.shlibSigCheck) reportSignatureMismatch(link, id, { signature, file }, "error");
      else signature = symbols.signature[id];
    }
  }
  defineSymbol(link, id, { kind: Kind.sharedFunction, flags, file, signature });
}

function addSharedData(link: LinkState, symbol: SharedSymbol, file: number): void {
  const { symbols } = link;
  const id = symbols.insert(link.names.intern(symbol.name), false);
  if (symbols.kind[id] < Kind.lazy) {
    if (symbols.isDefined(id)) return;
    checkDataType(link, id, file);
  }
  defineSymbol(link, id, { kind: Kind.sharedData, flags: symbol.flags, file });
}
