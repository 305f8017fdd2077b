/** The kernel for hosts that compile WebAssembly as well as JavaScript: Node, browsers. */
/// <reference path="./webassembly.d.ts" />
import { ComponentKernel } from "../kernel/component-kernel.ts";
import { CoreKernel } from "../kernel/core-kernel.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { PlainKernel } from "../kernel/plain-kernel.ts";

/** The module of `kernel/assembly` in base64, put in by `build/bundle.mjs`. */
declare const KERNEL_MODULE: string;

type DecodeBase64 = (text: string) => Uint8Array<ArrayBuffer>;

/** Memory of an instance that is worth keeping, much of it never touched: a link of any size may follow, or none. */
const KEPT_SIZE = 96 << 20;

/**
 * Makes a kernel for each link from a module that is compiled when the first asks for it. The instance of a small link serves the
 * next one, which finds its memory there: fresh memory costs more than what most links do with it. Links do not overlap.
 */
export class NativeKernels {
  readonly #decode: DecodeBase64;
  #module: WebAssembly.Module | undefined;
  #isRefused = false;
  #last: CoreKernel | undefined;

  constructor(decode: DecodeBase64 = decodeBase64) {
    this.#decode = decode;
  }

  readonly create = (table: Uint8Array): Kernel => {
    const core = this.#core();
    return core === undefined ? new PlainKernel(table) : new ComponentKernel(core.functions, table, core.memory);
  };

  #core(): CoreKernel | undefined {
    if (this.#last !== undefined && !this.#last.isBusy && this.#last.memorySize <= KEPT_SIZE) return this.#last;
    const module = this.#compiled();
    const exports = module === undefined ? undefined : instantiate(module);
    this.#last = exports === undefined ? undefined : new CoreKernel(exports);
    return this.#last;
  }

  /** Undefined where WebAssembly is turned off (a page's security policy, `--jitless`): everything works without it. */
  #compiled(): WebAssembly.Module | undefined {
    if (this.#module !== undefined || this.#isRefused) return this.#module;
    try {
      this.#module = compileKernel(this.#decode);
    } catch {
      this.#isRefused = true;
    }
    return this.#module;
  }
}

/** Undefined where there is no room: V8 reserves addresses of gigabytes around a memory, which a limit (`ulimit -v`) may forbid. */
function instantiate(module: WebAssembly.Module): object | undefined {
  try {
    return new WebAssembly.Instance(module).exports;
  } catch {
    return undefined;
  }
}

export function compileKernel(decode: DecodeBase64 = decodeBase64): WebAssembly.Module {
  return new WebAssembly.Module(decode(KERNEL_MODULE));
}

/** As every engine can; Node has a way of its own, which takes a tenth of the time. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
