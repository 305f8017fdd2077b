/**
 * Names as wasm-ld prints them in messages and writes them into the name section: what LLVM 22's `llvm::demangle` makes
 * of a symbol name. Names of no known scheme come back unchanged.
 */
import { fromByteString, toByteString } from "./byte-string.ts";
import { demangleDlang, isDlang } from "./dlang.ts";
import { demangleItanium, isItanium } from "./itanium/itanium.ts";
import { Malformed } from "./malformed.ts";
import { demangleRust, isRust } from "./rust/rust-v0.ts";

export function demangle(name: string): string {
  const first = name.charCodeAt(0);
  if (first !== UNDERSCORE && first !== DOT) return name;
  const bytes = toByteString(name);
  const demangled = demangleBytes(bytes);
  return demangled === undefined ? name : fromByteString(demangled);
}

const UNDERSCORE = 0x5f;
const DOT = 0x2e;

function demangleBytes(name: string): string | undefined {
  if (name.startsWith(".")) {
    const demangled = demangleByScheme(name.slice(1));
    return demangled === undefined ? undefined : `.${demangled}`;
  }
  // Some targets put one more underscore in front of every name.
  return demangleByScheme(name) ?? demangleByScheme(name.slice(1));
}

function demangleByScheme(name: string): string | undefined {
  if (isItanium(name)) return unlessMalformed(demangleItanium, name);
  if (isRust(name)) return unlessMalformed(demangleRust, name);
  return isDlang(name) ? unlessMalformed(demangleDlang, name) : undefined;
}

function unlessMalformed(scheme: (name: string) => string, name: string): string | undefined {
  try {
    return scheme(name);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
