/** Definitions of the linker's own (LLD: `addSynthetic*`, `addOptional*`, `replaceWithUnreachable`). */
import type { SignatureId, SymbolId } from "../base/ids.ts";
import { SymbolFlag, ValueType } from "../format/wasm.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import type { InputGlobal } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { defineSymbol } from "./define-symbol.ts";

/** A function that the linker writes; its body is set once indices are known. */
export function addSyntheticFunction(link: LinkState, name: string, flags: number, signature: SignatureId): SymbolId {
  const chunk = link.chunks.addSynthetic(ChunkKind.syntheticFunction, name, signature);
  link.syntheticFunctions.push(chunk);
  const id = link.symbols.insert(link.names.intern(name), false);
  defineSymbol(link, id, { kind: Kind.definedFunction, flags, file: NONE, target: chunk, signature });
  // Some of these are made when imports and GOT entries have been counted; what referred to those means the function now.
  link.symbols.importIndex[id] = link.symbols.gotIndex[id] = NONE;
  return id;
}

function createGlobal(link: LinkState, name: string, mutable: boolean): { readonly row: number } {
  const type = { type: link.is64 ? ValueType.i64 : ValueType.i32, mutable };
  const isLive = !link.config.gcSections;
  const global: InputGlobal = { file: NONE, name, isLive, index: NONE, type, init: undefined, value: 0 };
  link.globals.push(global);
  link.syntheticGlobals.push(global);
  return { row: link.globals.length - 1 };
}

/** A pointer-sized global; its value is set by the memory layout. */
export function addSyntheticGlobal(link: LinkState, name: string, flags: number, mutable: boolean): SymbolId {
  const { row } = createGlobal(link, name, mutable);
  const id = link.symbols.insert(link.names.intern(name), false);
  defineSymbol(link, id, { kind: Kind.definedGlobal, flags, file: NONE, target: row });
  return id;
}

/** The same, but only where an input refers to the name without defining it. */
export function addOptionalGlobal(link: LinkState, name: string, mutable: boolean): SymbolId | undefined {
  const id = link.symbols.find(name);
  if (id === undefined || link.symbols.isDefined(id)) return undefined;
  const { row } = createGlobal(link, name, mutable);
  defineSymbol(link, id, { kind: Kind.definedGlobal, flags: SymbolFlag.visibilityHidden, file: NONE, target: row });
  return id;
}

/** An address that the linker provides, for those inputs that refer to it or users that export it. */
export function addOptionalData(link: LinkState, name: string, address = 0): SymbolId | undefined {
  const { symbols, config } = link;
  let id = symbols.find(name);
  if (id === undefined) {
    if (!config.exportAll && !link.exportedNameSet.has(name)) return undefined;
    id = symbols.insert(link.names.intern(name), false);
  } else if (symbols.isDefined(id)) {
    return undefined;
  }
  defineLinkerData(link, id, SymbolFlag.visibilityHidden, address);
  symbols.mark(id, Trait.referenced);
  return id;
}

/** An address that the linker itself needs. */
export function addSyntheticData(link: LinkState, name: string, address: number): SymbolId {
  const id = link.symbols.insert(link.names.intern(name), false);
  defineLinkerData(link, id, SymbolFlag.visibilityHidden, address);
  return id;
}

function defineLinkerData(link: LinkState, id: SymbolId, flags: number, address: number): void {
  const meaning = { kind: Kind.definedData, flags: flags | SymbolFlag.absolute, file: NONE, offset: address };
  defineSymbol(link, id, meaning);
}

/** Size, no locals, `unreachable`, `end`. */
const TRAP_BODY: Uint8Array = Uint8Array.of(0x03, 0x00, 0x00, 0x0b);

/** Makes `symbol` a local function that traps; calls to it validate, its address is 0. `debugName` becomes its name. */
export function replaceWithTrap(link: LinkState, symbol: SymbolId, signature: SignatureId, debugName: string): void {
  const { symbols, chunks } = link;
  const chunk = chunks.addSynthetic(ChunkKind.syntheticFunction, symbols.name(symbol), signature);
  chunks.debugNames.set(chunk, debugName);
  chunks.setBody(chunk, TRAP_BODY);
  link.syntheticFunctions.push(chunk);
  symbols.rename(symbol, debugName);
  const flags = SymbolFlag.bindingLocal;
  defineSymbol(link, symbol, { kind: Kind.definedFunction, flags, file: NONE, target: chunk, signature });
  symbols.mark(symbol, Trait.stub);
}

/**
 * The trap function that stands for undefined functions of one signature (--allow-undefined,
 * --warn-unresolved-symbols).
 */
export function undefinedStub(link: LinkState, signature: SignatureId): SymbolId {
  let stub = link.undefinedStubs.get(signature);
  if (stub === undefined) {
    const meaning = { kind: Kind.undefinedFunction, flags: SymbolFlag.visibilityHidden, file: NONE, signature };
    stub = link.symbols.addUnnamed("undefined_stub", meaning, Trait.usedInRegularObject);
    replaceWithTrap(link, stub, signature, "undefined_stub");
    link.undefinedStubs.set(signature, stub);
  }
  return stub;
}
