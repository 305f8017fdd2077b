import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const UNDEFINED = { "a.c": "int gone(int); extern int lost; int _start(int i) { return gone(i) + lost; }" };
const PIC = ["-O1", "-fPIC"];

describeLinks("definitions and references", {
  "a strong definition wins over a weak one, in either order": {
    sources: {
      "weak.c": "__attribute__((weak)) int f(void) { return 1; } int weak_side(void) { return f(); }",
      "strong.c": "int f(void) { return 2; }",
      "main.c": "int weak_side(void); int f(void); int _start(void) { return 10 * weak_side() + f(); }",
    },
    link: ["weak.o strong.o main.o", "strong.o weak.o main.o"],
    check: (linked) => expect(linked.call("_start")).toBe(22),
  },
  "of two weak definitions the first wins": {
    sources: {
      "one.c": "__attribute__((weak)) int n = 1;",
      "two.c": "__attribute__((weak)) int n = 2;",
      "main.c": "extern int n; int _start(void) { return n; }",
    },
    link: "two.o one.o main.o",
    check: (linked) => expect(linked.call("_start")).toBe(2),
  },
  "a weak function that is nowhere has address zero and traps when called": {
    sources: {
      "a.c": `__attribute__((weak)) int maybe(void);
        int _start(int force) { return maybe || force ? maybe() : 7; }`,
    },
    link: "a.o",
    check: (linked) => {
      expect(linked.call("_start", 0)).toBe(7);
      expect(() => linked.call("_start", 1)).toThrow(WebAssembly.RuntimeError);
    },
  },
  "a weak variable that is nowhere has address zero": {
    sources: { "a.c": "extern __attribute__((weak)) int maybe; void *_start(void) { return &maybe; }" },
    link: "a.o",
    check: (linked) => expect(linked.call("_start")).toBe(0),
  },
  "a hidden symbol links but is not exported by --export-dynamic": {
    sources: {
      "a.c": `__attribute__((visibility("hidden"))) int hidden(void) { return 1; }
        __attribute__((visibility("default"))) int shown(void) { return hidden() + 1; }`,
    },
    link: "a.o --no-entry --export-dynamic",
    check: (linked) => expect(linked.exports).toEqual(["memory: memory", "__stack_pointer: global", "shown: function"]),
  },
  "an alias is the same function under another name": {
    sources: {
      "a.c": `int twice(int n) { return n + n; } int doubled(int) __attribute__((alias("twice")));
        __attribute__((weak, alias("twice"))) int shifted(int);`,
    },
    link: "a.o --no-entry --export=doubled --export=shifted --export=twice",
    check: (linked) => expect([linked.call("doubled", 4), linked.call("shifted", 5)]).toEqual([8, 10]),
  },
  "an inline function of two units is there once": {
    sources: {
      "a.cc": `template <typename T> T add(T a, T b) { static T calls; ++calls; return a + b + calls; }
        int first(int n) { return add(n, n); }`,
      "b.cc": `template <typename T> T add(T a, T b) { static T calls; ++calls; return a + b + calls; }
        int first(int n); extern "C" int _start(int n) { return first(n) * 100 + add(n, n); }`,
    },
    flags: ["-O0", "-fno-exceptions"],
    link: "a.o b.o",
    check: (linked) => {
      expect(linked.functionNames.filter((name) => name.includes("add<int>"))).toHaveLength(1);
      expect(linked.call("_start", 5)).toBe(1112);
    },
  },
  "two static functions of one name stay apart": {
    sources: {
      "a.c": "__attribute__((noinline)) static int f(int n) { return n + 1; } int a(int n) { return f(n); }",
      "b.c":
        "int a(int); __attribute__((noinline)) static int f(int n) { return n * 3; } int _start(int n) { return a(f(n)); }",
    },
    link: "a.o b.o",
    check: (linked) => {
      expect(linked.functionNames.filter((name) => name === "f")).toHaveLength(2);
      expect(linked.call("_start", 2)).toBe(7);
    },
  },
  "a symbol defined twice is an error that names both files": {
    sources: { "a.c": "int f(void) { return 1; }", "b.c": "int f(void) { return 2; }" },
    link: "a.o b.o --no-entry",
    fails: true,
    stderr: "wasm-ld: error: duplicate symbol: f\n>>> defined in a.o\n>>> defined in b.o\n",
  },
  "--allow-multiple-definition and -z muldefs take the first": {
    sources: {
      "a.c": "int f(void) { return 1; }",
      "b.c": "int f(void) { return 2; }",
      "c.c": "int f(void); int _start(void) { return f(); }",
    },
    link: ["a.o b.o c.o --allow-multiple-definition", "a.o b.o c.o -z muldefs"],
    check: (linked) => expect(linked.call("_start")).toBe(1),
  },
  "--wrap sends calls of f to __wrap_f, and __real_f to f": {
    sources: {
      "a.c": "int size(int n) { return n; }",
      "b.c": "int __real_size(int); int __wrap_size(int n) { return 100 + __real_size(n); }",
      "c.c": "int size(int); int _start(int n) { return size(n); }",
    },
    link: "a.o b.o c.o --wrap=size",
    check: (linked) => expect(linked.call("_start", 5)).toBe(105),
  },
  "--wrap is for functions: a variable is an error": {
    sources: {
      "a.c": "int limit = 1;",
      "b.c": "extern int limit; int __wrap_limit = 20; int _start(void) { return limit; }",
    },
    link: "a.o b.o --wrap limit",
    fails: true,
    stderr:
      "wasm-ld: error: symbol type mismatch: __wrap_limit\n>>> defined as WASM_SYMBOL_TYPE_DATA in b.o\n>>> defined as WASM_SYMBOL_TYPE_FUNCTION in <internal>\n",
  },
  "a function called with another signature than it has: a warning, and a trap at that call": {
    sources: {
      "a.c": "int f(int a, int b) { return a + b; }",
      "b.c": "long long f(int); int _start(int wrong) { return wrong ? (int)f(1) : 3; }",
    },
    link: "a.o b.o",
    stderr:
      "wasm-ld: warning: function signature mismatch: f\n>>> defined as (i32) -> i64 in b.o\n>>> defined as (i32, i32) -> i32 in a.o\n",
    check: (linked) => {
      expect(linked.functionNames).toContain("signature_mismatch:f");
      expect(linked.call("_start", 0)).toBe(3);
      expect(() => linked.call("_start", 1)).toThrow(WebAssembly.RuntimeError);
    },
  },
  "a function used as a variable is an error": {
    sources: { "a.c": "int f(void) { return 0; }", "b.c": "extern int f; int _start(void) { return f; }" },
    link: "a.o b.o",
    fails: true,
    stderr:
      "wasm-ld: error: symbol type mismatch: f\n>>> defined as WASM_SYMBOL_TYPE_FUNCTION in a.o\n>>> defined as WASM_SYMBOL_TYPE_DATA in b.o\n",
  },
});

