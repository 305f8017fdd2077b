/** Initialiser expressions that the linker writes. */
import type { ByteWriter } from "../../binary/writer.ts";
import { Opcode } from "../../format/wasm.ts";

/** A pointer-sized constant and `end`. */
export function writeConstant(out: ByteWriter, value: number, is64: boolean): void {
  out.byte(is64 ? Opcode.i64Const : Opcode.i32Const);
  out.sleb(is64 ? value : value | 0);
  out.byte(Opcode.end);
}

/** The value of a global and `end`. */
export function writeGlobalValue(out: ByteWriter, globalIndex: number): void {
  out.byte(Opcode.globalGet);
  out.uleb(globalIndex);
  out.byte(Opcode.end);
}

/** A global plus a constant and `end`: an extended constant expression, unless `offset` is 0. */
export function writeOffsetFrom(out: ByteWriter, globalIndex: number, offset: number, is64: boolean): void {
  out.byte(Opcode.globalGet);
  out.uleb(globalIndex);
  if (offset !== 0) {
    out.byte(is64 ? Opcode.i64Const : Opcode.i32Const);
    out.sleb(is64 ? offset : offset | 0);
    out.byte(is64 ? Opcode.i64Add : Opcode.i32Add);
  }
  out.byte(Opcode.end);
}
