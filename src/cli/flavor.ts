import type { Diagnostics } from "../diag/diagnostics.ts";

const WASM_FLAVORS: readonly string[] = ["wasm", "ld-wasm"];

/**
 * Takes `-flavor wasm` from the front of the command line, where drivers that know LLD under one name for all its
 * formats put it. Other flavours are linkers that this program is not.
 *
 * @param words the command line without the program's name.
 * @returns undefined if there is no such flavour, which is reported.
 */
export function takeFlavor(words: readonly string[], diagnostics: Diagnostics): readonly string[] | undefined {
  if (words[0] !== "-flavor") return words;
  const value = words.at(1);
  if (value === undefined) {
    diagnostics.report("missing-flavor", {});
    return undefined;
  }
  if (WASM_FLAVORS.includes(value.toLowerCase())) return words.slice(2);
  diagnostics.report("unknown-flavor", { value });
  return undefined;
}
