/**
 * Gives every segment, the stack, the heap and the linker's address symbols their places in linear memory (LLD:
 * `layoutMemory`).
 *
 * Reads: segments, config, known.
 * Writes: startAddress, addresses of symbols, memory size.
 */
import { alignUp } from "../base/align.ts";
import type { SymbolId } from "../base/ids.ts";
import type { LinkState } from "../model/link-state.ts";
import { isTlsSegment, type OutputSegment } from "../model/output-segment.ts";
import { markSymbolLive } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { addSyntheticData } from "../resolution/add-synthetic.ts";
import { needsInitialization } from "./shared/output-segments.ts";

const STACK_ALIGNMENT = 16;
const HEAP_ALIGNMENT = 16;
const FLAG_SIZE = 4;
const LIMIT_32 = 2 ** 32;
/** wasm-ld's own limit for 64-bit memories. */
const LIMIT_64 = 2 ** 34;

export function layoutMemory(link: LinkState): void {
  link.diagnostics.log("-- createSyntheticSections");
  link.diagnostics.log("-- layoutMemory");
  const { config, known, out, diagnostics } = link;
  if (!config.isPic) setAddress(link, known.definedTableBase, config.tableBase);
  const dataStart = placeBelowData(link);
  if (dataStart === undefined) return;
  diagnostics.log(`mem: global base = ${dataStart}`);
  setAddress(link, known.globalBase, dataStart);
  setAddress(link, known.dsoHandle, dataStart);
  let address = placeSegments(link, dataStart);
  setAddress(link, known.dataEnd, address);
  diagnostics.log(`mem: static data = ${address - dataStart}`);
  if (config.isPic) out.dylinkMemorySize = address - dataStart;
  if (!config.stackFirst) address = placeStack(link, address);
  if (known.heapBase !== undefined) {
    address = alignUp(address, HEAP_ALIGNMENT);
    diagnostics.log(`mem: heap base   = ${address}`);
    setAddress(link, known.heapBase, address);
  }
  setMemoryLimits(link, address);
}

/** Where static data starts; `undefined` after an error. */
function placeBelowData(link: LinkState): number | undefined {
  const { config, diagnostics } = link;
  if (config.globalBase > Number.MAX_SAFE_INTEGER / 2) {
    // Here wasm-ld counts on from 0, or crashes.
    const limit = link.is64 ? LIMIT_64 : LIMIT_32;
    diagnostics.report("memory-too-large", { what: "global base", limit });
    return undefined;
  }
  if (!config.stackFirst) return config.globalBase;
  const stackEnd = placeStack(link, 0);
  if (config.globalBase === 0) return stackEnd;
  if (config.globalBase >= stackEnd) return config.globalBase;
  diagnostics.report("global-base-below-stack", {});
  return undefined;
}

/** The stack grows down from its end, where `__stack_pointer` starts. */
function placeStack(link: LinkState, at: number): number {
  const { config, known, diagnostics } = link;
  if (config.relocatable || config.isPic) return at;
  const base = alignUp(at, STACK_ALIGNMENT);
  setAddress(link, known.stackLow, base);
  if (config.stackSize % STACK_ALIGNMENT !== 0) diagnostics.report("stack-misaligned", { alignment: STACK_ALIGNMENT });
  diagnostics.log(`mem: stack size  = ${config.stackSize}`);
  diagnostics.log(`mem: stack base  = ${base}`);
  const top = base + config.stackSize;
  setGlobal(link, known.stackPointer, top);
  setAddress(link, known.stackHigh, top);
  diagnostics.log(`mem: stack top   = ${top}`);
  return top;
}

