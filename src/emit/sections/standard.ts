/** The short standard sections: types, imports, functions, tables, memory, tags, exports, start, data count. */
import type { SignatureId, SymbolId } from "../../base/ids.ts";
import { InternalError } from "../../base/internal-error.ts";
import type { ByteWriter } from "../../binary/writer.ts";
import type { Limits, TableType } from "../../format/object-module.ts";
import { DEFAULT_PAGE_SIZE, ExternalKind, LimitsFlag, SectionId, ValueType } from "../../format/wasm.ts";
import { globalTypeOf, tableTypeOf } from "../../model/element-types.ts";
import { importModuleOf, importNameOf } from "../../model/import-names.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isDataKind, isFunctionKind, isGlobalKind, isTagKind } from "../../model/symbol-kind.ts";
import { functionIndexOf } from "../../model/symbol-queries.ts";
import { madeSection, type SectionBody } from "../output-section.ts";

const FUNCTION_TYPE = 0x60;

export function typeSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.type }, (out) => {
    const { signatures } = link.out.types;
    out.uleb(signatures.length);
    for (const id of signatures) {
      out.byte(FUNCTION_TYPE);
      out.bytes(link.signatures.bytes(id));
    }
  });
}

/** Index of a signature in the type section. */
function typeIndex(link: LinkState, signature: number): number {
  const index = link.out.types.indexOf(signature as SignatureId);
  if (index === undefined) throw new InternalError(`signature ${signature} has no type index`);
  return index;
}

export function importSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.import }, (out) => {
    const { config } = link;
    const { importedSymbols, gotSymbols } = link.out;
    out.uleb(importedSymbols.length + gotSymbols.length + (config.memoryImport === undefined ? 0 : 1));
    if (config.memoryImport !== undefined) {
      out.text(config.memoryImport.module);
      out.text(config.memoryImport.name);
      out.byte(ExternalKind.memory);
      writeLimits(out, memoryLimits(link));
    }
    for (const id of importedSymbols) writeImport(link, out, id);
    for (const id of gotSymbols) {
      out.text(isDataKind(link.symbols.kind[id]) ? "GOT.mem" : "GOT.func");
      out.text(link.symbols.name(id));
      out.byte(ExternalKind.global);
      out.byte(link.is64 ? ValueType.i64 : ValueType.i32);
      out.byte(1);
    }
  });
}

function writeImport(link: LinkState, out: ByteWriter, id: SymbolId): void {
  const { symbols } = link;
  const kind = symbols.kind[id];
  out.text(importModuleOf(link, id));
  out.text(importNameOf(link, id));
  if (isFunctionKind(kind)) {
    out.byte(ExternalKind.function);
    out.uleb(typeIndex(link, symbols.signature[id]));
  } else if (isGlobalKind(kind)) {
    const { type, mutable } = globalTypeOf(link, id);
    out.byte(ExternalKind.global);
    out.byte(type);
    out.byte(Number(mutable));
  } else if (isTagKind(kind)) {
    out.byte(ExternalKind.tag);
    out.byte(0);
    out.uleb(typeIndex(link, symbols.signature[id]));
  } else {
    out.byte(ExternalKind.table);
    writeTableType(out, tableTypeOf(link, id));
  }
}

export function functionSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.function }, (out) => {
    const { functions } = link.out;
    const { signature } = link.chunks;
    const indexes: number[] = [];
    const types = new Uint32Array(functions.length);
    for (let i = 0; i < functions.length; i++) {
      const type = signature[functions[i]];
      types[i] = indexes[type] ??= typeIndex(link, type);
    }
    out.uleb(functions.length);
    out.ulebs(types);
  });
}

export function tableSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.table }, (out) => {
    out.uleb(link.out.tables.length);
    for (const table of link.out.tables) writeTableType(out, table.type);
  });
}

export function memorySection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.memory }, (out) => {
    out.uleb(1);
    writeLimits(out, memoryLimits(link));
  });
}

export function tagSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.tag }, (out) => {
    out.uleb(link.out.tags.length);
    for (const tag of link.out.tags) {
      out.byte(0);
      out.uleb(typeIndex(link, tag.signature));
    }
  });
}

export function exportSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.export }, (out) => {
    out.uleb(link.out.exports.length);
    for (const { name, kind, index } of link.out.exports) {
      out.text(name);
      out.byte(kind);
      out.uleb(index);
    }
  });
}

export function startSection(link: LinkState, start: SymbolId): SectionBody {
  return madeSection(link, { id: SectionId.start }, (out) => out.uleb(functionIndexOf(link, start)));
}

export function dataCountSection(link: LinkState, count: number): SectionBody {
  return madeSection(link, { id: SectionId.dataCount }, (out) => out.uleb(count));
}

function memoryLimits(link: LinkState): Limits {
  const { config, out } = link;
  const hasMax = out.maxMemoryPages !== 0 || config.sharedMemory;
  const flags =
    (hasMax ? LimitsFlag.hasMax : 0) |
    (config.sharedMemory ? LimitsFlag.isShared : 0) |
    (link.is64 ? LimitsFlag.is64 : 0) |
    (config.pageSize === DEFAULT_PAGE_SIZE ? 0 : LimitsFlag.hasPageSize);
  return { flags, minimum: out.memoryPages, maximum: out.maxMemoryPages, pageSize: config.pageSize };
}

function writeLimits(out: ByteWriter, { flags, minimum, maximum, pageSize }: Limits): void {
  out.byte(flags);
  out.uleb(minimum);
  if ((flags & LimitsFlag.hasMax) !== 0) out.uleb(maximum);
  if ((flags & LimitsFlag.hasPageSize) !== 0) out.uleb(Math.log2(pageSize));
}

function writeTableType(out: ByteWriter, { elementType, limits }: TableType): void {
  out.byte(elementType);
  writeLimits(out, limits);
}
