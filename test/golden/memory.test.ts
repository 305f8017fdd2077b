import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const BUFFER = {
  "a.c": `int filled = 7; char buffer[100000]; int deep(int n) { volatile char local[100]; local[0] = n; return local[0]; }
    void *_start(void) { buffer[1] = deep(3); return &filled; }`,
};

describeLinks("memory layout", {
  "the stack comes first, so that overflow traps": {
    sources: BUFFER,
    link: "a.o --export=__stack_pointer --export=__global_base",
    check: (linked) => {
      const { __stack_pointer, __global_base } = linked.start();
      expect([__stack_pointer.value, __global_base.value]).toEqual([65536, 65536]);
    },
  },
  "--no-stack-first puts data at 1024 and the stack behind it": {
    sources: BUFFER,
    link: "a.o --no-stack-first --export=__stack_pointer",
    check: (linked) => {
      expect(linked.call("_start")).toBe(1024);
      expect(linked.start()["__stack_pointer"].value).toBe(166576);
    },
  },
  "-z stack-size and --stack-first": {
    sources: BUFFER,
    link: "a.o -z stack-size=8192 --stack-first",
    check: (linked) => expect(linked.call("_start")).toBe(8192),
  },
  "--global-base moves the data": {
    sources: BUFFER,
    link: "a.o --global-base=1048576",
    check: (linked) => expect(linked.call("_start")).toBe(1048576),
  },
  "a global base within the stack is an error": {
    sources: BUFFER,
    link: "a.o --stack-first --global-base=1024",
    fails: true,
    stderr: "wasm-ld: error: --global-base cannot be less than stack size when --stack-first is used\n",
  },
  "--initial-memory, --max-memory": {
    sources: BUFFER,
    link: "a.o --initial-memory=1048576 --max-memory=2097152",
    check: (linked) => {
      const { memory } = linked.start();
      expect(memory.buffer.byteLength).toBe(1048576);
      expect(() => memory.grow(17)).toThrow(RangeError);
    },
  },
  "--initial-heap asks for room behind the data": {
    sources: BUFFER,
    link: "a.o --initial-heap=131072 --export=__heap_base --export=__heap_end",
    check: (linked) => expect(linked.start()["memory"].buffer.byteLength).toBe(5 * 65536),
  },
  "--no-growable-memory makes the first size the only one": {
    sources: BUFFER,
    link: "a.o --no-growable-memory",
    check: (linked) => expect(() => linked.start()["memory"].grow(1)).toThrow(RangeError),
  },
  "too little --initial-memory is an error that says how much is needed": {
    sources: BUFFER,
    link: "a.o --initial-memory=65536",
    fails: true,
    stderr: "wasm-ld: error: initial memory too small, 165552 bytes needed\n",
  },
  "an --initial-memory that is no multiple of the page size is an error": {
    sources: BUFFER,
    link: "a.o --initial-memory=100000",
    fails: true,
    stderr:
      "wasm-ld: error: initial memory must be aligned to the page size (65536 bytes)\nwasm-ld: error: initial memory too small, 165552 bytes needed\n",
  },
  "--page-size=1 gives byte-exact memory": {
    sources: BUFFER,
    link: "a.o --page-size=1",
    wabtRejects: "custom page sizes",
  },
  "alignment of data is kept in the output": {
    sources: {
      "a.c": `char one = 1; _Alignas(4096) char page = 2; char two = 3; _Alignas(64) char line;
        int _start(void) { return ((int)&page % 4096 == 0) + 2 * ((int)&line % 64 == 0); }`,
    },
    flags: ["-O0", "-fdata-sections"],
    link: "a.o",
    check: (linked) => expect(linked.call("_start")).toBe(3),
  },
  "zero-filled data takes no room in the module": {
    sources: { "a.c": "char zeros[1000000]; int last = 5; int _start(int i) { return zeros[i] + last; }" },
    link: "a.o",
    check: (linked) => {
      expect(linked.bytes.length).toBeLessThan(700);
      expect(linked.call("_start", 999999)).toBe(5);
    },
  },
  "zero-filled data is written out where memory comes from outside": {
    sources: { "a.c": "char zeros[1000]; int last = 5; int _start(int i) { return zeros[i] + last; }" },
    link: "a.o --import-memory",
    check: (linked) => {
      const memory = new WebAssembly.Memory({ initial: 2 });
      new Uint8Array(memory.buffer).fill(0xff);
      expect(linked.start({ env: { memory } })["_start"](5)).toBe(5);
    },
  },
  "--table-base moves function pointers": {
    sources: { "a.c": "static void f(void) {} void *_start(void) { return (void *)f; }" },
    link: "a.o --table-base=100",
    check: (linked) => expect(linked.call("_start")).toBe(100),
  },
});

const TEXTS = {
  "a.c": 'const char *a(void) { return "say hello"; } const char *b(void) { return "hello"; }',
  "b.c": `#include <stddef.h>
    const char *a(void); const char *b(void); const char *c(void) { return "hello"; }
    int _start(void) { return (b() == c()) + 2 * (a() + 4 == c()); }`,
};

describeLinks("data segments", {
  "equal strings of two files are one": {
    sources: TEXTS,
    link: "a.o b.o",
    check: (linked) => expect(linked.call("_start") & 1).toBe(1),
  },
  "-O2 lets a string be the tail of another": {
    sources: TEXTS,
    link: "a.o b.o -O2",
    check: (linked) => expect(linked.call("_start")).toBe(3),
  },
  "-O0 keeps every string": {
    sources: TEXTS,
    link: "a.o b.o -O0",
    check: (linked) => expect(linked.call("_start")).toBe(0),
  },
  "--no-merge-data-segments keeps a segment for each section": {
    sources: { "a.c": 'int one = 1; const int two = 2; char text[] = "x"; int _start(void) { return one + two; }' },
    flags: ["-O0", "-fdata-sections"],
    link: "a.o --no-merge-data-segments --no-gc-sections",
    check: (linked) => expect(linked.call("_start")).toBe(3),
  },
  "a pointer in data points to data and functions of other files": {
    sources: {
      "a.c": "extern int array[]; int f(void); struct { int *p; int (*q)(void); } rows[] = {{array + 2, f}};",
      "b.c": `int array[] = {1, 2, 3}; int f(void) { return 4; }
        extern struct { int *p; int (*q)(void); } rows[]; int _start(void) { return *rows[0].p * 10 + rows[0].q(); }`,
    },
    link: "a.o b.o",
    check: (linked) => expect(linked.call("_start")).toBe(34),
  },
  "__dso_handle, __data_end and __heap_base are there to be used": {
    sources: {
      "a.c": `extern char __data_end, __heap_base, __global_base, __dso_handle, __wasm_first_page_end; int n = 1;
        int _start(void) { return &__data_end - &__global_base + 100 * (&__heap_base >= &__data_end) + (&__dso_handle != 0 ? n : 0); }`,
    },
    link: "a.o",
  },
});
