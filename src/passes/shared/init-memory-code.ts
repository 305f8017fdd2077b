/**
 * `__wasm_init_memory`: fills passive segments and imported BSS at start-up (LLD: `createInitMemoryFunction`). With a
 * shared memory every thread runs it, and the flag word decides who works:
 *
 *     block drop
 *       block wait
 *         block init
 *           br_table init wait drop   (cmpxchg flag 0 -> 1: the winner sees 0, others 1 while it works, 2 after)
 *         end
 *         fill the segments; flag = 2; notify; br drop
 *       end
 *       wait until flag is not 1
 *     end
 *     data.drop of every passive segment
 */

import { Opcode, ValueType } from "../../format/wasm.ts";
import { dataAddress } from "../../model/chunk-places.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isTlsSegment, type OutputSegment } from "../../model/output-segment.ts";
import { elementIndexOf } from "../../model/symbol-queries.ts";
import type { CodeWriter } from "./code-writer.ts";
import { needsInitialization } from "./output-segments.ts";

/** Locals of the position-independent form. */
const FLAG_LOCAL = 0;
const TLS_LOCAL = 1;

export function writeInitMemory(link: LinkState, code: CodeWriter): void {
  const isShared = link.config.sharedMemory;
  if (isShared) beginShared(link, code);
  else code.uleb(0);
  const segments = link.segments.filter((segment) => needsInitialization(link, segment));
  for (const segment of segments) fillSegment(link, code, segment);
  if (isShared) endShared(link, code);
  for (const segment of segments) {
    // New threads copy from the thread-local segment, so it stays.
    if (segment.isBss || (isShared && isTlsSegment(segment))) continue;
    code.misc(Opcode.dataDrop);
    code.uleb(segment.index);
  }
  code.op(Opcode.end);
}

function flagAddress(link: LinkState): number {
  return link.known.initMemoryFlag === undefined ? 0 : dataAddress(link, link.known.initMemoryFlag);
}

function getFlagAddress(link: LinkState, code: CodeWriter): void {
  if (link.config.isPic) code.localGet(FLAG_LOCAL);
  else code.pointerConst(flagAddress(link));
}

function addMemoryBase(link: LinkState, code: CodeWriter): void {
  if (link.known.memoryBase === undefined) return;
  code.globalGet(link.known.memoryBase);
  code.pointerAdd();
}

function beginShared(link: LinkState, code: CodeWriter): void {
  if (link.config.isPic && link.known.memoryBase !== undefined) {
    code.uleb(1);
    code.uleb(2);
    code.op(link.is64 ? ValueType.i64 : ValueType.i32);
    code.globalGet(link.known.memoryBase);
    code.pointerConst(flagAddress(link));
    code.pointerAdd();
    code.op(Opcode.localSet);
    code.uleb(FLAG_LOCAL);
  } else {
    code.uleb(0);
  }
  for (let i = 0; i < 3; i++) code.op(Opcode.block, Opcode.emptyBlockType);
  getFlagAddress(link, code);
  code.i32Const(0);
  code.i32Const(1);
  code.atomic(Opcode.i32AtomicCmpxchg);
  code.op(Opcode.brTable, 2, 0, 1, 2);
  code.op(Opcode.end);
}

function fillSegment(link: LinkState, code: CodeWriter, segment: OutputSegment): void {
  code.pointerConst(segment.startAddress);
  if (link.config.isPic) addMemoryBase(link, code);
  if (link.config.sharedMemory && isTlsSegment(segment)) setTlsBase(link, code, segment);
  if (segment.isBss) {
    code.i32Const(0);
    code.pointerConst(segment.size);
    code.misc(Opcode.memoryFill);
    code.op(0);
  } else {
    code.i32Const(0);
    code.i32Const(segment.size);
    code.misc(Opcode.memoryInit);
    code.uleb(segment.index);
    code.op(0);
  }
}

/** The first thread uses the static copy of the thread-local data. Leaves the segment's address on the stack. */
function setTlsBase(link: LinkState, code: CodeWriter, segment: OutputSegment): void {
  const { tlsBase } = link.known;
  if (tlsBase === undefined) return;
  if (link.config.isPic) {
    code.op(Opcode.localTee);
    code.uleb(TLS_LOCAL);
  } else {
    code.pointerConst(segment.startAddress);
  }
  code.globalSetIndex(elementIndexOf(link, tlsBase));
  if (link.config.isPic) code.localGet(TLS_LOCAL);
}

function endShared(link: LinkState, code: CodeWriter): void {
  getFlagAddress(link, code);
  code.i32Const(2);
  code.atomic(Opcode.i32AtomicStore);
  getFlagAddress(link, code);
  code.i32Const(-1);
  code.atomic(Opcode.atomicNotify);
  code.op(Opcode.drop, Opcode.br, 1, Opcode.end);
  getFlagAddress(link, code);
  code.i32Const(1);
  code.pointerConst(-1, true);
  code.atomic(Opcode.i32AtomicWait);
  code.op(Opcode.drop, Opcode.end);
}
