/** Reading the arguments, and options that exclude each other. */
import { functionObject, type MessageCases } from "./message-case.ts";

const BIG_ENDIAN_MARK = Uint8Array.of(0xfe, 0xff, 0xd8, 0x00);

const ELSEWHERE = "the packaged one runs in another folder, which it names";

export const COMMAND_LINE_MESSAGES: MessageCases = {
  "missing-argument": { args: "main.o -o", says: "wasm-ld: error: -o: missing argument\n" },
  "unknown-argument": { args: "main.o --foo", says: "wasm-ld: error: unknown argument: --foo\n" },
  "number-expected": { args: "main.o -Ofoo", says: "wasm-ld: error: -Ofoo: number expected, but got 'foo'\n" },
  "positive-integer-expected": {
    args: "main.o --threads=0",
    says: "wasm-ld: error: --threads: expected a positive integer, but got '0'\n",
  },
  "unknown-color-diagnostics": {
    args: "main.o --color-diagnostics=red",
    says: "wasm-ld: error: unknown option: --color-diagnostics=red\n",
  },
  "invalid-response-file-quoting": {
    args: "main.o --rsp-quoting=dos",
    says: "wasm-ld: error: invalid response file quoting: dos\n",
  },
  "unknown-z-value": { args: "main.o -z now", says: "wasm-ld: warning: unknown -z value: now\n" },
  "invalid-z-value": { args: "main.o -z stack-size=big", says: "wasm-ld: error: invalid stack-size: big\n" },
  "unknown-build-id": { args: "main.o --build-id=md6", says: "wasm-ld: error: unknown --build-id style: md6\n" },
  "not-hexadecimal": { args: "main.o --build-id=0xzz", says: "wasm-ld: error: not a hexadecimal value: zz\n" },
  "invalid-target-architecture": {
    args: "main.o -m elf_x86_64",
    says: "wasm-ld: error: invalid target architecture: elf_x86_64\n",
  },
  "unknown-unresolved-symbols": {
    args: "main.o --unresolved-symbols=some",
    says: "wasm-ld: error: unknown --unresolved-symbols value: some\n",
  },
  "invalid-page-size": {
    args: "main.o --page-size=4096",
    says: "wasm-ld: error: --page_size=N must be either 1 or 65536\n",
  },
  "not-an-llvm-option": {
    args: "main.o -mllvm main.o",
    says: "wasm-ld (LLVM option parsing): Unknown command line argument 'main.o'.  Try: 'wasm-ld (LLVM option parsing) --help'\n",
  },
  "invalid-lto-level": { args: "main.o --lto-O9", says: "wasm-ld: error: invalid optimization level for LTO: 9\n" },
  "invalid-codegen-level": {
    args: "main.o --lto-CGO7",
    says: "wasm-ld: error: invalid codegen optimization level for LTO: 7\n",
  },
  "invalid-cache-policy": {
    args: "main.o --thinlto-cache-policy=size=1",
    says: "wasm-ld: error: --thinlto-cache-policy: invalid cache policy: Unknown key: 'size'\n",
  },
  "old-new-expected": {
    args: "main.o --thinlto-object-suffix-replace=.o",
    says: "wasm-ld: error: --thinlto-object-suffix-replace= expects 'old;new' format, but got .o\n",
  },
  "suffix-replace-with-emit-index": {
    args: "main.o --thinlto-emit-index-files --thinlto-object-suffix-replace=.o;.bc",
    says: "wasm-ld: error: --thinlto-object-suffix-replace is not supported with --thinlto-emit-index-files\n",
  },
  "prefix-replace-with-emit-index": {
    args: "main.o --thinlto-emit-index-files --thinlto-prefix-replace=a;b",
    says: "wasm-ld: error: --thinlto-prefix-replace is not supported with --thinlto-emit-index-files\n",
  },
  "prefix-replace-without-index-only": {
    args: "main.o --thinlto-prefix-replace=a;b;c",
    says: "wasm-ld: error: --thinlto-prefix-replace=old_dir;new_dir;obj_dir must be used with --thinlto-index-only=\n",
  },
  "missing-flavor": { args: ["-flavor"], says: "missing arg value for '-flavor'\n" },
  "unknown-flavor": { args: "-flavor gnuish main.o", says: "Unknown flavor: gnuish\n" },
  "unreadable-response-file": {
    args: "main.o @folder",
    files: { "folder/x": "" },
    says: "cannot not open file '/project/folder': Is a directory\nwasm-ld: error: cannot open @folder: No such file or directory\n",
    unlikeWasmLd: ELSEWHERE,
  },
  "malformed-response-file": {
    args: "main.o @odd.rsp",
    files: { "odd.rsp": BIG_ENDIAN_MARK },
    says: "Could not convert UTF16 to UTF8\nwasm-ld: error: cannot open @odd.rsp: No such file or directory\n",
  },
  "recursive-response-file": {
    args: "main.o @loop.rsp",
    files: { "loop.rsp": "@loop.rsp" },
    says: "recursive expansion of: '/project/loop.rsp'\nwasm-ld: error: cannot open @loop.rsp: No such file or directory\n",
    unlikeWasmLd: ELSEWHERE,
  },
};

