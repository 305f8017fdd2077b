/** Resolution, relocations, memory layout and target features. */
import { buildObject } from "../support/object-builder.ts";
import {
  callObject,
  dataObject,
  functionObject,
  globalObject,
  importObject,
  type MessageCases,
} from "./message-case.ts";

const I32 = 0x7f;
const I64 = 0x7e;
const FUNCREF = 0x70;
const EXTERNREF = 0x6f;
const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;
const HIDDEN = 0x4;
const NO_STRIP = 0x80;
const TLS = 0x100;
const ATOMIC = ["+atomics", "+bulk-memory"];
const SHARED = "--shared-memory --max-memory=131072 --import-memory";

const tagObject = (params: readonly number[]): Uint8Array =>
  buildObject({ types: [{ params }], tags: [0], symbols: [{ kind: "tag", name: "oops", index: 0, flags: 1 }] });

const tableObject = (elementType: number, isImport: boolean): Uint8Array =>
  isImport
    ? buildObject({
        imports: [{ name: "rows", kind: "table", description: [elementType, 0, 0] }],
        symbols: [{ kind: "table", flags: UNDEFINED, index: 0 }],
      })
    : buildObject({ tables: [[elementType, 0, 0]], symbols: [{ kind: "table", name: "rows", index: 0 }] });

export const SYMBOL_MESSAGES: MessageCases = {
  "undefined-symbol": {
    args: "main.o call.o",
    files: { "call.o": callObject("gone") },
    says: "wasm-ld: error: call.o: undefined symbol: gone\n",
  },
  "duplicate-symbol": {
    args: "main.o again.o",
    files: { "again.o": functionObject("_start") },
    says: "wasm-ld: error: duplicate symbol: _start\n>>> defined in main.o\n>>> defined in again.o\n",
  },
  "symbol-type-mismatch": {
    args: "main.o data.o",
    files: { "data.o": dataObject({ relocation: "MEMORY_ADDR_I32", symbol: "_start", isUndefined: true }) },
    says: "wasm-ld: error: symbol type mismatch: _start\n>>> defined as WASM_SYMBOL_TYPE_FUNCTION in main.o\n>>> defined as WASM_SYMBOL_TYPE_DATA in data.o\n",
  },
  "global-type-mismatch": {
    args: "main.o one.o two.o",
    files: {
      "one.o": globalObject("g", { mutable: true }),
      "two.o": globalObject("g", { valueType: I64, mutable: false, isImport: true }),
    },
    says: "wasm-ld: error: Global type mismatch: g\n>>> defined as var i32 in one.o\n>>> defined as const i64 in two.o\n",
  },
  "table-type-mismatch": {
    args: "main.o one.o two.o",
    files: { "one.o": tableObject(FUNCREF, false), "two.o": tableObject(EXTERNREF, true) },
    says: "wasm-ld: error: Table type mismatch: rows\n>>> defined as type=funcref; limits=[flags=0x0; min=0] in one.o\n>>> defined as type=externref; limits=[flags=0x0; min=0] in two.o\n",
  },
  "tag-signature-mismatch": {
    args: "main.o one.o two.o",
    files: { "one.o": tagObject([I32]), "two.o": tagObject([I64]) },
    says: "wasm-ld: warning: Tag signature mismatch: oops\n>>> defined as (i32) -> void in one.o\n>>> defined as (i64) -> void in two.o\n",
  },
  "function-signature-mismatch": {
    args: "main.o f.o call.o",
    files: { "f.o": functionObject("f"), "call.o": callObject("f", { params: [I32] }) },
    says: "wasm-ld: warning: function signature mismatch: f\n>>> defined as (i32) -> void in call.o\n>>> defined as () -> void in f.o\n",
  },
  "import-name-mismatch": {
    args: "main.o one.o two.o",
    files: {
      "one.o": importObject("f", { module: "env", name: "a" }),
      "two.o": importObject("f", { module: "env", name: "b" }),
    },
    says: "wasm-ld: error: import name mismatch for symbol: f\n>>> defined as a in one.o\n>>> defined as b in two.o\n",
  },
  "import-module-mismatch": {
    args: "main.o one.o two.o",
    files: {
      "one.o": importObject("f", { module: "a", name: "x" }),
      "two.o": importObject("f", { module: "b", name: "x" }),
    },
    says: "wasm-ld: error: import module mismatch for symbol: f\n>>> defined as a in one.o\n>>> defined as b in two.o\n",
  },
  "entry-not-defined": {
    args: "f.o",
    files: { "f.o": functionObject("f") },
    says: "wasm-ld: error: entry symbol not defined (pass --no-entry to suppress): _start\n",
  },
  "export-not-found": {
    args: "main.o --export=gone",
    says: "wasm-ld: error: symbol exported via --export not found: gone\n",
  },
  "stub-dependency-undefined": {
    args: "main.o call.o page.so",
    files: { "call.o": callObject("now"), "page.so": "#STUB\nnow: malloc\n" },
    says: "wasm-ld: error: page.so: undefined symbol: malloc. Required by now\n",
  },
  "call-dtors-signature": {
    args: "main.o dtors.o",
    files: {
      "dtors.o": functionObject("__wasm_call_dtors", { types: [{ params: [I32] }] }),
    },
    says: "wasm-ld: error: __wasm_call_dtors must have no argument or return values\n",
  },
  "call-dtors-not-function": {
    args: "main.o dtors.o",
    files: { "dtors.o": dataObject({ relocation: "MEMORY_ADDR_I32", symbol: "__wasm_call_dtors" }) },
    says: "wasm-ld: error: __wasm_call_dtors must be a function\n",
  },
  "reserved-symbol-not-table": {
    args: "main.o odd.o",
    files: { "odd.o": functionObject("__indirect_function_table") },
    says: "wasm-ld: error: reserved symbol must be of type table: `__indirect_function_table`\n",
  },
  "reserved-symbol-defined": {
    args: "main.o odd.o",
    files: {
      "odd.o": buildObject({
        tables: [[FUNCREF, 0, 0]],
        symbols: [{ kind: "table", name: "__indirect_function_table", index: 0 }],
      }),
    },
    says: "wasm-ld: error: reserved symbol must not be defined in input files: `__indirect_function_table`\n",
  },
  "constructor-arguments": {
    args: "main.o init.o",
    files: {
      "init.o": functionObject("make", { types: [{ params: [I64] }], initFunctions: [{ priority: 1, symbol: 0 }] }),
    },
    says: "wasm-ld: error: constructor functions cannot take arguments: make\n",
  },
};

