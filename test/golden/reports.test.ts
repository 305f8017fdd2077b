import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const PROGRAM = {
  "main.c":
    'int one(void); static char room[20]; int number = 3; int _start(void) { room[0] = 1; return one() + number + "text"[room[0]]; }',
  "one.c": "int two(void); int one(void) { return two() + 1; }",
  "two.c": "int two(void) { return 1; }",
};
const LIBRARY = { "lib.a": ["one.o", "two.o"] };

describeLinks("what a link can tell", {
  "-Map lists addresses, offsets and sizes": {
    sources: PROGRAM,
    archives: LIBRARY,
    link: "main.o lib.a -Map=out.map",
    check: (linked) => expect(linked.text("out.map")).toMatch(/lib\.a\(one\.o\):\(one\)/),
  },
  "-M prints the same on standard output": {
    sources: PROGRAM,
    link: "main.o one.o two.o -M",
    stdout: /^ {4}Addr {6}Off {5}Size Out {5}In {6}Symbol$/m,
  },
  "a map of -r output": {
    sources: PROGRAM,
    link: "-r main.o one.o -Map=out.map",
    check: (linked) => expect(linked.text("out.map")).toContain("CUSTOM(linking)"),
  },
  "a map with debug information and merged strings": {
    sources: PROGRAM,
    flags: ["-O1", "-g"],
    link: "main.o one.o two.o -Map=out.map",
    check: (linked) => expect(linked.text("out.map")).toContain("CUSTOM(.debug_str)"),
  },
  "--trace names the files that were read": {
    sources: PROGRAM,
    archives: LIBRARY,
    link: "main.o lib.a -t",
    stdout: "main.o\nlib.a(one.o)\nlib.a(two.o)\n",
  },
  "--why-extract tells which reference took which member": {
    sources: PROGRAM,
    archives: LIBRARY,
    link: "main.o lib.a --why-extract=why.txt",
    check: (linked) =>
      expect(linked.text("why.txt")).toBe(
        "reference\textracted\tsymbol\nmain.o\tlib.a(one.o)\tone\nlib.a(one.o)\tlib.a(two.o)\ttwo\n",
      ),
  },
  "--why-extract=- writes to standard output": {
    sources: PROGRAM,
    archives: LIBRARY,
    link: "main.o lib.a --why-extract=- -u two",
    stdout: "reference\textracted\tsymbol\nmain.o\tlib.a(one.o)\tone\nlib.a(one.o)\tlib.a(two.o)\ttwo\n",
  },
  "--trace-symbol tells who defines and who references": {
    sources: PROGRAM,
    archives: LIBRARY,
    link: "main.o lib.a --trace-symbol=two -y one",
    stdout: /^lib\.a\(two\.o\): definition of two$/m,
  },
  "--verbose tells each step": {
    sources: PROGRAM,
    link: "main.o one.o two.o --verbose",
    stderr: /^wasm-ld: Loading: main\.o\n(?:.*\n)*wasm-ld: Processing: main\.o\n(?:.*\n)*wasm-ld: -- layoutMemory\n/,
  },
  "--fatal-warnings turns a warning into an error": {
    sources: {
      "a.c": "int f(int a, int b) { return a + b; }",
      "b.c": "long long f(int); int _start(int wrong) { return wrong ? (int)f(1) : 3; }",
    },
    link: "a.o b.o --fatal-warnings",
    fails: true,
    stderr:
      "wasm-ld: error: function signature mismatch: f\n>>> defined as (i32) -> i64 in b.o\n>>> defined as (i32, i32) -> i32 in a.o\n",
  },
  "--error-limit stops after so many errors": {
    sources: { "a.c": "int a(void), b(void), c(void); int _start(void) { return a() + b() + c(); }" },
    link: "a.o --error-limit=2",
    fails: true,
    stderr:
      "wasm-ld: error: a.o: undefined symbol: a\nwasm-ld: error: a.o: undefined symbol: b\nwasm-ld: error: too many errors emitted, stopping now (use -error-limit=0 to see all errors)\n",
  },
  "a response file holds arguments, quoted or not": {
    sources: PROGRAM,
    files: { "link.rsp": "main.o 'one.o'\n\"two.o\" --strip-all\n" },
    link: "@link.rsp",
    check: (linked) => expect(linked.sections).not.toContain("name"),
  },
});