describeLinks("undefined symbols", {
  "are errors, each with the file that needs it": {
    sources: UNDEFINED,
    link: "a.o",
    fails: true,
    stderr: "wasm-ld: error: a.o: undefined symbol: gone\nwasm-ld: error: a.o: undefined symbol: lost\n",
  },
  "--allow-undefined imports functions and sets variables to zero": {
    sources: UNDEFINED,
    link: "a.o --allow-undefined",
    check: (linked) => expect(linked.imports).toEqual(["env.gone: function"]),
  },
  "--allow-undefined-file allows those of a list": {
    sources: UNDEFINED,
    files: { "list.txt": "# by hand\n  gone\nlost\n" },
    link: "a.o --allow-undefined-file=list.txt",
    check: (linked) => expect(linked.imports).toEqual(["env.gone: function"]),
  },
  "--import-undefined imports functions, and variables stay errors": {
    sources: UNDEFINED,
    link: "a.o --import-undefined",
    fails: true,
    stderr: "wasm-ld: error: a.o: undefined symbol: lost\n",
  },
  "--unresolved-symbols=ignore-all makes calls trap": {
    sources: UNDEFINED,
    link: "a.o --unresolved-symbols=ignore-all",
    check: (linked) => {
      expect(linked.imports).toEqual([]);
      expect(() => linked.call("_start", 1)).toThrow(WebAssembly.RuntimeError);
    },
  },
  "--warn-unresolved-symbols says the same as a warning": {
    sources: UNDEFINED,
    link: "a.o --warn-unresolved-symbols",
    stderr: "wasm-ld: warning: a.o: undefined symbol: gone\nwasm-ld: warning: a.o: undefined symbol: lost\n",
  },
  "--unresolved-symbols=import-dynamic imports everything from GOT and env": {
    sources: UNDEFINED,
    flags: PIC,
    link: "a.o --unresolved-symbols=import-dynamic --experimental-pic",
    check: (linked) => expect(linked.imports).toEqual(["env.gone: function", "GOT.mem.lost: global"]),
  },
  "--undefined extracts a member that nobody else asks for": {
    sources: { "a.c": "void _start(void) {}", "b.c": "int extra(void) { return 5; }" },
    archives: { "lib.a": ["b.o"] },
    link: "a.o lib.a -u extra --export-all",
    check: (linked) => expect(linked.call("extra")).toBe(5),
  },
  "--export of a symbol that is nowhere is an error": {
    sources: { "a.c": "void _start(void) {}" },
    link: "a.o --export=nothing",
    fails: true,
    stderr: "wasm-ld: error: symbol exported via --export not found: nothing\n",
  },
  "without an entry function the link ends with an error that says what to pass": {
    sources: { "a.c": "int f(void) { return 1; }" },
    link: "a.o",
    fails: true,
    stderr: "wasm-ld: error: entry symbol not defined (pass --no-entry to suppress): _start\n",
  },
  "C++ names are shown demangled, unless --no-demangle": {
    sources: { "a.cc": 'namespace math { int twice(int); } extern "C" int _start(int n) { return math::twice(n); }' },
    link: ["a.o --allow-undefined", "a.o --no-demangle"],
    fails: true,
    stderr: "wasm-ld: error: a.o: undefined symbol: _ZN4math5twiceEi\n",
  },
});
