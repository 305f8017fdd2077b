/** The kernel where nothing can be read from beside the program: in browsers, for bundlers. */
/// <reference path="./webassembly.d.ts" />

/** The module of `kernel/assembly` in base64, put in by `build/bundle.mjs`. */
declare const KERNEL_MODULE: string;

/** Decoded as every engine can. @throws where there is no WebAssembly. */
export function inlineKernel(): WebAssembly.Module {
  const letters = atob(KERNEL_MODULE);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return new WebAssembly.Module(bytes);
}