export const EXCLUSION_MESSAGES: MessageCases = {
  "max-memory-not-growable": {
    args: "main.o --max-memory=65536 --no-growable-memory",
    says: "wasm-ld: error: --max-memory is incompatible with --no-growable-memory\n",
  },
  "pic-with-export-table": {
    args: "main.o -pie --export-table",
    says: "wasm-ld: error: -shared/-pie is incompatible with --export-table\n",
  },
  "relocatable-with-export-table": {
    args: "main.o -r --export-table",
    says: "wasm-ld: error: --relocatable is incompatible with --export-table\n",
  },
  "relocatable-with-growable-table": {
    args: "main.o -r --growable-table",
    says: "wasm-ld: error: --relocatable is incompatible with --growable-table\n",
  },
  "shared-with-export-memory": {
    args: "main.o -shared --export-memory",
    says: "wasm-ld: error: --export-memory is incompatible with --shared\n",
  },
  "compress-with-debug": {
    args: "main.o --compress-relocations",
    says: "wasm-ld: error: --compress-relocations is incompatible with output debug information. Please pass --strip-debug or --strip-all\n",
  },
  "zero-lto-partitions": {
    args: "main.o --lto-partitions=0",
    says: "wasm-ld: error: --lto-partitions: number of threads must be > 0\n",
  },
  "invalid-thinlto-jobs": {
    args: "main.o --thinlto-jobs=many",
    says: "wasm-ld: error: --thinlto-jobs: invalid job count: many\n",
  },
  "shared-with-pie": {
    args: "main.o -shared -pie",
    says: "wasm-ld: error: -shared and -pie may not be used together\nwasm-ld: warning: creating shared libraries, with -shared, is not yet stable\nwasm-ld: warning: creating PIEs, with -pie, is not yet stable\n",
  },
  "no-output-file": { args: ["main.o", "-o", ""], says: "wasm-ld: error: no output file specified\n" },
  "import-and-export-table": {
    args: "main.o --import-table --export-table",
    says: "wasm-ld: error: --import-table and --export-table may not be used together\n",
  },
  "relocatable-with-entry": {
    args: "main.o -r --entry=main",
    says: "wasm-ld: error: entry point specified for relocatable output file\n",
  },
  "relocatable-with-gc": {
    args: "main.o -r --gc-sections",
    says: "wasm-ld: error: -r and --gc-sections may not be used together\n",
  },
  "relocatable-with-compress": {
    args: "main.o -r --compress-relocations --strip-debug",
    says: "wasm-ld: error: -r -and --compress-relocations may not be used together\n",
  },
  "relocatable-with-undefined": {
    args: "main.o -r --undefined=f",
    says: "wasm-ld: error: -r -and --undefined may not be used together\n",
  },
  "relocatable-with-pie": {
    args: "main.o -r -pie --experimental-pic",
    says: "wasm-ld: error: -r and -pie may not be used together\n",
  },
  "relocatable-with-shared": {
    args: "-r -shared -Bsymbolic --experimental-pic taken.o",
    files: {
      "taken.o": functionObject("f", {
        imports: [{ name: "__indirect_function_table", kind: "table" }],
        functions: [
          {
            type: 0,
            body: [0, 0x41, 0x80, 0x80, 0x80, 0x80, 0, 0x1a, 0x0b],
            relocations: [{ type: "TABLE_INDEX_REL_SLEB", offset: 2, index: 0 }],
          },
        ],
        symbols: [{ kind: "table", flags: 0x10, index: 0 }],
      }),
    },
    says: "wasm-ld: error: -r and -shared may not be used together\n",
    unlikeWasmLd: "crashes",
  },
  "relocatable-with-shared-memory": {
    args: "main.o -r --shared-memory",
    says: "wasm-ld: error: -r and --shared-memory may not be used together\n",
  },
  "relocatable-with-global-base": {
    args: "main.o -r --global-base=1024",
    says: "wasm-ld: error: -r and --global-base may not by used together\n",
  },
  "shared-unstable": {
    args: "main.o -shared",
    says: "wasm-ld: warning: creating shared libraries, with -shared, is not yet stable\n",
  },
  "pie-unstable": { args: "main.o -pie", says: "wasm-ld: warning: creating PIEs, with -pie, is not yet stable\n" },
  "import-dynamic-unstable": {
    args: "main.o --unresolved-symbols=import-dynamic",
    says: "wasm-ld: warning: dynamic imports are not yet stable (--unresolved-symbols=import-dynamic)\n",
  },
  "bsymbolic-without-shared": {
    args: "main.o -Bsymbolic",
    says: "wasm-ld: warning: -Bsymbolic is only meaningful when combined with -shared\n",
  },
  "pic-with-global-base": {
    args: "main.o -pie --experimental-pic --global-base=1024",
    says: "wasm-ld: error: --global-base may not be used with -shared/-pie\n",
  },
  "pic-with-table-base": {
    args: "main.o -pie --experimental-pic --table-base=5",
    says: "wasm-ld: error: --table-base may not be used with -shared/-pie\n",
  },
};

export const PROGRAM_MESSAGES: MessageCases = {
  "too-many-errors": {
    args: "main.o a.o b.o c.o --error-limit=2",
    files: { "a.o": functionObject("_start"), "b.o": functionObject("_start"), "c.o": functionObject("_start") },
    says: "wasm-ld: error: duplicate symbol: _start\n>>> defined in main.o\n>>> defined in a.o\n\nwasm-ld: error: duplicate symbol: _start\n>>> defined in a.o\n>>> defined in b.o\n\nwasm-ld: error: too many errors emitted, stopping now (use -error-limit=0 to see all errors)\n",
  },
};
