/** The global section: the inputs' and the linker's globals, the internal GOT, addresses of exported data. */
import type { SymbolId } from "../../base/ids.ts";
import type { ByteWriter } from "../../binary/writer.ts";
import { Opcode, SectionId, ValueType } from "../../format/wasm.ts";
import { dataAddress } from "../../model/chunk-places.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isFunctionKind, Kind, Trait } from "../../model/symbol-kind.ts";
import { elementIndexOf, tableSlotOf } from "../../model/symbol-queries.ts";
import { madeSection, type SectionBody } from "../output-section.ts";
import { writeConstant, writeOffsetFrom } from "./constant.ts";

export function globalSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.global }, (out) => {
    const { globals, internalGotSymbols, dataAddressSymbols } = link.out;
    out.uleb(link.out.globalCount);
    for (const global of globals) {
      out.byte(global.type.type);
      out.byte(Number(global.type.mutable));
      if (global.init === undefined) writeConstant(out, global.value, link.is64);
      else writeInputInitializer(out, global.init);
    }
    for (const id of internalGotSymbols) writeGotGlobal(link, out, id);
    for (const id of dataAddressSymbols) {
      out.byte(link.is64 ? ValueType.i64 : ValueType.i32);
      out.byte(0);
      writeConstant(out, dataAddress(link, id), link.is64);
    }
  });
}

/** wasm-ld writes the initialiser anew; `ref.null` always as `ref.null extern`. */
function writeInputInitializer(out: ByteWriter, init: Uint8Array): void {
  if (init[0] !== Opcode.refNull) {
    out.bytes(init);
    return;
  }
  out.byte(Opcode.refNull);
  out.byte(ValueType.externref);
  out.byte(Opcode.end);
}

function writeGotGlobal(link: LinkState, out: ByteWriter, id: SymbolId): void {
  const { symbols, config } = link;
  const { extendedConst } = link.out;
  const isTls = symbols.isTls(id);
  const isStub = symbols.has(id, Trait.stub);
  // Set at run time: by every thread for thread-local data, once after loading where the base cannot be added here.
  const isMutable = !isStub && ((!extendedConst && config.isPic && !isTls) || (config.sharedMemory && isTls));
  out.byte(link.is64 ? ValueType.i64 : ValueType.i32);
  out.byte(Number(isMutable));
  const base = gotBase(link, id);
  const value = gotValue(link, id);
  if (extendedConst && config.isPic && base !== undefined) {
    writeOffsetFrom(out, elementIndexOf(link, base), value, link.is64);
  } else {
    writeConstant(out, value, link.is64);
  }
}

/** The global to which a module that may be loaded anywhere adds the entry's value. */
function gotBase({ symbols, known }: LinkState, id: SymbolId): SymbolId | undefined {
  if (isFunctionKind(symbols.kind[id])) return symbols.has(id, Trait.stub) ? undefined : known.tableBase;
  return symbols.kind[id] === Kind.definedData && !symbols.isTls(id) ? known.memoryBase : undefined;
}

/** A table slot or an address. */
function gotValue(link: LinkState, id: SymbolId): number {
  const { symbols, config } = link;
  if (symbols.kind[id] === Kind.definedData) return dataAddress(link, id, !config.sharedMemory);
  return isFunctionKind(symbols.kind[id]) && !symbols.has(id, Trait.stub) ? tableSlotOf(link, id) : 0;
}
