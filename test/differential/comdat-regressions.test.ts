/** The same for what lies in a COMDAT group that another file has: it was to come from an archive, and is lost. */
import { expect, test } from "vitest";
import { SymbolFlag } from "../../src/format/wasm.ts";
import { buildGnuArchive } from "../support/archive-builder.ts";
import { buildObject } from "../support/object-builder.ts";
import { checkRegressions } from "./check-regressions.ts";
import type { Files } from "./folder.ts";
import { runTsld } from "./linkers.ts";
import { ADDRESS_OF_FIRST, CALL, CONSTANT, GLOBAL_GET, MEMORY, UNDEFINED, VOID, WEAK } from "./regression-objects.ts";

/** Has the group that the archive has, and refers to what is only in the archive's: by a call, and as `type` says. */
const usesOfLost = (body: readonly number[], type: string): Uint8Array =>
  buildObject({
    types: [VOID],
    imports: [MEMORY, { name: "lost", kind: "function", type: 0 }],
    functions: [
      { type: 0, comdat: "group" },
      { type: 0, body: CALL, relocations: [{ type: "FUNCTION_INDEX_LEB", ...ADDRESS_OF_FIRST }] },
      { type: 0, body, relocations: [{ type, ...ADDRESS_OF_FIRST }] },
    ],
    symbols: [
      { kind: "function", flags: UNDEFINED, index: 0 },
      { kind: "function", name: "group", index: 1, flags: WEAK },
      { kind: "function", name: "_start", index: 2 },
      { kind: "function", name: "second", index: 3, flags: SymbolFlag.noStrip },
    ],
  });

const LOST_IN_GROUP = buildGnuArchive([
  [
    "b.o",
    buildObject({
      types: [VOID],
      imports: [MEMORY],
      functions: [{ type: 0, comdat: "group" }],
      symbols: [{ kind: "function", name: "lost", index: 0 }],
    }),
  ],
]);

/** The same with data that `body` refers to. */
const lostData = (body: readonly number[], type: string): Files => ({
  "a.o": buildObject({
    types: [VOID],
    imports: [MEMORY],
    functions: [
      { type: 0, comdat: "group" },
      { type: 0, body, relocations: [{ type, ...ADDRESS_OF_FIRST, addend: 5 }] },
    ],
    symbols: [
      { kind: "data", name: "lost", flags: UNDEFINED },
      { kind: "function", name: "group", index: 0, flags: WEAK },
      { kind: "function", name: "_start", index: 1 },
    ],
  }),
  "b.a": buildGnuArchive([
    [
      "b.o",
      buildObject({
        imports: [MEMORY],
        segments: [{ name: ".data.x", bytes: [1, 2, 3, 4], comdat: "group" }],
        symbols: [{ kind: "data", name: "lost", index: 0, size: 4 }],
      }),
    ],
  ]),
});

checkRegressions({
  "a function in a group that another file has, and that was to come from an archive, is number 0": {
    args: ["b.a", "a.o", "--export-table", "-o", "out.wasm"],
    files: { "a.o": usesOfLost(CONSTANT, "TABLE_INDEX_SLEB"), "b.a": LOST_IN_GROUP },
  },
  "a function in a group that another file has, and that was to come from an archive, is in slot 0": {
    args: ["b.a", "a.o", "--export-table", "-o", "out.wasm"],
    files: { "a.o": usesOfLost(CONSTANT, "TABLE_INDEX_REL_SLEB"), "b.a": LOST_IN_GROUP },
  },
  "a function in a group that another file has, and that was to come from an archive, has a GOT entry": {
    args: ["b.a", "a.o", "-pie", "--experimental-pic", "-o", "out.wasm"],
    files: { "a.o": usesOfLost(GLOBAL_GET, "GLOBAL_INDEX_LEB"), "b.a": LOST_IN_GROUP },
  },
  "data in a group that another file has, and that was to come from an archive, is at 0 (static)": {
    args: ["b.a", "a.o", "-o", "out.wasm"],
    files: lostData(CONSTANT, "MEMORY_ADDR_SLEB"),
  },
  "data in a group that another file has, and that was to come from an archive, is at 0 (-pie)": {
    args: ["b.a", "a.o", "-pie", "--experimental-pic", "-o", "out.wasm"],
    files: lostData(CONSTANT, "MEMORY_ADDR_REL_SLEB"),
  },
  "data in a group that another file has, and that was to come from an archive, has a GOT entry (-pie)": {
    args: ["b.a", "a.o", "-pie", "--experimental-pic", "-o", "out.wasm"],
    files: lostData(GLOBAL_GET, "GLOBAL_INDEX_LEB"),
  },
  "data in a group that another file has, and that was to come from an archive, is at 0 (-shared)": {
    args: ["b.a", "a.o", "-shared", "--experimental-pic", "-o", "out.wasm"],
    files: lostData(CONSTANT, "MEMORY_ADDR_REL_SLEB"),
  },
  "data in a group that another file has, and that was to come from an archive, has a GOT entry (-shared)": {
    args: ["b.a", "a.o", "-shared", "--experimental-pic", "-o", "out.wasm"],
    files: lostData(GLOBAL_GET, "GLOBAL_INDEX_LEB"),
  },
  "data in a group that another file has, and that was to come from an archive, is not called undefined (--emit-relocs)":
    {
      args: ["b.a", "a.o", "-shared", "--experimental-pic", "--emit-relocs", "-o", "out.wasm"],
      files: lostData(CONSTANT, "MEMORY_ADDR_SLEB"),
    },
});

test.each(["-r", "--emit-relocs"])(
  "%s has data that was lost with its group as undefined, where wasm-ld crashes",
  (option) => {
    const args = ["b.a", "a.o", option, "-o", "out.wasm"];
    const link = runTsld(args, lostData(CONSTANT, "MEMORY_ADDR_SLEB"));
    const again = runTsld(["-r", "-ylost", "out.wasm", "-o", "again.o"], Object.fromEntries(link.files));
    expect([link, again].map(({ status, stderr }) => [status, stderr])).toEqual([[0, ""], [0, ""]]); // biome-ignore format: pairs
    expect(new TextDecoder().decode(again.stdout)).toBe("out.wasm: reference to lost\n");
  },
);
