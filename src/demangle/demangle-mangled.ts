/** Names of every scheme. Most links have none, so that the command on Node makes this part when it is first called. */
import { fromByteString, toByteString } from "./byte-string.ts";
import { demangleDlang, isDlang } from "./dlang.ts";
import { demangleItanium, isItanium } from "./itanium/itanium.ts";
import { Malformed } from "./malformed.ts";
import { demangleRust, isRust } from "./rust/rust-v0.ts";

/** What a mangled name stands for; any other name, and a malformed one, unchanged. */
export function demangleMangled(name: string): string {
  const demangled = demangleBytes(toByteString(name));
  return demangled === undefined ? name : fromByteString(demangled);
}

function demangleBytes(name: string): string | undefined {
  // A dot in front, as on some entry points, is not part of the mangled name.
  if (name.startsWith(".")) {
    const demangled = demangleByScheme(name.slice(1));
    return demangled === undefined ? undefined : `.${demangled}`;
  }
  if (!name.startsWith("_")) return undefined;
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
    const demangled = scheme(name);
    const end = demangled.indexOf("\0"); // LLVM hands the text on as a C string
    return end < 0 ? demangled : demangled.slice(0, end);
  } catch (error) {
    if (error instanceof Malformed || isStackOverflow(error)) return undefined;
    throw error;
  }
}

/** For an engine with less stack than the limit on nesting needs: RangeError in V8, InternalError in SpiderMonkey. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof Error && (error.name === "RangeError" || error.name === "InternalError");
}
