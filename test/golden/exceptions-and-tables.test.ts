import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const THROWING = {
  "thrower.s": `.tagtype oops i32
    .globl oops
    oops:
    .globl fail
    fail:
      .functype fail (i32) -> ()
      local.get 0
      throw oops
      end_function`,
  "catcher.s": `.tagtype oops i32
    .functype fail (i32) -> ()
    .globl _start
    _start:
      .functype _start (i32) -> (i32)
      try i32
      local.get 0
      call fail
      i32.const 0
      catch oops
      i32.const 1
      i32.add
      end_try
      end_function`,
};

describeLinks("exceptions and tags", {
  "a tag of one file is caught in another": {
    sources: THROWING,
    flags: ["-mexception-handling"],
    link: "thrower.o catcher.o",
    check: (linked) => {
      expect(linked.sections).toContain("tag");
      expect(linked.call("_start", 41)).toBe(42);
    },
  },
  "a tag is exported and imported": {
    sources: THROWING,
    flags: ["-mexception-handling"],
    link: "thrower.o --no-entry --export=oops --export=fail",
    check: (linked) => expect(linked.exports).toContain("oops: tag"),
  },
  "tags through -r": {
    sources: THROWING,
    flags: ["-mexception-handling"],
    link: ["-r thrower.o catcher.o -o both.o", "both.o"],
    check: (linked) => expect(linked.call("_start", 1)).toBe(2),
  },
  "C++ that throws, with the tag that the libraries define": {
    sources: {
      "a.cc": `extern "C" int _start(int n) { try { if (n > 3) throw n; return 1; } catch (int caught) { return caught; } }`,
    },
    flags: ["-O1", "-fwasm-exceptions"],
    link: "a.o --allow-undefined",
    check: (linked) => expect(linked.imports).toContain("env.__cxa_throw: function"),
  },
});

describeLinks("tables and reference types", {
  "tables of references are joined from two files": {
    sources: {
      "a.s": `.tabletype objects, externref
        .globl objects
        objects:
        .globl size
        size:
          .functype size () -> (i32)
          table.size objects
          end_function`,
      "b.s": `.tabletype objects, externref
        .functype size () -> (i32)
        .globl _start
        _start:
          .functype _start () -> (i32)
          ref.null_extern
          i32.const 5
          table.grow objects
          drop
          call size
          end_function`,
    },
    flags: ["-mreference-types"],
    link: "a.o b.o",
    check: (linked) => expect(linked.call("_start")).toBe(5),
  },
  "a table from the host, and one for the host": {
    sources: {
      "a.s": `.tabletype given, funcref
        .import_module given, host
        .import_name given, functions
        .tabletype own, externref
        .globl own
        own:
        .globl _start
        _start:
          .functype _start () -> (i32)
          table.size given
          table.size own
          i32.add
          end_function`,
    },
    flags: ["-mreference-types"],
    link: "a.o --export=own",
    check: (linked) => {
      const functions = new WebAssembly.Table({ element: "anyfunc", initial: 7 });
      expect(linked.start({ host: { functions } })["_start"]()).toBe(7);
      expect(linked.exports).toContain("own: table");
    },
  },
  "externref parameters in C": {
    sources: {
      "a.c": `__externref_t hold(__externref_t); __externref_t _start(__externref_t object) { return hold(object); }`,
    },
    flags: ["-O1", "-mreference-types"],
    link: "a.o --allow-undefined",
    check: (linked) => {
      const running = linked.start({ env: { hold: (object: unknown) => [object] } });
      expect((running["_start"] as unknown as (object: unknown) => unknown)("x")).toEqual(["x"]);
    },
  },
  "calls through the function table without reference types": {
    sources: {
      "a.c": "static int one(void) { return 1; } int (*volatile p)(void) = one; int _start(void) { return p(); }",
    },
    flags: ["-O1", "-mcpu=mvp"],
    link: "a.o",
    check: (linked) => expect(linked.call("_start")).toBe(1),
  },
  "functions with several results": {
    sources: {
      "a.s": `.functype pair () -> (i32, i64)
        .globl pair
        pair:
          .functype pair () -> (i32, i64)
          i32.const 1
          i64.const 2
          end_function`,
    },
    flags: ["-mmultivalue"],
    link: "a.o --no-entry --export=pair",
    check: (linked) => expect(linked.call("pair")).toEqual([1, 2n]),
  },
  "SIMD and tail calls": {
    sources: {
      "a.c": `#include <wasm_simd128.h>
        int sum(v128_t v) { return wasm_i32x4_extract_lane(v, 0) + wasm_i32x4_extract_lane(v, 3); }
        int next(int n); int _start(int n) { if (n > 100) return n; __attribute__((musttail)) return next(n * 2 + sum(wasm_i32x4_splat(1))); }`,
      "b.c": "int _start(int); int next(int n) { __attribute__((musttail)) return _start(n); }",
    },
    flags: ["-O1", "-msimd128", "-mtail-call"],
    link: "a.o b.o",
    check: (linked) => expect(linked.call("_start", 1)).toBe(190),
  },
});
