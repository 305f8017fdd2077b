/** The kernel for hosts that compile WebAssembly as well as JavaScript: Node, browsers. */
/// <reference path="./webassembly.d.ts" />
import { ComponentKernel } from "../kernel/component-kernel.ts";
import { CoreKernel } from "../kernel/core-kernel.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { PlainKernel } from "../kernel/plain-kernel.ts";

/** Memory of an instance that is worth keeping, much of it never touched: a link of any size may follow, or none. */
const KEPT_SIZE = 96 << 20;

/**
 * Makes a kernel for each link from a module that is asked for when the first needs it. The instance of a small link serves the
 * next one, which finds its memory there: fresh memory costs more than what most links do with it. Links do not overlap.
 */
export class NativeKernels {
  readonly #compile: () => WebAssembly.Module;
  #module: WebAssembly.Module | undefined;
  #isRefused = false;
  #last: CoreKernel | undefined;

  /** @param compile the module of `kernel/assembly`; throws where there is no WebAssembly. */
  constructor(compile: () => WebAssembly.Module) {
    this.#compile = compile;
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
      this.#module = this.#compile();
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
