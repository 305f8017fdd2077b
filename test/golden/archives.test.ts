import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const THREE = {
  "main.c": "int one(void); int _start(void) { return one(); }",
  "one.c": "int two(void); int one(void) { return two() + 1; }",
  "two.c": "int two(void) { return 1; }",
  "three.c": "int three(void) { return 3; }",
};
const STUB = `#STUB
# what the page provides
now: malloc
say
`;

describeLinks("archives and libraries", {
  "members are taken when something needs them, wherever the archive stands": {
    sources: THREE,
    archives: { "lib.a": ["two.o", "three.o", "one.o"] },
    link: ["main.o lib.a --trace", "lib.a main.o"],
    check: (linked) => {
      expect(linked.functionNames).toEqual(["two", "one", "_start"]);
      expect(linked.call("_start")).toBe(2);
    },
  },
  "--whole-archive takes all members, --no-whole-archive ends it": {
    sources: THREE,
    archives: { "lib.a": ["two.o", "three.o"], "more.a": ["one.o"] },
    link: "main.o --whole-archive lib.a --no-whole-archive more.a --export-all --no-gc-sections",
    check: (linked) => expect(linked.functionNames).toContain("three"),
  },
  "--start-lib makes plain objects lazy": {
    sources: THREE,
    link: "main.o --start-lib one.o two.o three.o --end-lib --no-gc-sections",
    check: (linked) => expect(linked.functionNames).not.toContain("three"),
  },
  "-L and -l find libNAME.a in the folders in their order": {
    sources: THREE,
    archives: { "first/libone.a": ["one.o"], "second/libone.a": ["three.o"], "second/libtwo.a": ["two.o"] },
    link: "main.o -Lfirst -Lsecond -lone -ltwo",
    check: (linked) => expect(linked.call("_start")).toBe(2),
  },
  "-l:NAME finds a file by its whole name": {
    sources: THREE,
    archives: { "lib/all.a": ["one.o", "two.o"] },
    link: "main.o -L lib -l:all.a",
  },
  "a library that is not there is an error": {
    sources: THREE,
    link: "main.o one.o two.o -Llib -lgone",
    fails: true,
    stderr: "wasm-ld: error: unable to find library -lgone\n",
  },
  "a weak reference takes no member": {
    sources: {
      "main.c": "__attribute__((weak)) int one(void); int _start(void) { return one ? one() : 9; }",
      "one.c": "int one(void) { return 1; }",
    },
    archives: { "lib.a": ["one.o"] },
    link: "main.o lib.a",
    check: (linked) => expect(linked.call("_start")).toBe(9),
  },
  "a member whose definition is weak satisfies a reference": {
    sources: {
      "main.c": "int one(void); int _start(void) { return one(); }",
      "one.c": "__attribute__((weak)) int one(void) { return 1; }",
      "other.c": "int one(void) { return 2; }",
    },
    archives: { "lib.a": ["one.o", "other.o"] },
    link: "main.o lib.a",
    check: (linked) => expect(linked.call("_start")).toBe(1),
  },
  "names of members longer than 15 characters": {
    sources: {
      "main.c": "int long_named(void); int _start(void) { return long_named(); }",
      "a_member_with_a_long_name.c": "int long_named(void) { return 4; }",
    },
    archives: { "lib.a": ["a_member_with_a_long_name.o"] },
    link: "main.o lib.a --trace",
    stdout: "main.o\nlib.a(a_member_with_a_long_name.o)\n",
  },
  "a file X.imports beside X.a allows its names to be undefined": {
    sources: { "main.c": "int host_call(int); int _start(int n) { return host_call(n); }", "one.c": "int one;" },
    archives: { "libsys.a": ["one.o"] },
    files: { "libsys.imports": "host_call\n" },
    link: "main.o libsys.a",
    check: (linked) => expect(linked.imports).toEqual(["env.host_call: function"]),
  },
  "a stub library's symbols become imports, and pull in what they depend on": {
    sources: {
      "main.c": "int now(void); void say(int); void _start(void) { say(now()); }",
      "malloc.c": "static char heap[100]; int used; void *malloc(int n) { used += n; return heap; }",
    },
    archives: { "libc.a": ["malloc.o"] },
    files: { "libpage.so": STUB },
    link: "main.o libpage.so libc.a",
    check: (linked) => {
      expect(linked.imports).toEqual(["env.now: function", "env.say: function"]);
      expect(linked.exports).toContain("malloc: function");
    },
  },
  "a stub library's dependency that is nowhere is an error": {
    sources: { "main.c": "int now(void); void _start(void) { now(); }" },
    files: { "libpage.so": STUB },
    link: "main.o libpage.so",
    fails: true,
    stderr: "wasm-ld: error: libpage.so: undefined symbol: malloc. Required by now\n",
  },
  "an import attribute wins over a stub library": {
    sources: {
      "main.c": `__attribute__((import_module("js"), import_name("clock"))) int now(void);
        int _start(void) { return now(); }`,
    },
    files: { "libpage.so": "#STUB\nnow\n" },
    link: "main.o libpage.so",
    check: (linked) => expect(linked.imports).toEqual(["js.clock: function"]),
  },
  "C, printf and all: hello from the WASI sysroot": {
    sources: {
      "main.c": `#include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        static void bye(void) { puts("bye"); }
        int main(int argc, char **argv) {
          char *copy = strdup(argv[argc - 1]);
          atexit(bye);
          printf("hello %s, %d of %.2f\\n", copy, argc, 1.5);
          free(copy);
          return 3;
        }`,
    },
    flags: ["-O2"],
    sysroot: ["crt1-command.o", "libc.a", "libclang_rt.builtins.a"],
    link: "crt1-command.o main.o libc.a libclang_rt.builtins.a",
    check: (linked) => expect(linked.run("world")).toEqual({ exitCode: 3, stdout: "hello world, 2 of 1.50\nbye\n" }),
  },
  "C++ with the standard library": {
    sources: {
      "main.cc": `#include <cstdio>
        #include <string>
        struct Noisy { Noisy() { std::puts("made"); } ~Noisy() { std::puts("gone"); } } noisy;
        int main() {
          std::string text = "twenty characters, say";
          text += std::to_string(text.size());
          std::puts(text.c_str());
        }`,
    },
    flags: ["-O1", "-fno-exceptions"],
    sysroot: ["crt1-command.o", "libc.a", "libc++.a", "libc++abi.a", "libclang_rt.builtins.a"],
    link: "crt1-command.o main.o libc++.a libc++abi.a libc.a libclang_rt.builtins.a",
    check: (linked) => expect(linked.run()).toEqual({ exitCode: 0, stdout: "made\ntwenty characters, say22\ngone\n" }),
  },
});
