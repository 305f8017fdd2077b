/**
 * The `linking` section of -r and --emit-relocs output: symbols, segments, init functions, COMDATs (LLD:
 * `LinkingSection`).
 */
import { sortByName } from "../../base/byte-order.ts";
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import type { ByteWriter } from "../../binary/writer.ts";
import {
  ComdatKind,
  LINKING_VERSION,
  LinkingSubsection,
  SectionId,
  SymbolFlag,
  SymbolKind,
} from "../../format/wasm.ts";
import { chunkOffset, dataAddress } from "../../model/chunk-places.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isDataKind, isFunctionKind, isGlobalKind, isTableKind, isTagKind, Kind } from "../../model/symbol-kind.ts";
import { elementIndexOf, functionIndexOf } from "../../model/symbol-queries.ts";
import { NONE } from "../../model/symbol-table.ts";
import { madeSection, type OutputSection, type SectionBody } from "../output-section.ts";

/** `sectionOf` tells the output section that an output section symbol stands for. */
export function linkingSection(link: LinkState, sectionOf: (symbol: SymbolId) => OutputSection): SectionBody {
  return madeSection(link, { id: SectionId.custom, name: "linking" }, (out) => {
    out.uleb(LINKING_VERSION);
    const part = (id: number, count: number, write: () => void): void => {
      if (count === 0) return;
      out.byte(id);
      out.sized(() => {
        out.uleb(count);
        write();
      });
    };
    const { symtab, initFunctions } = link.out;
    part(LinkingSubsection.symbolTable, symtab.length, () => {
      for (const id of symtab) writeSymbol(link, out, id, sectionOf);
    });
    part(LinkingSubsection.segmentInfo, link.segments.length, () => {
      for (const { name, alignment } of link.segments) {
        out.text(name);
        out.uleb(alignment);
        // wasm-ld 22 never sets the flags here: STRINGS, TLS and RETAIN are lost on the way through -r.
        out.uleb(0);
      }
    });
    part(LinkingSubsection.initFunctions, initFunctions.length, () => {
      for (const { symbol, priority } of initFunctions) {
        out.uleb(priority);
        out.uleb(link.symbols.outputSymbolIndex[symbol]);
      }
    });
    const comdats = collectComdats(link);
    part(LinkingSubsection.comdatInfo, comdats.length, () => {
      for (const comdat of comdats) writeComdat(out, comdat);
    });
  });
}

function symbolKind(kind: number): number {
  if (isFunctionKind(kind)) return SymbolKind.function;
  if (isDataKind(kind)) return SymbolKind.data;
  if (isGlobalKind(kind)) return SymbolKind.global;
  if (isTagKind(kind)) return SymbolKind.tag;
  return isTableKind(kind) ? SymbolKind.table : SymbolKind.section;
}

function writeSymbol(
  link: LinkState,
  out: ByteWriter,
  id: SymbolId,
  sectionOf: (symbol: SymbolId) => OutputSection,
): void {
  const { symbols, chunks } = link;
  const kind = symbols.kind[id];
  const flags = symbols.flags[id];
  out.byte(symbolKind(kind));
  out.uleb(flags);
  if (kind === Kind.outputSection) {
    out.uleb(sectionOf(id).index);
    return;
  }
  if (isDataKind(kind)) {
    writeDataSymbol(link, out, id);
    return;
  }
  // A weak definition that is also imported: the symbol means the body.
  if (kind === Kind.definedFunction) out.uleb(chunks.functionIndex[symbols.target[id]]);
  else if (isFunctionKind(kind)) out.uleb(functionIndexOf(link, id));
  else out.uleb(elementIndexOf(link, id));
  if (symbols.isDefined(id) || (flags & SymbolFlag.explicitName) !== 0) out.text(symbols.name(id));
}

function writeDataSymbol(link: LinkState, out: ByteWriter, id: SymbolId): void {
  const { symbols, chunks } = link;
  out.text(symbols.name(id));
  if (symbols.kind[id] !== Kind.definedData) return;
  const chunk = symbols.target[id];
  if (chunk === NONE) {
    out.uleb(0);
    out.uleb(dataAddress(link, id));
  } else {
    out.uleb(link.segmentAt(chunks.outputSegment[chunk])?.index ?? 0);
    out.uleb(chunkOffset(link, chunk as ChunkId, symbols.offset[id]));
  }
  out.uleb(symbols.size[id]);
}

interface Comdat {
  readonly name: string;
  readonly entries: { readonly kind: number; readonly index: number }[];
}

/** By name, in the order of their bytes. */
function collectComdats(link: LinkState): readonly Comdat[] {
  const { chunks } = link;
  const byName = new Map<string, Comdat>();
  const add = (chunk: ChunkId, kind: number, index: number): void => {
    const comdat = chunks.comdat[chunk];
    const file = chunks.file[chunk];
    if (comdat === NONE || file === NONE) return;
    const name = link.names.text(link.content(file).module.comdats[comdat]);
    let group = byName.get(name);
    if (group === undefined) byName.set(name, (group = { name, entries: [] }));
    group.entries.push({ kind, index });
  };
  for (const chunk of link.out.functions) add(chunk, ComdatKind.function, chunks.functionIndex[chunk]);
  link.segments.forEach((segment, index) => {
    if (segment.chunks.length > 0) add(segment.chunks[0], ComdatKind.data, index);
  });
  return sortByName(byName.values(), ({ name }) => name, link.host.encodeText.bind(link.host));
}

function writeComdat(out: ByteWriter, { name, entries }: Comdat): void {
  out.text(name);
  out.uleb(0);
  out.uleb(entries.length);
  for (const { kind, index } of entries) {
    out.byte(kind);
    out.uleb(index);
  }
}
