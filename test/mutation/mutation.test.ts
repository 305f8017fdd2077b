/**
 * Thousands of damaged inputs: each ends in a module or in errors, never in a crash, a hang or the end of memory. The
 * damage follows from numbers, so that a failure comes again: its title names the number.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { beforeAll, expect, test } from "vitest";
import { kernelDefinition } from "../../build/bundle.mjs";
import { rollUp } from "../../build/roll-up.mjs";
import { root } from "../../build/project.mjs";
import { Spellings } from "../../src/options/spellings.ts";
import { linkHere } from "../golden/link-case.ts";
import { buildArchive } from "../support/archive-builder.ts";
import { archive, compile } from "../support/clang.ts";
import { encodeText } from "../support/object-builder.ts";

const SEEDS = { files: 10_000, options: 2500 };
/** Without a link that ends, for so many milliseconds. */
const HANG = 15_000;

const MAIN = `extern int f(int), now(void), n; extern _Thread_local int mine; int _start(int i) { return f(i) + now() + n + mine; } int __cxa_atexit(void) { return 0; }`;
const CXX = `template <typename T> struct Box { static T made; virtual T get() const { return made; } virtual ~Box() = default; };
  template <typename T> T Box<T>::made = 3; struct Big : Box<long> { long get() const override { return 1; } };
  void operator delete(void *, unsigned long) noexcept {} namespace __cxxabiv1 { struct __class_type_info { virtual void a(); };
  struct __si_class_type_info { virtual void a(); }; void __class_type_info::a() {} void __si_class_type_info::a() {} }
  static Big big; extern "C" int f(int i) { const Box<long> *box = &big; return (int)box->get() + "one two three"[i]; }`;
const THREADS = `_Thread_local int mine = 5; _Thread_local char room[8]; int n = 4; int (*p)(void); static int g(void) { return room[1]; }
  __attribute__((constructor)) static void up(void) { p = g; n++; }`;
const TAGS = `.tagtype oops i32
  .globl oops
  oops:
  .tabletype rows, externref
  .globl rows
  rows:
  .globaltype level, i64
  .globl level
  level:
  .functype pair (i32, i64) -> ()
  .globl thrower
  thrower:
    .functype thrower (i32) -> ()
    local.get 0
    throw oops
    end_function`;

const files: Record<string, Uint8Array> = {};

beforeAll(async () => {
  const threads = ["-O1", "-fPIC", "-matomics", "-mbulk-memory"];
  const debug = ["-O0", "-g", "-ffunction-sections", "-fPIC", "-fvisibility=default", "-mbulk-memory"];
  const pic = await compile("int base(void) { return 1; } int n = 2;", {
    name: "pic.c",
    args: ["-O1", "-fPIC", "-fvisibility=default"],
  });
  Object.assign(files, {
    "main.o": await compile(MAIN, { name: "main.c", args: debug }),
    "cxx.o": await compile(CXX, { name: "cxx.cc", args: debug }),
    "threads.o": await compile(THREADS, { name: "threads.c", args: threads }),
    "tags.o": await compile(TAGS, { name: "tags.s", args: ["-mexception-handling", "-mreference-types"] }),
    "page.so": encodeText("#STUB\n# the page\nnow: f\nlater: f, n\n"),
    "pic.o": pic,
    "list.txt": encodeText("# allowed\nnow\n gone\n"),
    "link.rsp": encodeText("main.o \"cxx.o\" 'threads.o' --strip-debug --export=f\n"),
    "windows.rsp": encodeText('main.o "cxx.o" threads.o @more.rsp --Map="a \\"b\\\\" \r\n'),
    "more.rsp": encodeText("--strip-debug --export=f -y f\n"),
    "lib.imports": encodeText("# allowed\nnow\n gone\n"),
    "wide.o": await compile(CXX, { name: "wide.cc", args: ["-O1", "-g", "--target=wasm64-unknown-unknown"] }),
  });
  files["lib.a"] = await archive({
    "cxx.o": files["cxx.o"],
    "threads.o": files["threads.o"],
    "a_member_with_a_long_name.o": files["tags.o"],
  });
  files["nested.a"] = await archive({ "lib.a": files["lib.a"], "cxx.o": files["cxx.o"], "page.so": files["page.so"] });
  files["thin.a"] = buildArchive(
    [
      { field: "//", content: encodeText("threads.o/\ncxx.o/\n") },
      { field: "/0", size: files["threads.o"].length },
      { field: "/11", size: files["cxx.o"].length },
    ],
    "!<thin>\n",
  );
  const all = ["main.o", "cxx.o", "threads.o", "tags.o"];
  for (const [output, ...args] of [
    ["shared.so", "-shared", "--experimental-pic", "pic.o"],
    ["again.o", "-r", ...all],
    ["relocs.wasm", "--emit-relocs", "--no-entry", "--allow-undefined", ...all],
  ]) {
    files[output] = linkHere([...args, "-o", output], files).files[output];
  }
});

