/**
 * The kernel's module, from the code that V8's optimizing compiler has made of it in an earlier run: no compiling, and faster code from
 * the first call. Node gives no way to keep code of WebAssembly; V8's tests have one, which browsers have as well. V8 refuses what
 * another version has made, or the same with other options or for a processor that can do other things. There is no sum over the code: as
 * with the command's, what is kept is trusted as the command itself.
 */
/// <reference path="./webassembly.d.ts" />
import { closeSync } from "node:fs";
import { Script } from "node:vm";
import { fill } from "../host/node.ts";
import { open, readOwn, replaceOwn } from "./own-files.ts";
import { v8Binding } from "./v8-options.ts";

/** Bytes, more than the kernel takes. */
const ROOM = 1 << 17;
/**
 * A custom section without content. V8 takes modules of the same bytes for one; with it, the module that is compiled quickly is not the one
 * that is kept.
 */
const MARK = [0, 2, 1, 0x7e];
/** Before the code: how long it is, in a 32-bit word, so that less of it is none. */
const HEAD_SIZE = 4;
const LARGEST_CODE = 1 << 26;

export class KeptKernel {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #path: string = "";
  #code: ArrayBuffer | undefined;

  /**
   * `keptPath`: of the code, "" where none is kept. Where there is none, V8's other threads begin to compile if `compilesEarly`: its
   * options have to be set for that.
   */
  constructor(modulePath: string, keptPath: string, compilesEarly: boolean) {
    this.#bytes = readOwn(modulePath, new Uint8Array(ROOM));
    if (!("WebAssembly" in globalThis)) return;
    this.#path = keptPath;
    this.#code = keptPath === "" ? undefined : readCode(keptPath);
    // What it comes to, nobody asks.
    if (this.#code === undefined && compilesEarly) WebAssembly.compile(marked(this.#bytes)).catch(() => undefined);
  }

  /** @throws where there is no WebAssembly. */
  readonly module = (): WebAssembly.Module => {
    const module = this.#code === undefined ? undefined : moduleOf(this.#code, this.#bytes);
    if (module === undefined) this.#code = undefined;
    return module ?? new WebAssembly.Module(marked(this.#bytes));
  };

  /** Keeps the code if there was none, which takes several times as long as a small link. */
  keep(): void {
    if (this.#code === undefined && this.#path !== "") replaceOwn(this.#path, () => optimized(this.#bytes));
  }
}

function marked(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const module = new Uint8Array(bytes.length + MARK.length);
  module.set(bytes);
  module.set(MARK, bytes.length);
  return module;
}

/** Undefined where there is none, or cannot be read. */
function readCode(path: string): ArrayBuffer | undefined {
  const descriptor = open(path);
  if (descriptor === undefined) return undefined;
  try {
    const head = new Uint32Array(HEAD_SIZE / 4);
    fill(descriptor, new Uint8Array(head.buffer));
    const size = head[0];
    if (size === 0 || size > LARGEST_CODE) return undefined;
    const code = new ArrayBuffer(size);
    return fill(descriptor, new Uint8Array(code)) === size ? code : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Undefined if V8 refuses the code, or this is another engine that says to be V8. */
function moduleOf(code: ArrayBuffer, bytes: Uint8Array): WebAssembly.Module | undefined {
  try {
    const module = compiled("(code, bytes) => %DeserializeWasmModule(code, bytes)")(code, bytes);
    return module instanceof WebAssembly.Module ? module : undefined;
  } catch {
    return undefined;
  }
}

/** What is kept of the module. @throws if there is no such code, or V8 would not take it. */
function optimized(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  const v8 = v8Binding();
  const tag = v8.cachedDataVersionTag();
  v8.setFlagsFromString("--no-liftoff");
  const module = new WebAssembly.Module(bytes);
  // `--no-liftoff` turns off dynamic tiering as well.
  v8.setFlagsFromString("--liftoff");
  v8.setFlagsFromString("--wasm-dynamic-tiering");
  const isRestored = v8.cachedDataVersionTag() === tag;
  if (!isRestored || !isOptimized(module)) throw new Error("no code to be kept");
  const code = compiled("(module) => %SerializeWasmModule(module)")(module) as ArrayBuffer;
  const kept = new Uint8Array(HEAD_SIZE + code.byteLength);
  new Uint32Array(kept.buffer, 0, 1)[0] = code.byteLength;
  kept.set(new Uint8Array(code), HEAD_SIZE);
  return kept;
}

/** A debugger, or options of who runs this, may forbid it; asked for such a module's code, V8 ends the process. */
function isOptimized(module: WebAssembly.Module): boolean {
  const exported: unknown[] = Object.values(new WebAssembly.Instance(module).exports);
  return compiled("(f) => %IsTurboFanFunction(f)")(exported.find((value) => typeof value === "function")) === true;
}

/** A function whose text no compiler but V8 takes. */
function compiled(text: string): (...args: readonly unknown[]) => unknown {
  return new Script(text).runInThisContext() as (...args: readonly unknown[]) => unknown;
}