function placeSegments(link: LinkState, dataStart: number): number {
  const { config, known, out } = link;
  let address = dataStart;
  for (const segment of link.segments) {
    out.dylinkMemoryAlignment = Math.max(out.dylinkMemoryAlignment, segment.alignment);
    address = alignUp(address, 2 ** segment.alignment);
    segment.startAddress = address;
    logPlace(link, segment.name, address, segment.size, segment.alignment);
    if (!config.relocatable && isTlsSegment(segment)) placeThreadLocal(link, segment);
    address += segment.size;
  }
  if (!config.sharedMemory || !link.segments.some((segment) => needsInitialization(link, segment))) return address;
  // All threads run __wasm_init_memory; the one that changes this word first fills the memory.
  address = alignUp(address, FLAG_SIZE);
  known.initMemoryFlag = addSyntheticData(link, "__wasm_init_memory_flag", address);
  markSymbolLive(link, known.initMemoryFlag);
  logPlace(link, "__wasm_init_memory_flag", address, FLAG_SIZE, FLAG_SIZE);
  return address + FLAG_SIZE;
}

function placeThreadLocal(link: LinkState, segment: OutputSegment): void {
  const { known, config } = link;
  setGlobal(link, known.tlsSize, segment.size);
  setGlobal(link, known.tlsAlign, 2 ** segment.alignment);
  if (!config.sharedMemory) setGlobal(link, known.tlsBase, segment.startAddress);
}

function logPlace(link: LinkState, name: string, offset: number, size: number, alignment: number): void {
  if (!link.diagnostics.verbose) return;
  const place = `offset=${String(offset).padEnd(8)} size=${String(size).padEnd(8)} align=${alignment}`;
  link.diagnostics.log(`mem: ${name.padEnd(15)} ${place}`);
}

function setMemoryLimits(link: LinkState, end: number): void {
  const { config, known, out, diagnostics } = link;
  const limit = link.is64 ? LIMIT_64 : LIMIT_32;
  let address = end;
  if (config.initialHeap !== 0) {
    checkPageAligned(link, "initial heap", config.initialHeap);
    const largest = limit - address;
    if (config.initialHeap > largest) diagnostics.report("memory-too-large", { what: "initial heap", limit: largest });
    address += config.initialHeap;
  }
  if (config.initialMemory !== 0) {
    checkMemory(link, "initial memory", config.initialMemory, address, limit);
    address = config.initialMemory;
  }
  address = alignUp(address, config.pageSize);
  out.memoryPages = Math.floor(address / config.pageSize);
  diagnostics.log(`mem: total pages = ${out.memoryPages}`);
  if (known.heapEnd !== undefined) {
    diagnostics.log(`mem: heap end    = ${address}`);
    setAddress(link, known.heapEnd, address);
  }
  const maximum = maximumMemory(link, address, limit);
  if (maximum === 0) return;
  out.maxMemoryPages = Math.floor(maximum / config.pageSize);
  diagnostics.log(`mem: max pages   = ${out.maxMemoryPages}`);
}

/** In bytes; 0: no maximum. */
function maximumMemory(link: LinkState, initial: number, limit: number): number {
  const { config } = link;
  if (config.maxMemory !== 0) {
    checkMemory(link, "maximum memory", config.maxMemory, initial, limit);
    return config.maxMemory;
  }
  // To wasm-ld, a memory of no pages has no maximum yet.
  if (config.noGrowableMemory && initial !== 0) return initial;
  // A shared memory must have a maximum.
  if (config.sharedMemory) return config.isPic ? limit : initial;
  return 0;
}

function checkMemory(link: LinkState, what: string, size: number, needed: number, limit: number): void {
  checkPageAligned(link, what, size);
  if (needed > size) link.diagnostics.report("memory-too-small", { what, needed });
  if (size > limit) link.diagnostics.report("memory-too-large", { what, limit });
}

function checkPageAligned(link: LinkState, what: string, size: number): void {
  const { pageSize } = link.config;
  if (size % pageSize !== 0) link.diagnostics.report("memory-misaligned", { what, pageSize });
}

function setAddress(link: LinkState, symbol: SymbolId | undefined, address: number): void {
  if (symbol !== undefined) link.symbols.offset[symbol] = address;
}

function setGlobal(link: LinkState, symbol: SymbolId | undefined, value: number): void {
  if (symbol === undefined) return;
  const target = link.symbols.target[symbol];
  if (target === NONE) return;
  const global = link.globals[target];
  global.value = value;
  // Where duplicate symbols are no errors, an object's definition may have replaced the linker's.
  global.init = undefined;
}