/** The file that is damaged, and what is linked then. */
const ALL_OBJECTS = ["main.o", "cxx.o", "threads.o", "tags.o", "--allow-undefined"];
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  "main.o": ALL_OBJECTS,
  "cxx.o": ALL_OBJECTS,
  "threads.o": ALL_OBJECTS,
  "tags.o": ALL_OBJECTS,
  "lib.a": ["main.o", "lib.a", "--export-if-defined=thrower", "--allow-undefined"],
  "shared.so": ["main.o", "cxx.o", "threads.o", "-Bdynamic", "shared.so", "--allow-undefined"],
  "page.so": ["main.o", "cxx.o", "threads.o", "page.so"],
  "pic.o": ["pic.o", "-shared", "--experimental-pic"],
  "list.txt": ["main.o", "cxx.o", "threads.o", "--allow-undefined-file=list.txt"],
  "link.rsp": ["@link.rsp", "--allow-undefined"],
  "windows.rsp": ["--rsp-quoting=windows", "@windows.rsp", "--allow-undefined"],
  "more.rsp": ["@windows.rsp", "--allow-undefined"],
  "lib.imports": ["main.o", "lib.a", "--export-if-defined=thrower"],
  "nested.a": ["main.o", "nested.a", "threads.o", "--allow-undefined"],
  "thin.a": ["main.o", "thin.a", "--allow-undefined"],
  "wide.o": ["-mwasm64", "wide.o", "--no-entry", "--export=f", "--allow-undefined"],
  "again.o": ["again.o", "--allow-undefined"],
  "relocs.wasm": ["relocs.wasm", "--allow-undefined"],
};
const ARGUMENT_LISTS: readonly (readonly string[])[] = [
  [],
  ["--no-gc-sections", "--export-all"],
  ["-r"],
  ["--emit-relocs"],
  ["--strip-all", "--compress-relocations", "-O2"],
  ["-Map=out.map", "--print-gc-sections", "--why-extract=why.txt"],
  ["-pie", "--experimental-pic"],
  ["--shared-memory", "--max-memory=1048576", "--no-check-features"],
  ["--whole-archive", "--no-entry", "--wrap=f"],
];

test("damaged inputs end in errors or modules", { timeout: 120_000 }, async () => {
  const folder = `${root}/.cache/mutation`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/api.mjs`, await rollUp("src/entry/api.ts", false, { define: await kernelDefinition() }));
  const progress = new SharedArrayBuffer(4);
  const workerData = {
    libraryUrl: pathToFileURL(`${folder}/api.mjs`).href,
    files,
    targets: TARGETS,
    argumentLists: ARGUMENT_LISTS,
    spellings: new Spellings().all().map(({ name }) => name),
    seeds: SEEDS,
    progress,
  };
  const { counts, problems } = await runWorker(workerData, new Int32Array(progress));
  expect(problems.slice(0, 20)).toEqual([]);
  expect(counts.links).toBe(SEEDS.files + SEEDS.options);
  // Neither all refused nor all let through: the damage reaches the link.
  expect(counts.modules).toBeGreaterThan(counts.links / 20);
  expect(counts.errors).toBeGreaterThan(counts.links / 4);
});

interface Report {
  readonly counts: { readonly links: number; readonly modules: number; readonly errors: number };
  readonly problems: readonly string[];
}

function runWorker(workerData: object, done: Int32Array): Promise<Report> {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 1000 },
  });
  return new Promise((resolve, reject) => {
    let seen = -1;
    const watch = setInterval(() => {
      const links = Atomics.load(done, 0);
      if (links === seen) finish(() => reject(new Error(`link number ${links + 1} does not end`)));
      seen = links;
    }, HANG);
    const finish = (settle: () => void): void => {
      clearInterval(watch);
      void worker.terminate();
      settle();
    };
    worker.once("message", (report: Report) => finish(() => resolve(report)));
    worker.once("error", (error) =>
      finish(() => reject(new Error(`link number ${Atomics.load(done, 0) + 1}: ${error}`))),
    );
  });
}
