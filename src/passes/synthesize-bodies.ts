/**
 * Writes the bodies of the linker's own functions (LLD: `create*Function`).
 *
 * Reads: known, segments, out.initFunctions, all indices.
 * Writes: bodies, out.startFunction.
 */
import type { SignatureId } from "../base/ids.ts";
import { Opcode } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import { isTlsSegment } from "../model/output-segment.ts";
import { functionIndexOf, elementIndexOf, isLive, reportMissing } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";
import { type CodeWriter, setFunctionBody } from "./shared/code-writer.ts";
import { writeTlsRelocations } from "./shared/data-relocation-code.ts";
import { writeGlobalRelocations } from "./shared/global-relocation-code.ts";
import { writeInitMemory } from "./shared/init-memory-code.ts";

export function synthesizeBodies(link: LinkState): void {
  const { known } = link;
  if (known.applyGlobalRelocs !== undefined) {
    setFunctionBody(link, known.applyGlobalRelocs, (code) => writeGlobalRelocations(link, code, false));
  }
  if (known.applyTlsRelocs !== undefined) {
    setFunctionBody(link, known.applyTlsRelocs, (code) => writeTlsRelocations(link, code));
  }
  if (known.applyGlobalTlsRelocs !== undefined) {
    setFunctionBody(link, known.applyGlobalTlsRelocs, (code) => writeGlobalRelocations(link, code, true));
  }
  if (known.initMemory !== undefined) {
    setFunctionBody(link, known.initMemory, (code) => writeInitMemory(link, code));
  }
  chooseStart(link);
  writeCallCtors(link);
}

/** One function to run needs no function around it. */
function chooseStart(link: LinkState): void {
  const { known, out } = link;
  const { initMemory, applyGlobalRelocs } = known;
  if (initMemory !== undefined && applyGlobalRelocs !== undefined && out.startFunction !== undefined) {
    setFunctionBody(link, out.startFunction, (code) => {
      code.uleb(0);
      code.call(applyGlobalRelocs);
      code.call(initMemory);
      code.op(Opcode.end);
    });
    return;
  }
  out.startFunction = initMemory ?? applyGlobalRelocs;
}

/** `__wasm_call_ctors` calls the init functions in order and drops what they return. */
function writeCallCtors(link: LinkState): void {
  const { known, out, symbols } = link;
  const ctors = known.callCtors;
  if (ctors === undefined || (!isLive(link, ctors) && out.initFunctions.length === 0)) return;
  setFunctionBody(link, ctors, (code) => {
    code.uleb(0);
    for (const { symbol } of out.initFunctions) {
      // Undefined, and no relocation has told of it: wasm-ld crashes.
      if (functionIndexOf(link, symbol) === NONE) reportMissing(link, symbol);
      code.call(symbol);
      const { results } = link.signatures.at(symbols.signature[symbol] as SignatureId);
      for (let i = 0; i < results.length; i++) code.op(Opcode.drop);
    }
    code.op(Opcode.end);
  });
}

/**
 * `__wasm_init_tls(p)`: a new thread's copy of the thread-local data starts at `p`. Written last, if anything calls it.
 */
export function synthesizeInitTls(link: LinkState): void {
  const { initTls } = link.known;
  if (initTls === undefined || !isLive(link, initTls)) return;
  link.diagnostics.log("-- createInitTLSFunction");
  setFunctionBody(link, initTls, (code) => writeInitTls(link, code));
}

function writeInitTls(link: LinkState, code: CodeWriter): void {
  const { known } = link;
  const segment = link.segments.find(isTlsSegment);
  code.uleb(0);
  if (segment !== undefined && known.tlsBase !== undefined) {
    code.localGet(0);
    code.globalSetIndex(elementIndexOf(link, known.tlsBase));
    code.localGet(0);
    code.i32Const(0);
    code.i32Const(segment.size);
    code.misc(Opcode.memoryInit);
    code.uleb(segment.index);
    code.op(0);
  }
  if (known.applyTlsRelocs !== undefined) code.call(known.applyTlsRelocs);
  if (known.applyGlobalTlsRelocs !== undefined) code.call(known.applyGlobalTlsRelocs);
  code.op(Opcode.end);
}
