/**
 * A command's exports run the constructors, the function and the destructors (LLD: `createCommandExportWrappers`). The
 * wrapper takes over the export name; the function itself becomes hidden.
 *
 * Reads: out.initFunctions, exported symbols.
 * Writes: symbols, out.functions.
 */
import type { ChunkId, SignatureId, SymbolId } from "../base/ids.ts";
import { Opcode, SymbolFlag } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind, Trait } from "../model/symbol-kind.ts";
import { functionIndexOf, isExported, isLive, markSymbolLive } from "../model/symbol-queries.ts";
import { addSyntheticFunction } from "../resolution/add-synthetic.ts";
import { addFunction } from "./shared/add-function.ts";
import { setFunctionBody } from "./shared/code-writer.ts";

export function createCommandWrappers(link: LinkState): void {
  const { config, known, symbols, out } = link;
  const ctors = known.callCtors;
  // A program that calls its constructors itself, or exports them, is a reactor: it needs no wrappers.
  if (config.isPic || ctors === undefined) return;
  if (symbols.has(ctors, Trait.usedInRegularObject) || isExported(link, ctors)) return;
  link.diagnostics.log("-- createCommandExportWrappers");
  if (out.initFunctions.length === 0 && known.callDtors === undefined) return;
  const exported = symbols.order.filter((id) => symbols.kind[id] === Kind.definedFunction && isExported(link, id));
  for (const id of exported) wrapExport(link, id, ctors);
}

function wrapExport(link: LinkState, inner: SymbolId, ctors: SymbolId): void {
  const { symbols, chunks, known } = link;
  const name = symbols.name(inner);
  const signature = symbols.signature[inner] as SignatureId;
  const flags = symbols.flags[inner];
  const wrapper = addSyntheticFunction(link, `${name}.command_export`, flags, signature);
  const chunk = symbols.target[wrapper] as ChunkId;
  chunks.exportNames.set(chunk, chunks.exportNames.get(symbols.target[inner] as ChunkId) ?? name);
  markSymbolLive(link, wrapper);
  symbols.flags[wrapper] = (flags | SymbolFlag.exported) & ~SymbolFlag.visibilityHidden;
  if (symbols.has(inner, Trait.forceExport)) symbols.mark(wrapper, Trait.forceExport);
  symbols.flags[inner] = (flags | SymbolFlag.visibilityHidden) & ~SymbolFlag.exported;
  symbols.clear(inner, Trait.forceExport);
  addFunction(link, chunk);
  setFunctionBody(link, wrapper, (code) => {
    code.uleb(0);
    if (isLive(link, ctors)) code.call(ctors);
    link.signatures.at(signature).params.forEach((_type, index) => code.localGet(index));
    code.callIndex(functionIndexOf(link, inner));
    if (known.callDtors !== undefined) code.call(known.callDtors);
    code.op(Opcode.end);
  });
}
