/** What relocations will ask of the symbols: the kernel works it out, but for what takes more than columns. */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import { SymbolFlag } from "../format/wasm.ts";
import type { FileTables } from "../kernel/kernel.ts";
import { ENTRY_OF_SLOT_ZERO, type ValueTables } from "../kernel/portable/symbol-values.ts";
import type { LinkState } from "./link-state.ts";
import { isDataKind, isFunctionKind, isGlobalKind, Kind } from "./symbol-kind.ts";
import { elementIndexOf, functionIndexOf, isLive, isLost, tableEntryOf } from "./symbol-queries.ts";
import { NONE } from "./symbol-table.ts";

/**
 * Tells the kernel everything that it needs to relocate, as of now: indices not yet assigned are -1, code offsets are those
 * of the code section's last layout.
 */
export function tellValues(link: LinkState): void {
  const { chunks, pieces, kernel, fileSymbols, segmentList } = link;
  kernel.setPlaces({
    outputOffset: chunks.outputOffset,
    mergeable: chunks.mergeable,
    size: chunks.size,
    pieceStart: chunks.pieceStart,
    pieceEnd: chunks.pieceEnd,
    pieceInputOffset: pieces.inputOffset,
    pieceOutputOffset: pieces.outputOffset,
  });
  kernel.setPatches({
    file: chunks.file,
    inputOffset: chunks.inputOffset,
    relocationStart: chunks.relocationStart,
    relocationEnd: chunks.relocationEnd,
    outputSegment: chunks.outputSegment,
    outputSegmentOffset: chunks.outputSegmentOffset,
    segmentAddress: Float64Array.from(segmentList, (segment) => segment.startAddress),
  });
  kernel.setValues(valueTables(link));
  const typeIndexes = link.typeIndexes.subarray(0, link.typeCount);
  kernel.setFiles({ fileSymbols, typeIndexes, ...startsOf(link), tableBase: link.config.tableBase >>> 0 });
}

function valueTables(link: LinkState): ValueTables {
  const { chunks, symbols } = link;
  const count = symbols.length;
  const kind = symbols.kind.subarray(0, count);
  const target = symbols.target.subarray(0, count);
  return {
    kind,
    target,
    flags: symbols.flags.subarray(0, count),
    tlsFlag: SymbolFlag.tls,
    gotIndex: symbols.gotIndex.subarray(0, count),
    importIndex: symbols.importIndex.subarray(0, count),
    offset: symbols.offset.subarray(0, count),
    live: chunks.live,
    functionIndex: chunks.functionIndex,
    tableEntry: chunks.tableEntry,
    codeOffset: chunks.codeOffset,
    parent: chunks.parent,
    others: otherValues(link, kind, target),
  };
}

/** Of the symbols that are neither functions or data in a chunk nor sections. */
function otherValues(link: LinkState, kind: Uint8Array, target: Int32Array): Float64Array {
  const ids = link.kernel.symbolsWithoutChunk(kind, target, link.symbols.traits.subarray(0, kind.length));
  const others: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const symbol = ids[i];
    const values = valuesOf(link, symbol as SymbolId);
    if (values === undefined) continue;
    const { index = NONE, tableEntry = NONE, got = NONE, address = 0, hasAddress = 0, place = NONE } = values;
    others.push(symbol, 1, index, tableEntry, got, address, hasAddress, place);
  }
  return Float64Array.from(others);
}

interface Values {
  readonly index?: number;
  readonly tableEntry?: number;
  readonly got?: number;
  readonly address?: number;
  readonly hasAddress?: number;
  readonly place?: number;
}

/** Undefined for a symbol that is not live. */
function valuesOf(link: LinkState, symbol: SymbolId): Values | undefined {
  const { symbols, chunks } = link;
  const kind = symbols.kind[symbol];
  // Data that stays in its archive (`lazy`) has the address 0, too.
  if (!isLive(link, symbol)) return undefined;
  const got = symbols.gotIndex[symbol];
  // Whatever it is asked for, wasm-ld finds zeros.
  if (isLost(link, symbol)) return { index: 0, tableEntry: ENTRY_OF_SLOT_ZERO, hasAddress: 1, got };
  if (kind >= Kind.lazy) return { got };
  if (isFunctionKind(kind)) {
    const chunk = symbols.target[symbol] as ChunkId;
    const place = kind === Kind.definedFunction ? chunks.outputOffset[chunk] + chunks.codeOffset[chunk] : NONE;
    const values = { index: functionIndexOf(link, symbol), tableEntry: tableEntryOf(link, symbol) };
    // Data under `--wrap`, which makes a function of it: wasm-ld takes the indexes that it does not have for its address.
    const isData = place === NONE && symbols.signature[symbol] === NONE && !symbols.isWeak(symbol);
    const address = isData ? { hasAddress: 1, address: NONE } : {};
    return { ...values, got, place, ...address };
  }
  if (isDataKind(kind)) {
    if (kind !== Kind.definedData) return { got };
    // Without a chunk, the offset is the address.
    return { got, address: symbols.offset[symbol], hasAddress: 1 };
  }
  const index = elementIndexOf(link, symbol);
  return isGlobalKind(kind) ? { index, got: index } : { index };
}

/** By FileId: where its symbols are in `fileSymbols`, and its types in `typeIndexes`. */
function startsOf(link: LinkState): Pick<FileTables, "symbolStarts" | "typeStarts"> {
  const symbolStarts = new Uint32Array(link.files.count);
  const typeStarts = new Uint32Array(link.files.count);
  for (const { id } of link.objects) {
    const content = link.content(id);
    symbolStarts[id] = content.symbolStart;
    typeStarts[id] = content.typeStart;
  }
  return { symbolStarts, typeStarts };
}
