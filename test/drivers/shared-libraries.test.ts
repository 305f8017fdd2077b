/** Shared libraries made here, linked against each other, loaded into one process and called. */
import { expect, test } from "vitest";
import { compareOutcomes, type Files, linkHere } from "../golden/link-case.ts";
import { compile, wasmLd } from "../support/clang.ts";
import { DynamicLoader, readDylink } from "./dynamic-loader.ts";

const LIBRARY = `
  int counter = 5; static int hidden = 6; int *where = &hidden; const char name[] = "base";
  int bump(int n) { counter += n; return counter * 100 + *where; }
  int (*pointer)(int) = bump;
  __attribute__((constructor)) static void up(void) { counter++; }
`;
const PLUGIN = `
  extern int counter; extern const char name[]; extern int (*pointer)(int); int bump(int); int ask(int);
  __attribute__((weak)) int absent(void);
  struct row { const char *text; int (*call)(int); int *count; } rows[] = {{name, bump, &counter}};
  int run(int n) {
    int sum = pointer(n) * 10 + (bump == rows[0].call);
    return absent ? -1 : sum * 1000 + rows[0].text[0] + ask(*rows[0].count);
  }
`;
const PIC = ["-O1", "-fPIC", "-fvisibility=default"];

/** Links here and by wasm-ld, and adds the output to `files`. */
async function link(command: string, files: Files): Promise<void> {
  const args = command.split(" ");
  const actual = linkHere(args, files);
  compareOutcomes(actual, await wasmLd(args, files));
  Object.assign(files, actual.files);
}

test("a library and one that uses it find each other's functions, variables and pointers", async () => {
  const files: Files = {
    "base.o": await compile(LIBRARY, { name: "base.c", args: PIC }),
    "plugin.o": await compile(PLUGIN, { name: "plugin.c", args: PIC }),
  };
  await link("-shared --experimental-pic base.o -o libbase.so", files);
  await link("-shared --experimental-pic --unresolved-symbols=import-dynamic plugin.o libbase.so -o plugin.so", files);
  const plugin = new WebAssembly.Module(Uint8Array.from(files["plugin.so"]));
  expect(readDylink(plugin).needed).toEqual(["libbase.so"]);

  const loader = new DynamicLoader();
  loader.load(files["libbase.so"]);
  const { run } = loader.load(files["plugin.so"], { ask: (count) => count + 7 });
  // counter: 5, 6 after the constructor, 9 after bump(3).
  expect((run as (n: number) => number)(3)).toBe((906 * 10 + 1) * 1000 + "b".charCodeAt(0) + 16);
});

test("-Bsymbolic keeps a library's own function when another of the name was loaded first", async () => {
  const source = (n: number): string => `int which(void) { return ${n}; } int ask(void) { return which(); }`;
  const files: Files = {
    "one.o": await compile(source(1), { name: "one.c", args: ["-O0", ...PIC.slice(1)] }),
    "two.o": await compile(source(2), { name: "two.c", args: ["-O0", ...PIC.slice(1)] }),
  };
  await link("-shared --experimental-pic one.o -o one.so", files);
  await link("-shared --experimental-pic -Bsymbolic two.o -o two.so", files);
  const loader = new DynamicLoader();
  loader.load(files["one.so"]);
  const { ask } = loader.load(files["two.so"]);
  expect((ask as () => number)()).toBe(2);
});

test("a -pie program runs over a library", async () => {
  const program = "int bump(int); extern int counter; int enter(int n) { return bump(n) + counter; }";
  const files: Files = {
    "base.o": await compile(LIBRARY, { name: "base.c", args: PIC }),
    "main.o": await compile(program, { name: "main.c", args: PIC }),
  };
  await link("-shared --experimental-pic base.o -o libbase.so", files);
  await link("-pie --experimental-pic --import-memory --entry=enter main.o libbase.so -o main.wasm", files);
  const loader = new DynamicLoader();
  loader.load(files["libbase.so"]);
  const { enter } = loader.load(files["main.wasm"]);
  expect((enter as (n: number) => number)(4)).toBe(1006 + 10);
});
