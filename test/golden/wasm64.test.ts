import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const FLAGS = ["--target=wasm64-unknown-unknown", "-O1"];
const PROGRAM = {
  "a.c": `extern int outside; int array[4] = {1, 2, 3, 4}; int f(int n) { return array[n]; }
    int (*table[])(int) = {f}; int *pointer = &array[1]; char zeros[100000];
    int _start(int n) { zeros[n] = 1; return table[0](n) + *pointer + outside; }`,
  "b.c": "int outside = 10;",
};

describeLinks("wasm64", {
  "memory, data and the function table have 64-bit addresses": {
    sources: PROGRAM,
    flags: FLAGS,
    link: "-mwasm64 a.o b.o --export-table",
    check: (linked) => expect(linked.section("memory").toString("hex")).toBe("010403"),
  },
  "-r then link": {
    sources: PROGRAM,
    flags: FLAGS,
    link: ["-mwasm64 -r a.o b.o -o both.o", "-mwasm64 both.o --export-all"],
  },
  "a position-independent program": {
    sources: PROGRAM,
    flags: [...FLAGS, "-fPIC"],
    link: "-mwasm64 a.o b.o -pie --experimental-pic",
    wabtRejects: "offsets of passive data in extended constant expressions of 64 bits",
  },
  "thread-local variables in shared memory": {
    sources: { "a.c": "_Thread_local int mine = 3; int n = 4; int _start(void) { return mine + n; }" },
    flags: [...FLAGS, "-matomics", "-mbulk-memory"],
    link: "-mwasm64 a.o --shared-memory --max-memory=1048576",
  },
  "more memory than 4 GiB": {
    sources: { "a.c": "int n = 1; int _start(void) { return n; }" },
    flags: FLAGS,
    link: "-mwasm64 a.o --initial-memory=8589934592 --max-memory=17179869184",
  },
  "without -mwasm64 a wasm64 object is an error": {
    sources: PROGRAM,
    flags: FLAGS,
    link: "a.o b.o",
    fails: true,
    stderr: "wasm-ld: error: a.o: must specify -mwasm64 to process wasm64 object files\n",
  },
  "a wasm32 object in a wasm64 link is an error": {
    sources: { "a.c": "int _start(void) { return 1; }" },
    link: "-mwasm64 a.o",
    fails: true,
    stderr: "wasm-ld: error: a.o: wasm32 object file can't be linked in wasm64 mode\n",
  },
});
