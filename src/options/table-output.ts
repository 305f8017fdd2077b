import type { Row } from "./row.ts";

/** Rows of `table.ts`: what goes in and what comes out. */
export const OUTPUT_OPTIONS = {
  // Inputs and where they are looked for.
  l: {
    kind: "joined-or-separate",
    dashes: "-",
    group: "inputs",
    metavar: "<libName>",
    help: "Root name of library to use",
    aliases: [
      { name: "library", kind: "separate" },
      { name: "library=", kind: "joined" },
    ],
  },
  L: {
    kind: "joined-or-separate",
    dashes: "-",
    group: "inputs",
    metavar: "<dir>",
    help: "Add a directory to the library search path",
    aliases: [
      { name: "library-path", kind: "separate" },
      { name: "library-path=", kind: "joined" },
    ],
  },
  Bstatic: {
    kind: "flag",
    group: "inputs",
    help: "Do not link against shared libraries (default)",
    aliases: [
      { name: "dn", kind: "flag", help: "Alias for --Bstatic" },
      { name: "non_shared", kind: "flag", help: "Alias for --Bstatic" },
      { name: "static", kind: "flag", help: "Alias for --Bstatic" },
    ],
  },
  Bdynamic: {
    kind: "flag",
    group: "inputs",
    help: "Link against shared libraries",
    aliases: [
      { name: "call_shared", kind: "flag", help: "Alias for --Bdynamic" },
      { name: "dy", kind: "flag", help: "Alias for --Bdynamic" },
    ],
  },
  "whole-archive": {
    kind: "toggle",
    group: "inputs",
    help: "Force load of all members in a static library",
    noHelp: "Do not force load of all members in a static library (default)",
  },
  "start-lib": {
    kind: "flag",
    group: "inputs",
    help: "Start a grouping of objects that should be treated as if they were together in an archive",
  },
  "end-lib": {
    kind: "flag",
    group: "inputs",
    help: "End a grouping of objects that should be treated as if they were together in an archive",
  },
  m: { kind: "joined-or-separate", dashes: "-", group: "inputs", help: "Set target emulation" },
  "rsp-quoting": {
    kind: "eq",
    group: "inputs",
    metavar: "[posix,windows]",
    help: "Quoting style for response files",
  },

  // What is made.
  o: {
    kind: "joined-or-separate",
    dashes: "-",
    group: "output",
    metavar: "<path>",
    help: "Path to file to write output",
  },
  relocatable: {
    kind: "flag",
    group: "output",
    help: "Create relocatable object file",
    aliases: [{ name: "r", kind: "flag", dashes: "-" }],
  },
  shared: { kind: "flag", group: "output", help: "Build a shared object" },
  pie: {
    kind: "toggle",
    group: "output",
    help: "Create a position independent executable",
    noHelp: "Do not create a position independent executable (default)",
  },
  "experimental-pic": { kind: "flag", dashes: "--", group: "output", help: "Enable Experimental PIC" },
  Bsymbolic: { kind: "flag", group: "output", help: "Bind defined symbols locally" },
  soname: { kind: "eq", group: "output", help: "Set the module name in the generated name section" },
  rpath: { kind: "eq", group: "output", help: "Add a DT_RUNPATH to the output" },
  O: { kind: "joined-or-separate", dashes: "-", group: "output", help: "Optimize output file size" },
  "compress-relocations": {
    kind: "flag",
    group: "output",
    help: "Compress the relocation targets in the code section.",
  },
  "emit-relocs": { kind: "flag", group: "output", help: "Generate relocations in output" },
  "strip-all": {
    kind: "flag",
    group: "output",
    help: "Strip all symbols",
    aliases: [{ name: "s", kind: "flag", dashes: "-", help: "Alias for --strip-all" }],
  },
  "strip-debug": {
    kind: "flag",
    group: "output",
    help: "Strip debugging information",
    aliases: [{ name: "S", kind: "flag", dashes: "-", help: "Alias for --strip-debug" }],
  },
  "keep-section": {
    kind: "eq",
    group: "output",
    help: "Preserve a section even when --strip-all is given. This is useful for compiler drivers such as clang or emcc that, for example, depend on the features section for post-link processing. Can be specified multiple times to keep multiple sections",
  },
  "build-id": { kind: "flag", group: "output", help: "Alias for --build-id=fast" },
  "build-id=": {
    kind: "joined",
    group: "output",
    metavar: "[fast,sha1,uuid,0x<hexstring>]",
    help: "Generate build ID note",
  },
  "gc-sections": {
    kind: "toggle",
    group: "output",
    // The spelling of the last word is wasm-ld's.
    help: "Enable garbage collection of unused sections (defualt)",
    noHelp: "Disable garbage collection of unused sections",
  },
  "merge-data-segments": {
    kind: "toggle",
    dashes: "--",
    group: "output",
    help: "Enable merging data segments (default)",
    noHelp: "Disable merging data segments",
  },
  "noinhibit-exec": {
    kind: "flag",
    group: "output",
    help: "Retain the executable output file whenever it is still usable",
  },
} as const satisfies Record<string, Row>;
