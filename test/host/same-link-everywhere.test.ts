/** The same link gives the same module, the same output and the same exit code by every way of running tsld, and by wasm-ld. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { archive, compile, wasmLd } from "../support/clang.ts";
import { ensureBuilt, type Link, type Outcome, WAYS } from "../support/hosts.ts";

const MAIN = `
extern int twice(int);
static const char greeting[] = "hello";
__attribute__((export_name("greet"))) const char *greet(void) { return greeting; }
int counter = 20;
void _start(void) { counter = twice(counter); }
`;

const SHAPES = `
struct Shape { virtual int corners() const = 0; virtual ~Shape() = default; };
struct Square final : Shape { int corners() const override { return 4; } };
void operator delete(void *, unsigned long) noexcept {}
template <typename T> T add(T a, T b) { return a + b; }
extern "C" int twice(int n) { static Square square; const Shape &shape = square; return add(n, n) + shape.corners() - 4; }
`;

const ATEXIT = `extern "C" int __cxa_atexit(void (*)(void *), void *, void *) { return 0; } void *__dso_handle;
extern "C" int __cxa_guard_acquire(char *) { return 1; } extern "C" void __cxa_guard_release(char *) {}
namespace __cxxabiv1 { struct __class_type_info { virtual void a(); }; void __class_type_info::a() {}
struct __si_class_type_info { virtual void a(); }; void __si_class_type_info::a() {} }
extern "C" void __cxa_pure_virtual() { __builtin_trap(); }
`;

/** By name: arguments, and the inputs that they name. */
const LINKS: Readonly<Record<string, { args: readonly string[]; inputs: readonly string[] }>> = {
  "one object": { args: ["leaf.o", "--no-entry", "--export=twice", "-o", "leaf.wasm"], inputs: ["leaf.o"] },
  "objects in folders, a map beside the output": {
    args: ["src/main.o", "./lib/leaf.o", "-o", "out/app.wasm", "-Map=out/app.map"],
    inputs: ["src/main.o", "lib/leaf.o", "out/.keep"],
  },
  "an archive, traced": {
    args: ["main.o", "-Llib", "-lshapes", "--trace", "-o", "app.wasm"],
    inputs: ["main.o", "lib/libshapes.a"],
  },
  "C++ with debug information": {
    args: ["main.o", "shapes-debug.o", "support.o", "-o", "app.wasm", "--export-all"],
    inputs: ["main.o", "shapes-debug.o", "support.o"],
  },
  "a response file": { args: ["@link.rsp", "-o", "app.wasm"], inputs: ["main.o", "leaf.o", "link.rsp"] },
  "a relocatable output": { args: ["-r", "main.o", "leaf.o", "-o", "both.o"], inputs: ["main.o", "leaf.o"] },
  "the module on standard output": {
    args: ["main.o", "leaf.o", "-o", "-"],
    inputs: ["main.o", "leaf.o"],
  },
  "an undefined symbol": { args: ["main.o", "-o", "app.wasm"], inputs: ["main.o"] },
  "two inputs missing, one in a missing folder": {
    args: ["main.o", "gone.o", "no/where.o", "-o", "app.wasm"],
    inputs: ["main.o"],
  },
  "a folder as an input": { args: ["main.o", "lib", "-o", "app.wasm"], inputs: ["main.o", "lib/leaf.o"] },
  "a folder as the output": { args: ["main.o", "-o", "lib"], inputs: ["main.o", "lib/leaf.o"] },
  "a missing library": { args: ["main.o", "-lgone", "-o", "app.wasm"], inputs: ["main.o"] },
  "an unknown option": { args: ["main.o", "--no-such-option", "-o", "app.wasm"], inputs: ["main.o"] },
  "no input": { args: ["-o", "app.wasm"], inputs: [] },
  "no output named": { args: ["main.o"], inputs: ["main.o"] },
  "an input that is text": { args: ["main.o", "notes.txt", "-o", "app.wasm"], inputs: ["main.o", "notes.txt"] },
  "a name that is not ASCII": { args: ["größe-尺.o", "-o", "app.wasm"], inputs: [] },
  "a symbol defined twice": {
    args: ["leaf.o", "lib/leaf.o", "--no-entry", "-o", "app.wasm"],
    inputs: ["leaf.o", "lib/leaf.o"],
  },
};

const inputs: Record<string, Uint8Array> = {};

beforeAll(async () => {
  await ensureBuilt();
  const main = await compile(MAIN, { name: "main.c", args: ["-O1"] });
  const leaf = await compile("int twice(int n) { return n + n; }", { name: "leaf.c" });
  const shapes = await compile(SHAPES, { name: "shapes.cc", args: ["-O1", "-fno-exceptions", "-fno-rtti"] });
  const debug = ["-O0", "-g", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics"];
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  Object.assign(inputs, {
    "main.o": main,
    "src/main.o": main,
    "leaf.o": leaf,
    "lib/leaf.o": leaf,
    "lib/libshapes.a": await archive({
      "shapes.o": shapes,
      "support.o": await compile(ATEXIT, { name: "support.cc" }),
    }),
    "shapes-debug.o": await compile(SHAPES, { name: "shapes.cc", args: debug }),
    "support.o": await compile(ATEXIT, { name: "support.cc" }),
    "link.rsp": bytes('main.o "leaf.o"\n--strip-all\n'),
    "notes.txt": bytes("not an object\n"),
    "out/.keep": bytes(""),
  });
});

function linkOf(name: keyof typeof LINKS): Link {
  const { args, inputs: paths } = LINKS[name] ?? { args: [], inputs: [] };
  return { args, files: Object.fromEntries(paths.map((path) => [path, inputs[path] ?? new Uint8Array()])) };
}

/** wasm-ld's own outcome. The packaged one has no stdout for modules: `-o -` goes to a file of that name in a folder. */
async function expectedOutcome({ args, files }: Link): Promise<Outcome> {
  if (!args.includes("-")) {
    const { stdout, ...outcome } = await wasmLd(args, files);
    return { ...outcome, stdout: Buffer.from(stdout) };
  }
  const named = args.map((argument) => (argument === "-" ? "folder/-" : argument));
  const { files: written, ...outcome } = await wasmLd(named, { ...files, "folder/other": "" });
  return { ...outcome, stdout: Buffer.from(written["folder/-"] ?? []), files: {} };
}

/** Text as it is, modules by size and hash: a difference between two of those is nothing to read. */
function summaryOf({ exitCode, files, stdout, stderr }: Outcome): object {
  const written = Object.entries(files).map(([path, content]) => [path, contentOf(content)]);
  return { exitCode, stderr, stdout: contentOf(stdout), files: Object.fromEntries(written) };
}

function contentOf(content: Uint8Array): string {
  if (!content.includes(0)) return Buffer.from(content).toString("utf8");
  return `${content.length} bytes, SHA-256 ${createHash("sha256").update(content).digest("hex").slice(0, 16)}`;
}

const titled = WAYS.map((way) => [way.missing === undefined ? way.name : `${way.name} (${way.missing})`, way] as const);

describe.each(titled)("%s", (_title, way) => {
  test.skipIf(way.missing !== undefined).each(Object.keys(LINKS))("%s", async (name) => {
    const link = linkOf(name);
    const [actual, expected] = [await way.run(link), await expectedOutcome(link)];
    expect(summaryOf(actual)).toEqual(summaryOf(expected));
  });
});