export const RELOCATION_MESSAGES: MessageCases = {
  "relocation-needs-pic": {
    args: "code.o -shared --experimental-pic",
    files: {
      "code.o": buildObject({
        types: [{}],
        imports: [{ name: "__linear_memory", kind: "memory" }],
        functions: [
          {
            type: 0,
            body: [0, 0x41, 0x80, 0x80, 0x80, 0x80, 0, 0x1a, 0x0b],
            relocations: [{ type: "MEMORY_ADDR_SLEB", offset: 2, index: 1 }],
          },
        ],
        segments: [{ name: ".data.n", bytes: [0, 0, 0, 0] }],
        symbols: [
          { kind: "function", name: "f", index: 0, flags: NO_STRIP },
          { kind: "data", name: "n", index: 0, offset: 0, size: 4 },
        ],
      }),
    },
    says: "wasm-ld: error: code.o: relocation R_WASM_MEMORY_ADDR_SLEB cannot be used against symbol `n`; recompile with -fPIC\n",
  },
  "tls-relocation-undefined": {
    args: `main.o use.o`,
    files: {
      "use.o": dataObject({ relocation: "MEMORY_ADDR_TLS_SLEB", symbol: "mine", isUndefined: true, flags: TLS }),
    },
    says: "wasm-ld: error: use.o: relocation R_WASM_MEMORY_ADDR_TLS_SLEB cannot be used against an undefined symbol `mine`\nwasm-ld: error: use.o: undefined symbol: mine\n",
  },
  "tls-relocation-not-tls": {
    args: `main.o use.o ${SHARED} --no-check-features`,
    files: { "use.o": dataObject({ relocation: "MEMORY_ADDR_TLS_SLEB", symbol: "mine", features: ATOMIC }) },
    says: "wasm-ld: error: use.o: relocation R_WASM_MEMORY_ADDR_TLS_SLEB cannot be used against non-TLS symbol `mine`\nwasm-ld: error: use.o: relocation R_WASM_MEMORY_ADDR_TLS_SLEB cannot be used against `mine` in non-TLS section: .data\n",
  },
  "tls-relocation-outside-tdata": {
    args: `main.o use.o ${SHARED} --no-check-features`,
    files: {
      "use.o": dataObject({ relocation: "MEMORY_ADDR_TLS_SLEB", symbol: "mine", flags: TLS, features: ATOMIC }),
    },
    says: "wasm-ld: error: use.o: relocation R_WASM_MEMORY_ADDR_TLS_SLEB cannot be used against `mine` in non-TLS section: .data\n",
  },
  "relative-relocation-undefined": {
    args: "main.o use.o --unresolved-symbols=ignore-all",
    files: { "use.o": dataObject({ relocation: "MEMORY_ADDR_REL_SLEB", symbol: "gone", isUndefined: true }) },
    says: "wasm-ld: error: use.o: relocation R_WASM_MEMORY_ADDR_REL_SLEB is not supported against an undefined symbol `gone`\n",
  },
  "tls-base-missing": {
    args: "tls.o -shared --experimental-pic",
    files: {
      "tls.o": dataObject({
        relocation: "MEMORY_ADDR_I32",
        symbol: "mine",
        flags: TLS | HIDDEN,
        segment: { name: ".tdata.mine", flags: 2 },
        features: ATOMIC,
      }),
    },
    says: "wasm-ld: error: tls.o:(.tdata.mine): thread-local data needs a reference to __tls_base\n",
    unlikeWasmLd: "crashes",
  },
  "invalid-runtime-relocation": {
    args: "use.o -shared --experimental-pic",
    files: { "use.o": dataObject({ relocation: "MEMORY_ADDR_LEB", symbol: "mine", flags: 4 }) },
    says: "wasm-ld: error: use.o: relocation R_WASM_MEMORY_ADDR_LEB cannot be used against symbol `mine`; recompile with -fPIC\nwasm-ld: error: invalid runtime relocation type in data section: R_WASM_MEMORY_ADDR_LEB\n",
  },
  "relocation-not-compressible": {
    args: "code.o --no-entry --compress-relocations --strip-debug",
    files: {
      "code.o": buildObject({
        types: [{}],
        functions: [
          { type: 0, body: [0, 0, 0, 0, 0, 0x0b], relocations: [{ type: "FUNCTION_INDEX_I32", offset: 1, index: 0 }] },
        ],
        symbols: [{ kind: "function", name: "f", index: 0, flags: NO_STRIP }],
      }),
    },
    says: "wasm-ld: error: relocation compression not supported for R_WASM_FUNCTION_INDEX_I32\n",
  },
  "mvp-table-conflict": {
    args: "main.o old.o new.o --no-gc-sections",
    files: {
      "old.o": buildObject({
        imports: [{ name: "__indirect_function_table", kind: "table", description: [FUNCREF, 0, 0] }],
        symbols: [],
      }),
      "new.o": buildObject({
        imports: [{ module: "host", name: "rows", kind: "table", description: [EXTERNREF, 0, 0] }],
        symbols: [{ kind: "table", name: "rows", flags: UNDEFINED | EXPLICIT_NAME, index: 0 }],
      }),
    },
    says: "wasm-ld: error: object file not built with 'reference-types' or 'call-indirect-overlong' feature conflicts with import of table rows by file new.o\n",
  },
  "unknown-signature": {
    args: "main.o use.o --wrap=n --unresolved-symbols=ignore-all",
    files: { "use.o": dataObject({ relocation: "MEMORY_ADDR_I32", symbol: "n", isUndefined: true }) },
    says: "wasm-ld: error: undefined function without a signature: __wrap_n\n",
    unlikeWasmLd: "crashes",
  },
};

