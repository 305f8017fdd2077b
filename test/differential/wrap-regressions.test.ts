/** The same for --wrap. */
import { ValueType } from "../../src/format/wasm.ts";
import { buildGnuArchive } from "../support/archive-builder.ts";
import { buildObject } from "../support/object-builder.ts";
import { checkRegressions, type Link } from "./check-regressions.ts";
import type { Files } from "./folder.ts";
import { CALL, callOf, LOCAL, MEMORY, start, UNDEFINED, VOID } from "./regression-objects.ts";

const WITH_NUMBER = { params: [ValueType.i32], results: [] };

/** A function of `type` under all of `names`. */
const functionOf = (type: typeof WITH_NUMBER, names: readonly string[]): Uint8Array =>
  buildObject({
    types: [type],
    imports: [MEMORY],
    functions: [{ type: 0 }],
    symbols: names.map((name) => ({ kind: "function", name, index: 0 })),
  });

/** The function that --wrap finds by its name becomes a trap, as its type is not the first definition's. */
const twoTypes = (name: string): Files => ({
  "a.o": functionOf(VOID, [name]),
  "b.o": functionOf(WITH_NUMBER, [name]),
});

const LINKS: Readonly<Record<string, Link>> = {
  "--wrap of data that is addressed makes the largest address": {
    args: ["a.o", "--wrap=x", "--no-gc-sections", "--experimental-pic", "-pie", "--allow-undefined", "-o", "out.wasm"],
    files: { "a.o": start(CALL, "FUNCTION_INDEX_LEB", {
      segments: [{ name: ".data.p", bytes: [0, 0, 0, 0], relocations: [{ type: "MEMORY_ADDR_I32", offset: 0, index: 1 }] }],
      symbols: [{ kind: "function", name: "own", index: 0, flags: LOCAL }, { kind: "data", name: "x", flags: UNDEFINED }],
    }) }, // biome-ignore format: one
  },
  "an error in a member that --wrap needs ends the link before signatures are compared": {
    args: ["a.o", "b.o", "c.a", "--wrap=x", "-o", "out.wasm"],
    files: {
      "a.o": callOf("f"),
      "b.o": functionOf(WITH_NUMBER, ["f", "x"]),
      "c.a": buildGnuArchive([["c.o", functionOf(VOID, ["__wrap_x", "_start"])]]),
    },
  },
  "--wrap of a function that traps for its type leaves the other definition its name": {
    args: ["a.o", "b.o", "--wrap=_start", "--import-undefined", "--export-all", "-o", "out.wasm"],
    files: twoTypes("_start"),
  },
  "the original of a function that traps for its type is the first symbol of all": {
    args: ["a.o", "b.o", "--wrap=f", "--import-undefined", "--no-entry", "--export=__real_f", "-o", "out.wasm"],
    files: twoTypes("f"),
  },
  "the wrapper of a function that traps for its type is the first symbol of all": {
    args: ["c.o", "a.o", "b.o", "--wrap=f", "--import-undefined", "--no-entry", "--export=f", "-o", "out.wasm"],
    files: { "c.o": functionOf(VOID, ["f"]), ...twoTypes("__wrap_f") },
  },
};

checkRegressions(LINKS);
