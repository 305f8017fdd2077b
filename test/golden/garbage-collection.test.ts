import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const UNUSED = {
  "a.c": `
    int table[] = {1, 2, 3};
    const char message[] = "never shown";
    int unused(void) { return message[0]; }
    int used(int i) { return table[i]; }
    int _start(int i) { return used(i); }`,
};
const SECTIONS = ["-O1", "-ffunction-sections", "-fdata-sections"];

describeLinks("garbage collection", {
  "what nobody reaches is left out": {
    sources: UNUSED,
    flags: SECTIONS,
    link: "a.o",
    check: (linked) => {
      expect(linked.functionNames).toEqual(["_start"]);
      expect(linked.bytes.length).toBeLessThan(600);
      expect(linked.call("_start", 2)).toBe(3);
    },
  },
  "--no-gc-sections keeps everything": {
    sources: UNUSED,
    flags: SECTIONS,
    link: "a.o --no-gc-sections",
    check: (linked) => {
      expect(linked.functionNames).toEqual(["__wasm_call_ctors", "unused", "used", "_start"]);
      expect(linked.section("data").includes("never shown")).toBe(true);
    },
  },
  "--print-gc-sections names what goes": {
    sources: UNUSED,
    flags: SECTIONS,
    link: "a.o --print-gc-sections",
    stdout: /^removing unused section a\.o:\(unused\)$/m,
  },
  "--export keeps a function and what it needs": {
    sources: UNUSED,
    flags: SECTIONS,
    link: "a.o --export=unused",
    check: (linked) => expect(linked.call("unused")).toBe("n".charCodeAt(0)),
  },
  "an import that no live function calls is dropped": {
    sources: { "a.c": "void used(void); void gone(void); void dead(void) { gone(); } void _start(void) { used(); }" },
    link: "a.o --allow-undefined",
    check: (linked) => expect(linked.imports).toEqual(["env.used: function"]),
  },
  "a function whose address stands in live data stays": {
    sources: {
      "a.c": `static int seven(void) { return 7; } static int eight(void) { return 8; }
        int (*const table[])(void) = {seven, eight};
        int _start(int i) { return table[i](); }`,
    },
    link: "a.o",
    check: (linked) => expect([linked.call("_start", 0), linked.call("_start", 1)]).toEqual([7, 8]),
  },
  "__attribute__((used)) data and functions stay": {
    sources: {
      "a.c": `__attribute__((used)) static const char mark[] = "kept mark";
        __attribute__((used)) int kept(void) { return 1; }
        void _start(void) {}`,
    },
    flags: SECTIONS,
    link: "a.o",
    check: (linked) => {
      expect(linked.section("data").includes("kept mark")).toBe(true);
      expect(linked.functionNames).toContain("kept");
    },
  },
  "rows of a named section are found between __start_ and __stop_ when they are marked as used": {
    sources: {
      "a.c": `#define ROW __attribute__((section("rows"), used))
        ROW int one = 1; ROW int two = 2;
        extern int __start_rows[], __stop_rows[];
        int _start(void) { return __stop_rows - __start_rows; }`,
    },
    flags: SECTIONS,
    link: "a.o",
    check: (linked) => expect(linked.call("_start")).toBe(2),
  },
  "rows of a named section that nobody uses go, and its bounds with them": {
    sources: {
      "a.c": `__attribute__((section("rows"))) int one = 1;
        extern int __start_rows[], __stop_rows[];
        int _start(void) { return __stop_rows - __start_rows; }`,
    },
    flags: SECTIONS,
    link: "a.o",
    fails: true,
    stderr: "wasm-ld: error: a.o: undefined symbol: __stop_rows\nwasm-ld: error: a.o: undefined symbol: __start_rows\n",
  },
});
