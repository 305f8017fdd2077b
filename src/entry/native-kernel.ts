/** The kernel for hosts that compile WebAssembly as well as JavaScript: Node, browsers. */
/// <reference path="./webassembly.d.ts" />
import { ComponentKernel } from "../kernel/component-kernel.ts";
import { CoreKernel } from "../kernel/core-kernel.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { PlainKernel } from "../kernel/plain-kernel.ts";

/** The module of `kernel/assembly` in base64, put in by `build/bundle.mjs`. */
declare const KERNEL_MODULE: string;

type DecodeBase64 = (text: string) => Uint8Array<ArrayBuffer>;

/** Makes a kernel for each link from a module that is compiled when the first asks for it. */
export class NativeKernels {
  readonly #decode: DecodeBase64;
  #module: WebAssembly.Module | undefined;
  #isRefused = false;

  constructor(decode: DecodeBase64 = decodeBase64) {
    this.#decode = decode;
  }

  readonly create = (table: Uint8Array): Kernel => {
    const module = this.#compiled();
    if (module === undefined) return new PlainKernel(table);
    const { functions, words } = new CoreKernel(new WebAssembly.Instance(module).exports);
    return new ComponentKernel(functions, table, words);
  };

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
