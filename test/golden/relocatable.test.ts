import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const PAIR = {
  "a.c": 'int shared_n = 3; const char *text(void) { return "tail"; } int f(int n) { return n + shared_n; }',
  "b.c": "int f(int); const char *text(void); int (*p)(int) = f; int _start(int n) { return p(n) + text()[1]; }",
};
const TEMPLATES = {
  "a.cc":
    "template <typename T> struct S { static int n; int get() { return ++n; } }; template <typename T> int S<T>::n = 4; int a() { return S<int>().get(); }",
  "b.cc":
    'template <typename T> struct S { static int n; int get() { return ++n; } }; template <typename T> int S<T>::n = 4; int a(); extern "C" int _start() { return a() * 10 + S<int>().get(); }',
};

describeLinks("relocatable output", {
  "-r joins objects into one that links again": {
    sources: PAIR,
    link: ["-r a.o b.o -o both.o", "both.o"],
    check: (linked) => expect(linked.call("_start", 4)).toBe(7 + "a".charCodeAt(0)),
  },
  "-r of -r": {
    sources: { ...PAIR, "c.c": "int extra(void) { return 1; }" },
    link: ["-r a.o b.o -o both.o", "-r both.o c.o -o all.o", "all.o --export=extra"],
    check: (linked) => expect(linked.call("extra")).toBe(1),
  },
  "-r keeps comdats, so that the final link can choose": {
    sources: TEMPLATES,
    flags: ["-O0"],
    link: ["-r a.o -o one.o", "-r b.o -o two.o", "one.o two.o"],
    check: (linked) => expect(linked.call("_start")).toBe(56),
  },
  "-r drops the second comdat of one name": {
    sources: TEMPLATES,
    flags: ["-O0"],
    link: "-r a.o b.o",
  },
  "-r with debug information": {
    sources: PAIR,
    flags: ["-O1", "-g"],
    link: ["-r a.o b.o -o both.o", "both.o"],
    check: (linked) => expect(linked.sections).toContain(".debug_info"),
  },
  "-r --strip-debug drops it": {
    sources: PAIR,
    flags: ["-O1", "-g"],
    link: "-r a.o b.o --strip-debug",
  },
  "-r takes lazy members that are needed": {
    sources: PAIR,
    archives: { "lib.a": ["a.o"] },
    link: "-r b.o lib.a",
  },
  "-r keeps thread-local and constructor sections": {
    sources: {
      "a.c": "_Thread_local int mine = 2; int n; __attribute__((constructor)) static void up(void) { n += mine; }",
      "b.c": "extern int n; extern _Thread_local int mine; int _start(void) { return n * 10 + mine; }",
    },
    flags: ["-O1", "-matomics", "-mbulk-memory"],
    link: ["-r a.o b.o -o both.o", "both.o"],
    check: (linked) => expect(linked.call("_start")).toBe(22),
  },
  "-r with an entry is an error": {
    sources: PAIR,
    link: "-r a.o -e f",
    fails: true,
    stderr: "wasm-ld: error: entry point specified for relocatable output file\n",
  },
  "-r of a file with undefined symbols leaves them": {
    sources: { "a.c": "int gone(int); extern int lost; int f(int n) { return gone(n) + lost; }" },
    link: "-r a.o",
    check: (linked) => expect(linked.imports).toEqual(["env.gone: function"]),
  },
  "--emit-relocs adds relocations to a module that runs": {
    sources: PAIR,
    link: "a.o b.o --emit-relocs",
    check: (linked) => {
      expect(linked.sections).toContain("reloc.CODE");
      expect(linked.sections).toContain("linking");
      expect(linked.call("_start", 4)).toBe(104);
    },
  },
});
