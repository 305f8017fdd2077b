import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const PIC = ["-O1", "-fPIC", "-fvisibility=default"];
const LIBRARY = `
  int counter = 5; static int hidden = 6; int *where = &hidden; extern int outside; int provided(int);
  int bump(int n) { counter += n; return counter + hidden + outside; }
  int (*pointer)(int) = bump;
  int through(int n) { return provided(n) + pointer(n); }
`;
const UNSTABLE_SHARED = "wasm-ld: warning: creating shared libraries, with -shared, is not yet stable\n";
const UNSTABLE_PIE = "wasm-ld: warning: creating PIEs, with -pie, is not yet stable\n";

describeLinks("shared libraries and position-independent code", {
  "-shared makes a library that the loader places": {
    sources: { "a.c": LIBRARY },
    flags: PIC,
    link: "a.o -shared --experimental-pic --unresolved-symbols=import-dynamic",
    check: (linked) => {
      expect(linked.sections[0]).toBe("dylink.0");
      expect(linked.imports).toContain("env.__memory_base: global");
      expect(linked.imports).toContain("GOT.mem.outside: global");
      expect(linked.exports).toContain("bump: function");
      expect(linked.exports).toContain("__wasm_call_ctors: function");
    },
  },
  "without --experimental-pic -shared warns": {
    sources: { "a.c": LIBRARY },
    flags: PIC,
    link: "a.o -shared --allow-undefined",
    stderr: UNSTABLE_SHARED,
  },
  "-Bsymbolic binds a library's own symbols within it": {
    sources: { "a.c": LIBRARY },
    flags: PIC,
    link: "a.o -shared --experimental-pic -Bsymbolic --unresolved-symbols=import-dynamic",
    check: (linked) => expect(linked.imports).not.toContain("GOT.mem.counter: global"),
  },
  "a library records what it needs and where to look": {
    sources: { "a.c": "int base(void) { return 1; }", "b.c": "int base(void); int top(void) { return base() + 1; }" },
    flags: PIC,
    link: [
      "a.o -shared --experimental-pic -o libbase.so",
      "b.o libbase.so -shared --experimental-pic -rpath $ORIGIN/lib -soname libtop.so",
    ],
    check: (linked) => {
      expect(linked.section("dylink.0").toString("latin1")).toContain("libbase.so");
      expect(linked.section("dylink.0").toString("latin1")).toContain("$ORIGIN/lib");
    },
  },
  "a -pie program over a library": {
    sources: {
      "a.c": "int base(void) { return 1; } int level = 3;",
      "b.c": "int base(void); extern int level; int _start(void) { return base() + level; }",
    },
    flags: PIC,
    link: [
      "a.o -shared --experimental-pic -o libbase.so",
      "b.o -Bdynamic libbase.so -pie --experimental-pic --import-memory",
    ],
    check: (linked) => expect(linked.imports).toContain("env.base: function"),
  },
  "-pie warns without --experimental-pic": {
    sources: { "a.c": "int n = 1; int _start(void) { return n; }" },
    flags: PIC,
    link: "a.o -pie",
    stderr: UNSTABLE_PIE,
  },
  "a shared library in a static link is an error": {
    sources: { "a.c": "int base(void) { return 1; }", "b.c": "int base(void); int _start(void) { return base(); }" },
    flags: PIC,
    link: ["a.o -shared --experimental-pic -o libbase.so", "b.o libbase.so"],
    fails: true,
    stderr: "wasm-ld: error: attempted static link of dynamic object libbase.so\n",
  },
  "position-independent objects in a static link use internal GOT entries": {
    sources: {
      "a.c": "int n = 4; int f(void) { return 3; }",
      "b.c": `extern int n; int f(void); extern __attribute__((weak)) int none;
        int _start(void) { int (*volatile p)(void) = f; return n * 100 + p() * 10 + (&none == 0); }`,
    },
    flags: PIC,
    link: "a.o b.o",
    check: (linked) => expect(linked.call("_start")).toBe(431),
  },
  "code without -fPIC in a shared library is an error": {
    sources: { "a.c": "int n; int *f(void) { return &n; }" },
    flags: ["-O1", "-fno-PIC", "-fvisibility=default"],
    link: "a.o -shared --experimental-pic",
    fails: true,
    stderr:
      "wasm-ld: error: a.o: relocation R_WASM_MEMORY_ADDR_SLEB cannot be used against symbol `n`; recompile with -fPIC\n",
  },
  "thread-local variables of a shared library": {
    sources: { "a.c": "_Thread_local int mine = 2; int *where(void) { return &mine; }" },
    flags: [...PIC, "-matomics", "-mbulk-memory"],
    link: "a.o -shared --experimental-pic --shared-memory",
    check: (linked) => expect(linked.exports).toContain("where: function"),
  },
  "constructors of a shared library run with __wasm_call_ctors": {
    sources: { "a.c": "int n; __attribute__((constructor)) static void up(void) { n++; } int get(void) { return n; }" },
    flags: PIC,
    link: "a.o -shared --experimental-pic",
    check: (linked) => expect(linked.exports).toContain("__wasm_call_ctors: function"),
  },
  "weak symbols of a shared library stay weak references": {
    sources: { "a.c": "__attribute__((weak)) int maybe(void); int get(void) { return maybe ? maybe() : 1; }" },
    flags: PIC,
    link: "a.o -shared --experimental-pic",
  },
  "an archive with -shared and --whole-archive": {
    sources: { "a.c": "int a(void) { return 1; }", "b.c": "int a(void); int b(void) { return a(); }" },
    flags: PIC,
    archives: { "lib.a": ["a.o", "b.o"] },
    link: "--whole-archive lib.a -shared --experimental-pic",
    check: (linked) => expect(linked.exports).toContain("b: function"),
  },
});
