import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const DEBUG = {
  "a.c":
    "static int dead(int n) { return n; } int f(int n) { return n * 2; } int (*keep)(int); void g(void) { keep = dead; }",
  "b.c": "int f(int); int _start(int n) { return f(n) + 1; }",
};
const G = ["-O0", "-g", "-ffunction-sections"];
const NOTE = `.globl _start
_start:
  .functype _start () -> ()
  end_function
.section .custom_section.note,"",@
  .ascii "first "
.section .custom_section.other,"",@
  .ascii "other"
`;

describeLinks("custom sections", {
  "debug information comes through": {
    sources: DEBUG,
    flags: G,
    link: "a.o b.o",
    check: (linked) => expect(linked.sections).toContain(".debug_line"),
  },
  "--strip-debug drops it and keeps names": {
    sources: DEBUG,
    flags: G,
    link: "a.o b.o --strip-debug",
    check: (linked) => {
      expect(linked.sections).not.toContain(".debug_line");
      expect(linked.functionNames).toContain("f");
    },
  },
  "--strip-all drops everything that does not run": {
    sources: DEBUG,
    flags: G,
    link: "a.o b.o --strip-all",
    check: (linked) => {
      expect(linked.sections).toEqual(["type", "function", "table", "memory", "global", "export", "code"]);
      expect(linked.call("_start", 20)).toBe(41);
    },
  },
  "--keep-section saves one from --strip-all": {
    sources: DEBUG,
    flags: G,
    link: "a.o b.o --strip-all --keep-section=name --keep-section=target_features",
    check: (linked) => expect(linked.sections.slice(-2)).toEqual(["name", "target_features"]),
  },
  "sections of one name are joined": {
    sources: { "a.s": NOTE, "b.s": '.section .custom_section.note,"",@\n  .ascii "second"\n' },
    link: "a.o b.o",
    check: (linked) => expect(linked.section("note").toString()).toBe("first second"),
  },
  "--build-id=fast": {
    sources: DEBUG,
    link: "a.o b.o --build-id",
    check: (linked) => expect(linked.section("build_id")).toHaveLength(17),
  },
  "--build-id=sha1 and its synonym tree": {
    sources: DEBUG,
    link: ["a.o b.o --build-id=tree", "a.o b.o --build-id=sha1"],
    check: (linked) => expect(linked.section("build_id")).toHaveLength(21),
  },
  "--build-id with a number of one's own": {
    sources: DEBUG,
    link: "a.o b.o --build-id=0x00cafe12",
    check: (linked) => expect(linked.section("build_id").toString("hex")).toBe("0400cafe12"),
  },
  "producers of all files are listed once each": {
    sources: { "a.c": "int _start(void) { return 1; }", "b.cc": "int b;" },
    link: "a.o b.o",
    check: (linked) => {
      const producers = linked.section("producers").toString("latin1");
      expect(producers.match(/clang/g)).toHaveLength(1);
    },
  },
  "names of functions are demangled in the name section, unless --no-demangle": {
    sources: { "a.cc": 'namespace n { int f(int a) { return a; } } extern "C" int _start() { return n::f(2); }' },
    flags: ["-O0"],
    link: ["a.o --no-demangle -o mangled.wasm", "a.o"],
    check: (linked) => {
      expect(linked.functionNames).toContain("n::f(int)");
      expect(Buffer.from(linked.files["mangled.wasm"] ?? []).includes("_ZN1n1fEi")).toBe(true);
    },
  },
  "the name section knows globals and data segments": {
    sources: {
      "a.c": "int n = 2; const int c = 3; int _start(int *p) { volatile int l[9]; l[0] = n; return l[0] + *p; }",
    },
    flags: ["-O0"],
    link: "a.o --export-all",
    check: (linked) => {
      const names = linked.section("name").toString("latin1");
      for (const name of ["__stack_pointer", ".data", ".rodata"]) expect(names).toContain(name);
    },
  },
  "--compress-relocations makes shorter code that does the same": {
    sources: {
      "a.c": "int n = 5; int f(int); int (*p)(int) = f; int _start(int i) { return p(i) + n; }",
      "b.c": "int f(int i) { return i + 1; }",
    },
    link: ["a.o b.o -o plain.wasm", "a.o b.o --compress-relocations --strip-debug"],
    check: (linked) => {
      expect(linked.section("code").length).toBeLessThan(linked.files["plain.wasm"].length ?? 0);
      expect(linked.call("_start", 1)).toBe(7);
    },
  },
  "--compress-relocations with debug information is an error": {
    sources: DEBUG,
    flags: G,
    link: "a.o b.o --compress-relocations",
    fails: true,
    stderr:
      "wasm-ld: error: --compress-relocations is incompatible with output debug information. Please pass --strip-debug or --strip-all\n",
  },
});

const DISALLOWS = (feature: string): string =>
  `.section .custom_section.target_features,"",@\n.int8 1\n.int8 45\n.int8 ${feature.length}\n.ascii "${feature}"\n`;

describeLinks("target features", {
  "of all inputs are listed": {
    sources: {
      "a.c": { text: "void _start(void) {}", flags: ["-O1", "-msimd128"] },
      "b.c": { text: "int b;", flags: ["-O1", "-mtail-call"] },
    },
    link: "a.o b.o",
    check: (linked) => {
      const features = linked.section("target_features").toString("latin1");
      expect(features).toContain("simd128");
      expect(features).toContain("tail-call");
    },
  },
  "--features allows these only": {
    sources: { "a.c": { text: "void _start(void) {}", flags: ["-O1", "-mcpu=mvp", "-msimd128"] } },
    link: "a.o --features=sign-ext",
    fails: true,
    stderr: "wasm-ld: error: Target feature 'simd128' used by a.o is not allowed.\n",
  },
  "--extra-features adds to what the inputs use": {
    sources: { "a.c": "void _start(void) {}" },
    link: "a.o --extra-features=tail-call,simd128",
    check: (linked) => expect(linked.section("target_features").toString("latin1")).toContain("simd128"),
  },
  "a feature that another file refuses is an error": {
    sources: { "a.c": { text: "void _start(void) {}", flags: ["-O1", "-msimd128"] }, "b.s": DISALLOWS("simd128") },
    link: "a.o b.o",
    fails: true,
    stderr:
      "wasm-ld: error: Target feature 'simd128' used in a.o is disallowed by b.o. Use --no-check-features to suppress.\n",
  },
  "a mutable global exported without the feature is an error": {
    sources: { "a.c": { text: "void _start(void) {}", flags: ["-O1", "-mcpu=mvp"] } },
    link: "a.o --export=__stack_pointer",
    fails: true,
    stderr:
      "wasm-ld: error: mutable global exported but 'mutable-globals' feature not present in inputs: `__stack_pointer`. Use --no-check-features to suppress.\n",
  },
});
