/** Writing the bodies of the linker's own functions. */
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import { ByteWriter } from "../../binary/writer.ts";
import { Opcode } from "../../format/wasm.ts";
import type { LinkState } from "../../model/link-state.ts";
import { functionIndexOf, elementIndexOf } from "../../model/symbol-queries.ts";

/** Collects instructions; pointer-sized ones follow the width of the link. */
export class CodeWriter {
  readonly #link: LinkState;
  readonly #out: ByteWriter;

  constructor(link: LinkState) {
    this.#link = link;
    this.#out = new ByteWriter(link.host.encodeText.bind(link.host));
  }

  /** An opcode or any other single byte. */
  op(...bytes: readonly number[]): void {
    for (const byte of bytes) this.#out.byte(byte);
  }

  uleb(value: number): void {
    this.#out.uleb(value);
  }

  i32Const(value: number): void {
    this.#out.byte(Opcode.i32Const);
    this.#out.sleb(value | 0);
  }

  /** `value` may be beyond 32 bits in 64-bit links only. */
  pointerConst(value: number, is64 = this.#link.is64): void {
    if (!is64) {
      this.i32Const(value);
      return;
    }
    this.#out.byte(Opcode.i64Const);
    this.#out.sleb(value);
  }

  pointerAdd(is64 = this.#link.is64): void {
    this.#out.byte(is64 ? Opcode.i64Add : Opcode.i32Add);
  }

  call(symbol: SymbolId): void {
    this.callIndex(functionIndexOf(this.#link, symbol));
  }

  callIndex(index: number): void {
    this.#out.byte(Opcode.call);
    this.#out.uleb(index);
  }

  localGet(index: number): void {
    this.#out.byte(Opcode.localGet);
    this.#out.uleb(index);
  }

  globalGet(symbol: SymbolId): void {
    this.globalGetIndex(elementIndexOf(this.#link, symbol));
  }

  globalGetIndex(index: number): void {
    this.#out.byte(Opcode.globalGet);
    this.#out.uleb(index);
  }

  globalSetIndex(index: number): void {
    this.#out.byte(Opcode.globalSet);
    this.#out.uleb(index);
  }

  /** `fc` and an opcode of the bulk memory group. */
  misc(opcode: number): void {
    this.#out.byte(Opcode.miscPrefix);
    this.#out.uleb(opcode);
  }

  /** `fe`, an atomic opcode, and a memory argument of 4-byte alignment at offset 0. */
  atomic(opcode: number): void {
    this.#out.byte(Opcode.atomicsPrefix);
    this.#out.uleb(opcode);
    this.#out.uleb(2);
    this.#out.uleb(0);
  }

  /** The body with its size in front, as the code section holds it. */
  finish(): Uint8Array {
    const content = this.#out.finish();
    const body = new ByteWriter(this.#link.host.encodeText.bind(this.#link.host));
    body.uleb(content.length);
    body.bytes(content);
    return body.finish();
  }
}

/** Sets the body of a function that the linker made. */
export function setFunctionBody(link: LinkState, symbol: SymbolId, write: (code: CodeWriter) => void): void {
  const code = new CodeWriter(link);
  write(code);
  link.chunks.setBody(link.symbols.target[symbol] as ChunkId, code.finish());
}
