/** Files, archives, and objects that cannot be read. */
import { buildArchive, buildGnuArchive } from "../support/archive-builder.ts";
import { buildModule, buildObject, custom } from "../support/object-builder.ts";
import { functionObject, type MessageCases } from "./message-case.ts";

const main = functionObject("_start");
const FOLDER = { "folder/x": "" };
const SHARED = buildModule([custom("dylink.0", Uint8Array.of(1, 4, 0, 0, 0, 0))]);
const RETAIN = 4;
const MEMORY_64 = buildObject({ imports: [{ name: "__linear_memory", kind: "memory", description: [4, 0] }] });
const WASM_ONLY = [custom("linking", Uint8Array.of(2))];

const LTO_OBJECT_IN_FOLDER = {
  args: "main.o --lto-obj-path=folder",
  files: FOLDER,
  says: 'wasm-ld: error: No available targets are compatible with triple ""\nwasm-ld: error: cannot create folder: Is a directory\n',
};

export const FILE_MESSAGES: MessageCases = {
  "cannot-open": { args: "main.o gone.o", says: "wasm-ld: error: cannot open gone.o: No such file or directory\n" },
  "cannot-create": LTO_OBJECT_IN_FOLDER,
  "no-target-for-bitcode": LTO_OBJECT_IN_FOLDER,
  "library-not-found": { args: "main.o -Llib -lgone", says: "wasm-ld: error: unable to find library -lgone\n" },
  "no-input-files": { args: "", says: "wasm-ld: error: no input files\n" },
  "nested-start-lib": {
    args: "main.o --start-lib --start-lib --end-lib",
    says: "wasm-ld: error: nested --start-lib\n",
  },
  "stray-end-lib": { args: "main.o --end-lib", says: "wasm-ld: error: stray --end-lib\n" },
  "unknown-file-type": {
    args: "main.o notes.txt",
    files: { "notes.txt": "not an object\n" },
    says: "wasm-ld: error: unknown file type: notes.txt\n",
  },
  "static-link-of-shared": {
    args: "main.o lib.so",
    files: { "lib.so": SHARED },
    says: "wasm-ld: error: attempted static link of dynamic object lib.so\n",
  },
  "cannot-open-output": {
    args: "main.o -o folder",
    files: FOLDER,
    says: "wasm-ld: error: cannot open output file folder: Is a directory\n",
  },
  "cannot-open-map": {
    args: "main.o -Map=folder",
    files: FOLDER,
    says: "wasm-ld: error: cannot open map file folder: Is a directory\n",
  },
  "cannot-open-why-extract": {
    args: "main.o --why-extract=folder",
    files: FOLDER,
    says: "wasm-ld: error: cannot open --why-extract= file folder: Is a directory\n",
  },
  "cannot-create-output": {
    args: "main.o",
    writingFails: "access",
    says: "wasm-ld: error: failed to open out.wasm: Permission denied\n",
    unlikeWasmLd: "needs a file system that changes its mind",
  },
  "cannot-write-output": {
    args: "main.o",
    writingFails: "no-space",
    says: "wasm-ld: error: failed to write output 'out.wasm': No space left on device\n",
    unlikeWasmLd: "needs a full file system",
  },
  "output-too-large": {
    args: "main.o far.o",
    files: {
      "far.o": buildObject({
        imports: [{ name: "__linear_memory", kind: "memory" }],
        segments: ["a", "b", "c"].map((name) => ({ name: `.data.${name}`, bytes: [1], alignment: 31, flags: RETAIN })),
      }),
    },
    says: "wasm-ld: error: output file too large: 4294967438 bytes\n",
    unlikeWasmLd: "crashes",
  },
  "cannot-reproduce": {
    args: "main.o --reproduce=folder",
    files: FOLDER,
    says: "wasm-ld: error: --reproduce: cannot open folder\n",
  },
};

export const ARCHIVE_MESSAGES: MessageCases = {
  "malformed-archive": {
    args: "main.o lib.a",
    files: { "lib.a": "!<arch>\ntoo short" },
    says: "wasm-ld: error: lib.a: failed to parse archive: truncated or malformed archive (remaining size of archive too small for next archive member header at offset 8)\n",
  },
  "malformed-archive-member": {
    args: "main.o lib.a",
    files: {
      "lib.a": buildArchive([
        { field: "a.o/", content: main },
        { field: "b.o/", content: main, terminator: "xy" },
      ]),
    },
    says: 'wasm-ld: error: lib.a: Archive::children failed: truncated or malformed archive (terminator characters in archive member "xy" not the correct "`\\n" values for the archive member header for b.o)\n',
  },
  "unreadable-archive-member": {
    args: "main.o lib.a",
    files: {
      "lib.a": buildArchive([
        { field: "a.o/", content: main },
        { field: "/77", content: main },
      ]),
    },
    says: "wasm-ld: error: lib.a: could not get the buffer for a child of the archive: truncated or malformed archive (long name offset 77 past the end of the string table for archive member header at offset 116)\n",
  },
  "unrecognized-archive-member": {
    args: "main.o --whole-archive lib.a",
    files: { "lib.a": buildGnuArchive([["notes.txt", Uint8Array.of(0x68, 0x69)]]) },
    says: "wasm-ld: error: The file was not recognized as a valid object file\n",
    unlikeWasmLd: "says the same, but the packaged one ends with a trap",
  },
  "foreign-archive-member": {
    args: "main.o lib.a",
    files: { "lib.a": buildGnuArchive([["notes.txt", Uint8Array.of(0x68, 0x69)]]) },
    says: "wasm-ld: warning: lib.a: archive member 'notes.txt' is neither Wasm object file nor LLVM bitcode\n",
  },
};

