import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const MAIN = { "a.c": "int counter; int add(int n) { return counter += n; } void _start(void) { add(1); }" };
const INDIRECT = {
  "a.c": `int one(void) { return 1; } int two(void) { return 2; } int (*table[])(void) = {one, two};
    int _start(int i) { return table[i](); } void *address(void) { return (void *)two; }`,
};

describeLinks("exports", {
  "a command exports memory and _start": {
    sources: MAIN,
    link: "a.o",
    check: (linked) => expect(linked.exports).toEqual(["memory: memory", "_start: function"]),
  },
  "--entry chooses another function": {
    sources: { "a.c": "int begin(void) { return 4; }" },
    link: "a.o --entry=begin",
    check: (linked) => expect(linked.call("begin")).toBe(4),
  },
  "export_name gives an export its own name": {
    sources: { "a.c": '__attribute__((export_name("my:api/run#1"))) int run(void) { return 6; }' },
    link: "a.o --no-entry",
    check: (linked) => expect(linked.call("my:api/run#1")).toBe(6),
  },
  "--export of a variable gives its address as a constant global": {
    sources: MAIN,
    link: "a.o --export=counter",
    check: (linked) => expect(linked.start()["counter"].value).toBe(65536),
  },
  "--export-if-defined takes what is there": {
    sources: MAIN,
    link: "a.o --export-if-defined=add --export-if-defined=nothing",
    check: (linked) => expect(linked.exports).toEqual(["memory: memory", "add: function", "_start: function"]),
  },
  "--export-all exports functions, addresses and what the linker defines": {
    sources: MAIN,
    link: "a.o --export-all",
    check: (linked) => {
      expect(linked.exports).toContain("__heap_base: global");
      expect(linked.exports).toContain("__wasm_call_ctors: function");
    },
  },
  "--export=__heap_base gives where the heap may begin": {
    sources: MAIN,
    link: "a.o --export=__heap_base --export=__data_end --export=__stack_high --export=__stack_low",
    check: (linked) => {
      const { __heap_base, __data_end, __stack_high } = linked.start();
      expect([__heap_base.value, __data_end.value, __stack_high.value]).toEqual([65552, 65540, 65536]);
    },
  },
  "--export-memory names the memory, --export-table gives the function table": {
    sources: INDIRECT,
    link: "a.o --export-memory=ram --export-table --export=address",
    check: (linked) => {
      const running = linked.start();
      expect(linked.exports).toContain("ram: memory");
      const two = running["__indirect_function_table"].get(running["address"]());
      expect(two()).toBe(2);
    },
  },
  "--growable-table leaves the table's size open": {
    sources: INDIRECT,
    link: "a.o --export-table --growable-table",
    check: (linked) => expect(linked.start()["__indirect_function_table"].grow(5)).toBe(3),
  },
  "a mutable global is exported where all inputs know mutable globals": {
    sources: MAIN,
    link: "a.o --export=__stack_pointer",
    check: (linked) => expect(linked.start()["__stack_pointer"].value).toBe(65536),
  },
  "--export of a function that is imported exports nothing": {
    sources: { "a.c": "int host(int); int _start(int n) { return host(n); }" },
    link: "a.o --allow-undefined --export=host",
    check: (linked) => expect(linked.exports).toEqual(["memory: memory", "_start: function"]),
  },
});

describeLinks("imports", {
  "import_module and import_name say where a function comes from": {
    sources: {
      "a.c": `__attribute__((import_module("wasi"), import_name("clock-now"))) int now(void);
        int _start(void) { return now() + 1; }`,
    },
    link: "a.o",
    check: (linked) => {
      expect(linked.imports).toEqual(["wasi.clock-now: function"]);
      expect(linked.start({ wasi: { "clock-now": () => 41 } })["_start"]()).toBe(42);
    },
  },
  "one import that two files name differently is an error": {
    sources: {
      "a.c": '__attribute__((import_name("x"))) int f(void); int _start(void) { return f(); }',
      "b.c": '__attribute__((import_name("y"))) int f(void); int g(void) { return f(); }',
    },
    link: "a.o b.o",
    fails: true,
    stderr: "wasm-ld: error: import name mismatch for symbol: f\n>>> defined as x in a.o\n>>> defined as y in b.o\n",
  },
  "two names for one import": {
    sources: {
      "a.c": '__attribute__((import_module("m"), import_name("f"))) int one(void); int first(void) { return one(); }',
      "b.c":
        '__attribute__((import_module("m"), import_name("f"))) int two(void); int first(void); int _start(void) { return first() * 10 + two(); }',
    },
    link: "a.o b.o",
    check: (linked) => {
      let calls = 0;
      expect(linked.start({ m: { f: () => ++calls } })["_start"]()).toBe(12);
    },
  },
  "--import-memory takes the memory from the host": {
    sources: MAIN,
    link: "a.o --import-memory --export=add",
    check: (linked) => {
      const memory = new WebAssembly.Memory({ initial: 2 });
      expect(linked.start({ env: { memory } })["add"](5)).toBe(5);
      expect(new Int32Array(memory.buffer)[65536 / 4]).toBe(5);
    },
  },
  "--import-memory=module,name and --export-memory together": {
    sources: MAIN,
    link: "a.o --import-memory=js,heap --export-memory=again",
    check: (linked) => {
      expect(linked.imports).toEqual(["js.heap: memory"]);
      expect(linked.exports).toEqual(["again: memory", "_start: function"]);
    },
  },
  "--import-table takes the function table from the host": {
    sources: INDIRECT,
    link: "a.o --import-table",
    check: (linked) => {
      const table = new WebAssembly.Table({ element: "anyfunc", initial: 3 });
      expect(linked.start({ env: { __indirect_function_table: table } })["_start"](1)).toBe(2);
    },
  },
  "a global is imported, and one is defined, from assembly": {
    sources: {
      "a.s": `.globaltype limit, i32, immutable
          .import_module limit, host
        .import_name limit, limit
        .globaltype mine, i64
        .globl mine
        mine:
        .globl _start
        _start:
          .functype _start () -> (i32)
          i64.const 5
          global.set mine
          global.get mine
          i32.wrap_i64
          global.get limit
          i32.add
          end_function
        .section .custom_section.target_features,"",@
        .int8 1
        .int8 43
        .int8 15
        .ascii "mutable-globals"`,
    },
    link: "a.o",
    check: (linked) => expect(linked.start({ host: { limit: 37 } })["_start"]()).toBe(42),
  },
});
