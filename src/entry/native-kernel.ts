/** The kernel for hosts that compile WebAssembly as well as JavaScript: Node, browsers. */
/// <reference path="./webassembly.d.ts" />
import { CompiledKernel } from "../kernel/compiled-kernel.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { PlainKernel } from "../kernel/plain-kernel.ts";

/** The module of `kernel/assembly` in base64, put in by `build/bundle.mjs`. */
declare const KERNEL_MODULE: string;

/** Makes a kernel for each link from a module that is compiled when the first asks for it. */
export class NativeKernels {
  readonly #decodeBase64: (text: string) => Uint8Array<ArrayBuffer>;
  #module: WebAssembly.Module | undefined;
  #isRefused = false;

  constructor(decodeBase64: (text: string) => Uint8Array<ArrayBuffer>) {
    this.#decodeBase64 = decodeBase64;
  }

  readonly create = (table: Uint8Array): Kernel => {
    const module = this.#compiled();
    if (module === undefined) return new PlainKernel(table);
    return new CompiledKernel(new WebAssembly.Instance(module).exports, table);
  };

  /** Undefined where WebAssembly is turned off (a page's security policy, `--jitless`): everything works without it. */
  #compiled(): WebAssembly.Module | undefined {
    if (this.#module !== undefined || this.#isRefused) return this.#module;
    try {
      this.#module = new WebAssembly.Module(this.#decodeBase64(KERNEL_MODULE));
    } catch {
      this.#isRefused = true;
    }
    return this.#module;
  }
}