const FUNCREF = [0x70, 0, 0] as const;

export const OBJECT_MESSAGES: MessageCases = {
  "malformed-object": {
    args: "main.o bad.o",
    files: { "bad.o": Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0) },
    says: "wasm-ld: error: bad.o: invalid version number: 2\n",
  },
  "damaged-object": {
    args: "main.o lib.a",
    files: { "lib.a": buildGnuArchive([["cut.o", Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1)]]) },
    says: "wasm-ld: error: lib.a(cut.o): malformed uleb128, extends past end at offset 0x9\n",
    unlikeWasmLd: "crashes: LLVM ERROR: malformed uleb128, extends past end",
  },
  "unmodeled-types": {
    args: "main.o gc.o",
    files: { "gc.o": buildModule([{ id: 1, content: Uint8Array.of(1, 0x5f, 0) }, ...WASM_ONLY]) },
    says: "wasm-ld: error: gc.ofile has unmodeled reference or GC types\n",
  },
  "not-relocatable": {
    args: "main.o app.wasm",
    files: { "app.wasm": buildModule([]) },
    says: "wasm-ld: error: app.wasm: not a relocatable wasm file\n",
  },
  "wasm64-without-option": {
    args: "main.o wide.o",
    files: { "wide.o": MEMORY_64 },
    says: "wasm-ld: error: wide.o: must specify -mwasm64 to process wasm64 object files\n",
  },
  "wasm32-in-wasm64": {
    args: "-mwasm64 main.o",
    says: "wasm-ld: error: main.o: wasm32 object file can't be linked in wasm64 mode\n",
  },
  "table-symbol-count": {
    args: "main.o odd.o",
    files: {
      "odd.o": buildObject({
        imports: [
          { name: "__indirect_function_table", kind: "table", description: FUNCREF },
          { name: "other", kind: "table", description: FUNCREF },
        ],
        symbols: [{ kind: "table", flags: 0x10, index: 0 }],
      }),
    },
    says: "wasm-ld: error: odd.o: expected one symbol table entry for each of the 2 table(s) present, but got 1 symbol(s) instead.\n",
  },
  "table-definitions-without-symbols": {
    args: "main.o odd.o",
    files: { "odd.o": buildObject({ tables: [FUNCREF], symbols: [] }) },
    says: "wasm-ld: error: odd.o: unexpected table definition(s) without corresponding symbol-table entries.\n",
  },
  "table-imports-without-symbols": {
    args: "main.o odd.o",
    files: {
      "odd.o": buildObject({
        imports: [
          { name: "one", kind: "table", description: FUNCREF },
          { name: "two", kind: "table", description: FUNCREF },
        ],
        symbols: [],
      }),
    },
    says: "wasm-ld: error: odd.o: multiple table imports, but no corresponding symbol-table entries.\n",
  },
  "table-import-without-symbol": {
    args: "main.o odd.o",
    files: { "odd.o": buildObject({ imports: [{ name: "mine", kind: "table", description: FUNCREF }], symbols: [] }) },
    says: "wasm-ld: error: odd.o: table import mine is missing a symbol table entry.\n",
  },
  "string-not-terminated": {
    args: "main.o text.o",
    files: {
      "text.o": buildObject({
        imports: [{ name: "__linear_memory", kind: "memory" }],
        segments: [{ name: ".rodata.str", bytes: [0x68, 0x69], flags: 1 | 4 }],
        symbols: [{ kind: "data", name: "text", index: 0, offset: 0, size: 2 }],
      }),
    },
    says: "wasm-ld: error: text.o:(.rodata.str): string is not null terminated\n",
  },
  "offset-outside-section": {
    args: "main.o text.o --no-gc-sections --export-all",
    files: {
      "text.o": buildObject({
        imports: [{ name: "__linear_memory", kind: "memory" }],
        segments: [{ name: ".rodata.str", bytes: [0x68, 0x69, 0], flags: 1 | 4 }],
        symbols: [{ kind: "data", name: "text", index: 0, offset: 3, size: 0 }],
      }),
    },
    says: "wasm-ld: error: text.o:(.rodata.str): offset is outside the section\n",
  },
  "unsupported-bitcode": {
    args: "main.o slow.o",
    files: { "slow.o": Uint8Array.of(0x42, 0x43, 0xc0, 0xde, 0x35, 0x14) },
    says: "wasm-ld: error: slow.o: LLVM bitcode needs link-time optimization, which this linker does not do; compile without -flto, or use clang's own wasm-ld for this link\n",
    unlikeWasmLd: "does link-time optimization",
  },
};
