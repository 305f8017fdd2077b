/** Sources that clang compiles for the jobs: each kind of thing that a compiler emits, small. */
import { compile } from "../support/clang.ts";
import type { Snippets } from "./generate-job.ts";

const SOURCES: Readonly<Record<string, string>> = {
  "start.c": `
    int foo(int); extern int counter; extern const char *greeting;
    void _start(void) { counter += foo(greeting[0]); }`,
  "foo.c": `
    int counter = 3; const char *greeting = "hello world"; static const char *names[] = {"a", "world", "hello world"};
    __attribute__((weak)) int bar(int n) { return n; }
    int foo(int n) { return bar(n) + names[n & 1][0]; }`,
  "bar.c": `
    typedef int Fn(int); extern Fn foo; int buffer[100]; static int quiet(int n) { return n * 3; }
    Fn *table[] = {foo, quiet}; int bar(int n) { return table[n & 1](buffer[n]); }
    __attribute__((constructor)) void early(void) { buffer[0] = 1; }
    __attribute__((constructor(50))) void earlier(void) { buffer[1] = 1; }`,
  "sections.c": `
    __attribute__((section("my_section"), used)) int one = 1; extern int __start_my_section[], __stop_my_section[];
    __attribute__((export_name("count"))) int count(void) { return __stop_my_section - __start_my_section; }
    __attribute__((import_module("mod"), import_name("fn"))) int imported(int); __attribute__((retain, used)) static int kept = 7;
    int baz(int n) { return imported(n); }`,
  "threads.c": `
    _Thread_local int tls_a = 4; _Thread_local int tls_b; int *address(void) { return &tls_a; }
    int qux(void) { return tls_a + tls_b; } extern void *__dso_handle, *__heap_base; void *end(void) { return &__heap_base; }`,
  "shapes.cc": `
    struct Shape { virtual int corners() const { return 0; } virtual ~Shape() {} }; void operator delete(void *, unsigned long) noexcept {}
    template <typename T> struct Box : Shape { T value; int corners() const override { return sizeof(T); } };
    extern "C" int bar(int n) { static Box<long> box; const Shape &shape = box; return n + shape.corners(); }
    inline int shared_inline() { static int calls; return ++calls; } int use() { return shared_inline(); }
    namespace ns { __attribute__((weak)) int value = 4; } Box<char> global_box;`,
  "inline.cc": `
    inline int shared_inline() { static int calls; return ++calls; } extern "C" int foo(int n) { return n + shared_inline(); }
    namespace ns { extern int value; } int read() { return ns::value; } const char *text() { return "world"; }`,
  "throw.cc": `
    extern "C" int foo(int); struct Guard { ~Guard() { foo(1); } };
    extern "C" int qux(int n) { Guard guard; try { return foo(n); } catch (int) { return 1; } catch (...) { return 2; } }
    extern "C" void baz(int n) { if (n) throw n; }`,
  "atomics.c": `
    _Atomic int counter; _Thread_local char tls_room[40]; static _Thread_local int own = 1; extern _Thread_local int tls_a;
    int bar(int n) { own += n; tls_room[n] = own; return ++counter + tls_a; }
    __attribute__((visibility("hidden"))) _Thread_local int tls_hidden = 9; int *hidden(void) { return &tls_hidden; }`,
  "wrong.c": `long long foo(void); int counter(void); int use_wrong(void) { return (int)foo(); }
    __attribute__((weak)) extern int maybe(int); int ask(void) { return maybe ? maybe(1) : 0; }`,
}; // biome-ignore format: sources

const KINDS: Readonly<Record<keyof Snippets, readonly string[]>> = {
  static: ["-O1", "-fwasm-exceptions", "-fno-rtti"],
  pic: ["-O1", "-fPIC", "-fno-exceptions", "-fvisibility=default", "--target=wasm32-unknown-emscripten"],
  debug: ["-O0", "-g", "-fwasm-exceptions", "-matomics", "-mbulk-memory"],
  wide: ["-O1", "-g", "-fwasm-exceptions", "-matomics", "-mbulk-memory", "--target=wasm64-unknown-unknown"],
  threads: [
    "-O1",
    "-fPIC",
    "-pthread",
    "-fwasm-exceptions",
    "-fvisibility=default",
    "--target=wasm32-unknown-emscripten",
  ],
};

/** Compiles them, or takes them from the cache. */
export async function compileSnippets(): Promise<Snippets> {
  const compileAll = async (kind: keyof Snippets): Promise<Uint8Array[]> => {
    const objects: Uint8Array[] = [];
    for (const [name, source] of Object.entries(SOURCES)) {
      // Without exceptions, clang has no code for a source that throws.
      if (kind !== "pic" || name !== "throw.cc") objects.push(await compile(source, { name, args: KINDS[kind] }));
    }
    return objects;
  };
  return {
    static: await compileAll("static"),
    pic: await compileAll("pic"),
    debug: await compileAll("debug"),
    wide: await compileAll("wide"),
    threads: await compileAll("threads"),
  };
}