const SMALL = {
  "big.o": buildObject({
    imports: [{ name: "__linear_memory", kind: "memory" }],
    segments: [{ name: ".data.x", bytes: new Uint8Array(70000), flags: 4 }],
    symbols: [{ kind: "data", name: "x", index: 0, offset: 0, size: 1 }],
  }),
};

export const MEMORY_MESSAGES: MessageCases = {
  "stack-misaligned": {
    args: "main.o -z stack-size=1001",
    says: "wasm-ld: error: stack size must be 16-byte aligned\n",
  },
  "global-base-below-stack": {
    args: "main.o --stack-first --global-base=1024",
    says: "wasm-ld: error: --global-base cannot be less than stack size when --stack-first is used\n",
  },
  "memory-misaligned": {
    args: "main.o --initial-memory=100001",
    says: "wasm-ld: error: initial memory must be aligned to the page size (65536 bytes)\n",
  },
  "memory-too-small": {
    args: "main.o big.o --initial-memory=65536",
    files: SMALL,
    says: "wasm-ld: error: initial memory too small, 135536 bytes needed\n",
  },
  "memory-too-large": {
    args: "main.o --max-memory=4295032832",
    says: "wasm-ld: error: maximum memory too large, cannot be greater than 4294967296\n",
  },
};

export const FEATURE_MESSAGES: MessageCases = {
  "shared-memory-disallowed": {
    args: `main.o plain.o ${SHARED} --features=atomics,bulk-memory`,
    files: { "plain.o": functionObject("f", { features: ["-shared-mem"] }) },
    says: "wasm-ld: error: --shared-memory is disallowed by plain.o because it was not compiled with 'atomics' or 'bulk-memory' features.\n",
  },
  "feature-for-shared-memory": {
    args: `main.o ${SHARED} --features=atomics`,
    says: "wasm-ld: error: 'bulk-memory' feature must be used in order to use shared memory\n",
  },
  "feature-for-tls": {
    args: "main.o tls.o --features=atomics",
    files: {
      "tls.o": dataObject({
        relocation: "MEMORY_ADDR_I32",
        symbol: "mine",
        flags: TLS,
        segment: { name: ".tdata.mine", flags: 2 },
      }),
    },
    says: "wasm-ld: error: 'bulk-memory' feature must be used in order to use thread-local storage\n",
  },
  "feature-not-allowed": {
    args: "main.o simd.o --features=atomics",
    files: { "simd.o": functionObject("f", { features: ["+simd128"] }) },
    says: "wasm-ld: error: Target feature 'simd128' used by simd.o is not allowed.\n",
  },
  "feature-disallowed": {
    args: "main.o simd.o plain.o",
    files: {
      "simd.o": functionObject("f", { features: ["+simd128"] }),
      "plain.o": functionObject("g", { features: ["-simd128"] }),
    },
    says: "wasm-ld: error: Target feature 'simd128' used in simd.o is disallowed by plain.o. Use --no-check-features to suppress.\n",
  },
  "mutable-global-imported": {
    args: "main.o use.o",
    files: {
      "use.o": buildObject({
        types: [{}],
        imports: [{ module: "host", name: "level", kind: "global", description: [I32, 1] }],
        functions: [
          {
            type: 0,
            body: [0, 0x23, 0x80, 0x80, 0x80, 0x80, 0, 0x1a, 0x0b],
            relocations: [{ type: "GLOBAL_INDEX_LEB", offset: 2, index: 1 }],
          },
        ],
        symbols: [
          { kind: "function", name: "f", index: 0, flags: NO_STRIP },
          { kind: "global", name: "level", flags: UNDEFINED | EXPLICIT_NAME, index: 0 },
        ],
      }),
    },
    says: "wasm-ld: error: mutable global imported but 'mutable-globals' feature not present in inputs: `level`. Use --no-check-features to suppress.\n",
  },
  "mutable-global-exported": {
    args: "main.o --export=__stack_pointer",
    says: "wasm-ld: error: mutable global exported but 'mutable-globals' feature not present in inputs: `__stack_pointer`. Use --no-check-features to suppress.\n",
  },
};
