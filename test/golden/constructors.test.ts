import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const ORDER = `
  volatile int order;
  static void push(int digit) { order = order * 10 + digit; }
  __attribute__((constructor)) static void last(void) { push(3); }
  __attribute__((constructor(200))) static void second(void) { push(2); }
  __attribute__((constructor(101))) static void first(void) { push(1); }
`;

describeLinks("constructors", {
  "run by priority, then in the order of the files, before an exported function of a command": {
    sources: {
      "a.c": `${ORDER} __attribute__((export_name("get"))) int get(void) { return order; }`,
      "b.c":
        "extern volatile int order; __attribute__((constructor(150))) static void other(void) { order = order * 10 + 9; }",
    },
    link: "a.o b.o --no-entry",
    check: (linked) => {
      expect(linked.functionNames).toContain("get.command_export");
      expect(linked.call("get")).toBe(1923);
    },
  },
  "a program that calls __wasm_call_ctors itself gets no wrappers": {
    sources: {
      "a.c": `${ORDER} void __wasm_call_ctors(void);
        __attribute__((export_name("_initialize"))) void init(void) { __wasm_call_ctors(); }
        __attribute__((export_name("get"))) int get(void) { return order; }`,
    },
    link: "a.o --no-entry",
    check: (linked) => {
      const { get, _initialize } = linked.start();
      expect([get(), _initialize(), get()]).toEqual([0, undefined, 123]);
    },
  },
  "destructors run after each call of a command": {
    sources: {
      "a.c": `volatile int ran; void __wasm_call_dtors(void) { ran++; }
        __attribute__((constructor)) static void start(void) { ran += 10; }
        __attribute__((export_name("get"))) int get(void) { return ran; }`,
    },
    link: "a.o --no-entry",
    check: (linked) => {
      const { get } = linked.start();
      expect([get(), get()]).toEqual([10, 21]);
    },
  },
  "without constructors there are no wrappers": {
    sources: { "a.c": '__attribute__((export_name("get"))) int get(void) { return 1; }' },
    link: "a.o --no-entry",
    check: (linked) => expect(linked.functionNames).toEqual(["get"]),
  },
  "of an archive member run only if the member is needed": {
    sources: {
      "main.c": 'extern int seen, needed; __attribute__((export_name("get"))) int get(void) { return seen + needed; }',
      "seen.c": "int seen;",
      "needed.c": "extern int seen; int needed; __attribute__((constructor)) static void c(void) { seen += 1; }",
      "idle.c": "extern int seen; int idle; __attribute__((constructor)) static void c(void) { seen += 10; }",
    },
    archives: { "lib.a": ["needed.o", "idle.o", "seen.o"] },
    link: "main.o lib.a --no-entry",
    check: (linked) => expect(linked.call("get")).toBe(1),
  },
  "of static C++ objects run, in the order of init_priority": {
    sources: {
      "a.cc": `int order;
        struct Digit { Digit(int d) { order = order * 10 + d; } };
        Digit last(3);
        __attribute__((init_priority(500))) Digit second(2);
        __attribute__((init_priority(400))) Digit first(1);
        extern "C" __attribute__((export_name("get"))) int get() { return order; }`,
    },
    link: "a.o --no-entry",
    check: (linked) => expect(linked.call("get")).toBe(123),
  },
  "a constructor that returns a value has the value dropped": {
    sources: {
      "a.s": `.functype make () -> (i32)
        .globl make
        make:
          .functype make () -> (i32)
          i32.const 5
          end_function
        .globl _start
        _start:
          .functype _start () -> ()
          end_function
        .section .init_array,"",@
        .p2align 2
        .int32 make
        .size make, 4`,
    },
    link: "a.o",
    check: (linked) => expect(linked.functionNames).toContain("_start.command_export"),
  },
  "a constructor that takes arguments is an error": {
    sources: {
      "a.s": `.globl make
        make:
          .functype make (i64) -> ()
          end_function
        .globl _start
        _start:
          .functype _start () -> ()
          end_function
        .section .init_array,"",@
        .p2align 2
        .int32 make`,
    },
    link: "a.o",
    fails: true,
    stderr: "wasm-ld: error: constructor functions cannot take arguments: make\n",
  },
});
