/**
 * Names as wasm-ld prints them in messages and writes them into the name section: what LLVM 22's `llvm::demangle` makes
 * of a symbol name. Names of no known scheme come back unchanged, and so do malformed ones.
 *
 * Left out: Microsoft's names (`?...`, and `.` followed by a type), which come back unchanged as well. No compiler for
 * WebAssembly makes them.
 */
import { demangleMangled } from "./demangle-mangled.ts";
import { mayBeMangled } from "./mangled-prefix.ts";

export function demangle(name: string): string {
  return mayBeMangled(name) ? demangleMangled(name) : name;
}
