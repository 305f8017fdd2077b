import { expect } from "vitest";
import { describeLinks } from "./link-case.ts";

const THREADED = ["-O1", "-matomics", "-mbulk-memory", "-mmutable-globals"];
const COUNTERS = `
  _Thread_local int mine = 5; _Thread_local int zero; int shared = 7; char bss[100];
  __attribute__((export_name("next"))) int next(void) { return ++mine * 100 + ++zero * 10 + ++shared; }
  void _start(void) { next(); }
`;
const SHARED = "--shared-memory --import-memory --initial-memory=131072 --max-memory=262144";

describeLinks("threads", {
  "thread-local variables in a program without threads": {
    sources: { "a.c": COUNTERS },
    flags: ["-O1", "-mbulk-memory", "-matomics"],
    link: "a.o",
    check: (linked) => {
      const { next } = linked.start();
      expect([next(), next()]).toEqual([618, 729]);
    },
  },
  "each instance of a module over one shared memory has thread-local variables of its own": {
    sources: { "a.c": COUNTERS },
    flags: THREADED,
    link: `a.o ${SHARED} --export=__wasm_init_tls --export=__tls_size --export=__tls_align --export=__tls_base`,
    check: (linked) => {
      const memory = new WebAssembly.Memory({ initial: 2, maximum: 4, shared: true });
      const one = linked.start({ env: { memory } });
      expect([one["next"](), one["next"]()]).toEqual([618, 729]);
      const two = linked.start({ env: { memory } });
      two["__wasm_init_tls"](120000);
      expect(two["next"]()).toBe(620);
      expect(two["__tls_size"].value).toBe(8);
    },
  },
  "shared memory is filled by the first instance only": {
    sources: { "a.c": 'int n = 3; __attribute__((export_name("up"))) int up(void) { return ++n; }' },
    flags: THREADED,
    link: `a.o --no-entry ${SHARED}`,
    check: (linked) => {
      const memory = new WebAssembly.Memory({ initial: 2, maximum: 4, shared: true });
      expect(linked.start({ env: { memory } })["up"]()).toBe(4);
      expect(linked.start({ env: { memory } })["up"]()).toBe(5);
    },
  },
  "shared memory that the module makes itself": {
    sources: { "a.c": COUNTERS },
    flags: THREADED,
    link: "a.o --shared-memory --max-memory=262144",
    check: (linked) => expect(linked.call("next")).toBe(618),
  },
  "shared memory without --max-memory may grow to 4 GiB": {
    sources: { "a.c": COUNTERS },
    flags: THREADED,
    link: "a.o --shared-memory --import-memory",
  },
  "an input without atomics in shared memory is an error": {
    sources: {
      "a.c": { text: COUNTERS, flags: THREADED },
      "b.c": { text: "_Thread_local int plain; int *where(void) { return &plain; }", flags: ["-O1"] },
    },
    link: `a.o b.o ${SHARED}`,
    fails: true,
    stderr:
      "wasm-ld: error: --shared-memory is disallowed by b.o because it was not compiled with 'atomics' or 'bulk-memory' features.\n",
  },
  "--no-check-features lets it in": {
    sources: {
      "a.c": { text: COUNTERS, flags: THREADED },
      "b.c": { text: "_Thread_local int plain; int *where(void) { return &plain; }", flags: ["-O1"] },
    },
    link: `a.o b.o ${SHARED} --no-check-features`,
  },
  "alignment of thread-local variables": {
    sources: {
      "a.c": `_Thread_local _Alignas(32) char wide; _Thread_local char one = 1;
        int _start(void) { return (int)&wide % 32 * 10 + wide + one; }`,
    },
    flags: THREADED,
    link: `a.o ${SHARED} --export=__tls_align`,
    check: (linked) => {
      const memory = new WebAssembly.Memory({ initial: 2, maximum: 4, shared: true });
      const running = linked.start({ env: { memory } });
      expect([running["_start"](), running["__tls_align"].value]).toEqual([1, 32]);
    },
  },
  "atomic operations on a shared counter": {
    sources: {
      "a.c": `#include <stdatomic.h>
        _Atomic int hits; __attribute__((export_name("hit"))) int hit(void) { return atomic_fetch_add(&hits, 2) + 2; }`,
    },
    flags: THREADED,
    link: `a.o --no-entry ${SHARED}`,
    check: (linked) => {
      const memory = new WebAssembly.Memory({ initial: 2, maximum: 4, shared: true });
      const start = (): number => linked.start({ env: { memory } })["hit"]();
      expect([start(), start()]).toEqual([2, 4]);
    },
  },
});
