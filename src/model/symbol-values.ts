/** What relocations will ask of the symbols, worked out once per symbol instead of once per relocation. */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import type { SymbolValues } from "../kernel/portable/relocation-values.ts";
import { SymbolFlag } from "../format/wasm.ts";
import { chunkAddress, chunkOffset } from "./chunk-places.ts";
import type { LinkState } from "./link-state.ts";
import { isDataKind, isFunctionKind, isGlobalKind, isSharedKind, Kind } from "./symbol-kind.ts";
import { elementIndexOf, functionIndexOf, isLive, isLost, tableSlotOf } from "./symbol-queries.ts";
import { NONE } from "./symbol-table.ts";

/**
 * The symbols as they are now: indices not yet assigned are -1, code offsets are those of the code section's last
 * layout.
 */
function symbolValues(link: LinkState): SymbolValues {
  const count = link.symbols.length;
  const values: SymbolValues = {
    live: new Uint8Array(count),
    index: new Int32Array(count).fill(NONE),
    slot: new Float64Array(count).fill(NONE),
    got: new Int32Array(count).fill(NONE),
    address: new Float64Array(count),
    hasAddress: new Uint8Array(count),
    place: new Int32Array(count).fill(NONE),
  };
  const { kind, target, gotIndex } = link.symbols;
  const { live } = link.chunks;
  const addresses = segmentAddresses(link);
  for (let row = 0; row < count; row++) {
    const symbol = row as SymbolId;
    // Most symbols are functions and data; those of dead chunks need nothing.
    const chunk = target[row] as ChunkId;
    if (kind[row] > Kind.definedData || target[row] === NONE) {
      setValues(link, values, symbol);
    } else if (live[chunk] !== 0) {
      values.live[row] = 1;
      values.got[row] = gotIndex[row];
      if (kind[row] === Kind.definedFunction) setFunction(link, values, symbol, chunk);
      else setData(link, values, symbol, chunk, addresses);
    }
  }
  return values;
}

function setFunction(link: LinkState, values: SymbolValues, symbol: SymbolId, chunk: ChunkId): void {
  const { chunks } = link;
  const imported = link.symbols.importIndex[symbol];
  values.index[symbol] = imported === NONE ? chunks.functionIndex[chunk] : imported;
  values.slot[symbol] = slotNumber(chunks.tableSlot[chunk]);
  values.place[symbol] = codeOffset(link, chunk);
}

/** Slots are numbers of 32 bits without sign; their column has signs. */
function slotNumber(slot: number): number {
  return slot < NONE ? slot >>> 0 : slot;
}

function setData(
  link: LinkState,
  values: SymbolValues,
  symbol: SymbolId,
  chunk: ChunkId,
  addresses: Float64Array,
): void {
  const { symbols, chunks } = link;
  values.hasAddress[symbol] = 1;
  const isPlain = chunks.mergeable[chunk] === 0 && (symbols.flags[symbol] & SymbolFlag.tls) === 0;
  const segment = chunks.outputSegment[chunk];
  values.address[symbol] =
    isPlain && segment !== NONE
      ? addresses[segment] + chunks.outputSegmentOffset[chunk] + symbols.offset[symbol]
      : usableAddress(link, symbol);
}

function segmentAddresses({ segmentList }: LinkState): Float64Array {
  return Float64Array.from(segmentList, (segment) => segment.startAddress);
}

function setValues(link: LinkState, values: SymbolValues, symbol: SymbolId): void {
  const { symbols } = link;
  const kind = symbols.kind[symbol];
  if (kind === Kind.section) {
    values.live[symbol] = 1;
    values.place[symbol] = symbols.target[symbol];
    return;
  }
  // Data that stays in its archive (`lazy`) has the address 0, too.
  if (!isLive(link, symbol)) return;
  values.live[symbol] = 1;
  if (isLost(link, symbol)) {
    values.index[symbol] = 0;
    values.slot[symbol] = 0;
    values.hasAddress[symbol] = 1;
  }
  if (kind >= Kind.lazy) {
    values.got[symbol] = symbols.gotIndex[symbol];
    return;
  }
  if (isFunctionKind(kind)) {
    values.index[symbol] = functionIndexOf(link, symbol);
    values.slot[symbol] = slotNumber(tableSlotOf(link, symbol));
    values.got[symbol] = symbols.gotIndex[symbol];
    if (kind === Kind.definedFunction) values.place[symbol] = codeOffset(link, symbols.target[symbol]);
    else if (symbols.signature[symbol] === NONE && !symbols.isWeak(symbol)) {
      // Data under `--wrap`, which makes a function of it: wasm-ld takes the indexes that it does not have for its address.
      values.hasAddress[symbol] = 1;
      values.address[symbol] = NONE;
    }
  } else if (isDataKind(kind)) {
    values.got[symbol] = symbols.gotIndex[symbol];
    if (kind !== Kind.definedData || isSharedKind(kind)) return;
    values.hasAddress[symbol] = 1;
    values.address[symbol] = usableAddress(link, symbol);
  } else {
    values.index[symbol] = elementIndexOf(link, symbol);
    if (isGlobalKind(kind)) values.got[symbol] = values.index[symbol];
  }
}

/** Of the first instruction's locals: after the size field, which is part of the chunk. */
function codeOffset(link: LinkState, chunk: number): number {
  const { chunks } = link;
  const file = chunks.file[chunk];
  const start = chunks.outputOffset[chunk];
  if (file === NONE) return start;
  return start + link.content(file).module.functions.codeOffset[chunks.inputIndex[chunk]];
}

/** The address, or NaN for a symbol beyond the end of its strings: an error only if something uses it. */
function usableAddress(link: LinkState, symbol: SymbolId): number {
  const { symbols, chunks } = link;
  const offset = symbols.offset[symbol];
  const target = symbols.target[symbol];
  if (target === NONE) return offset;
  const chunk = target as ChunkId;
  if (chunks.mergeable[chunk] !== 0 && offset >= chunks.size[chunk]) return Number.NaN;
  return symbols.isTls(symbol) ? chunkOffset(link, chunk, offset) : chunkAddress(link, chunk, offset);
}

/**
 * Tells the kernel everything that it needs to relocate, as of now. Returns the first row of each file among its output
 * types, by FileId.
 */
export function tellValues(link: LinkState): Uint32Array {
  const { chunks, pieces, kernel, fileSymbols } = link;
  kernel.setSymbols(symbolValues(link));
  kernel.setPlaces({
    outputOffset: chunks.outputOffset,
    mergeable: chunks.mergeable,
    size: chunks.size,
    pieceStart: chunks.pieceStart,
    pieceEnd: chunks.pieceEnd,
    pieceInputOffset: pieces.inputOffset,
    pieceOutputOffset: pieces.outputOffset,
  });
  const { typeIndexes, typeStarts } = joinTypeIndexes(link);
  kernel.setFiles({ fileSymbols, typeIndexes, tableBase: link.config.tableBase });
  return typeStarts;
}

function joinTypeIndexes(link: LinkState): { readonly typeIndexes: Int32Array; readonly typeStarts: Uint32Array } {
  const typeStarts = new Uint32Array(link.files.length);
  let count = 0;
  for (const { id } of link.objects) {
    typeStarts[id] = count;
    count += link.content(id).typeIndexes.length;
  }
  const typeIndexes = new Int32Array(count);
  for (const { id } of link.objects) typeIndexes.set(link.content(id).typeIndexes, typeStarts[id]);
  return { typeIndexes, typeStarts };
}
