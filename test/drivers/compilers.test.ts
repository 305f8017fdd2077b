/** Compilers and build tools that call this linker as they call wasm-ld: the same module, which runs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleCommand } from "../../build/bundle.mjs";
import { describeDifference } from "../golden/section-list.ts";
import { llvmHome, NO_LLVM } from "../support/shared-folder.ts";
import { THIS_LINKER, Workshop } from "./toolchain.ts";

beforeAll(bundleCommand);

interface Job {
  readonly files: Readonly<Record<string, string>>;
  /** Commands that leave `app.wasm`. `{linker}` is the linker's path, `clang` and `clang++` are LLVM 22's. */
  readonly commands: readonly (readonly string[])[];
  readonly check: (workshop: Workshop) => void;
}

/** By both linkers in one folder, whose path is in debug information; they must agree. */
async function checkJob({ files, commands, check }: Job, home: string): Promise<void> {
  const tool = (word: string): string => (/^(clang|clang\+\+|llvm-ar)$/.test(word) ? join(home, "bin", word) : word);
  const workshop = new Workshop();
  try {
    const modules: Uint8Array[] = [];
    for (const linker of [join(home, "bin/wasm-ld"), THIS_LINKER]) {
      workshop.furnish(files, linker);
      for (const command of commands) await workshop.run(...command.map(tool));
      modules.push(workshop.read("app.wasm"));
    }
    expect(describeDifference("app.wasm", modules[1], modules[0])).toBe("");
    check(workshop);
  } finally {
    workshop.remove();
  }
}

const HELLO =
  '#include <stdio.h>\nint twice(int);\nint main(int argc, char **argv) { printf("%s %d\\n", argv[argc - 1], twice(argc)); }';
const TWICE = "int twice(int n) { return n * 2; }";
const PROGRAM = { "hello.c": HELLO, "twice.c": TWICE };
const WASI = "--target=wasm32-wasip1";
const sayHello = (workshop: Workshop): void => expect(workshop.execute("app.wasm", "hello")).toBe("hello 4\n");
const call = (workshop: Workshop, name: string, ...args: number[]): unknown => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(workshop.read("app.wasm")));
  return (exports[name] as (...args: number[]) => unknown)(...args);
};

const THROWING = `
  extern "C" int enter(int n) { try { if (n > 2) throw n; return 1; } catch (...) { return 2; } }
  extern "C" int print(const char *);
`;
/** As much of a C++ runtime as \`catch (...)\` needs; wasi's own is built without exceptions. */
const UNWINDER = `
  struct { int index; void *table; int selector; } __wasm_lpad_context;
  static char room[64];
  int _Unwind_CallPersonality(void *thrown) { (void)thrown; return 0; }
  void *__cxa_allocate_exception(unsigned long size) { (void)size; return room; }
  void __cxa_throw(void *thrown, void *type, void *destroy) { __builtin_wasm_throw(0, thrown); }
  void *__cxa_begin_catch(void *thrown) { return thrown; }
  void __cxa_end_catch(void) {}
  int __gxx_personality_wasm0(void) { return 0; }
  void *_ZTIi;
`;
const TAG = ".globl __cpp_exception\n.tagtype __cpp_exception i32\n__cpp_exception:\n";
const THREADED = `
  _Thread_local int mine = 3; _Atomic int hits;
  __attribute__((export_name("enter"))) int enter(int n) { mine++; return hits += n; }
`;
/** What emcc writes into a response file: stub libraries for what JavaScript has, and options for LLVM. */
const EMCC = `main.o libjs.so -mllvm -combiner-global-alias-analysis=false -mllvm -disable-lsr --import-undefined
  --strip-debug --export-if-defined=main --export=enter --export-table --no-entry --no-stack-first --global-base=1024
  --initial-heap=65536 --max-memory=2147483648 -z stack-size=65536 --keep-section=target_features`;
const EMSCRIPTEN = `
  int print(const char *); char room[64]; void *malloc(unsigned long size) { return room; }
  int enter(int n) { return print("hello") + n; }
`;
const CMAKE = `cmake_minimum_required(VERSION 3.20)
project(app C)
add_library(twice STATIC twice.c)
add_executable(app hello.c)
target_link_libraries(app twice)
set_target_properties(app PROPERTIES SUFFIX .wasm RUNTIME_OUTPUT_DIRECTORY \${CMAKE_SOURCE_DIR})
`;

const toolchainFile = (home: string): string => `set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_C_COMPILER ${home}/bin/clang)
set(CMAKE_C_COMPILER_TARGET wasm32-wasip1)
set(CMAKE_AR ${home}/bin/llvm-ar)
set(CMAKE_RANLIB ${home}/bin/llvm-ranlib)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_EXE_LINKER_FLAGS_INIT -fuse-ld=\${CMAKE_CURRENT_LIST_DIR}/bin/wasm-ld)
`;
const MAKEFILE = `app.wasm: hello.o twice.o
\t$(WASM_LD) -r hello.o twice.o -o app.o
\t$(CC) $(TARGET) -fuse-ld=$(WASM_LD) app.o -o $@
%.o: %.c
\t$(CC) $(TARGET) -O1 -c $< -o $@
`;

function clangJobs(home: string): Readonly<Record<string, Job>> {
  return {
    "clang -fuse-ld with a path (for WebAssembly, clang has no --ld-path)": {
      files: PROGRAM,
      commands: [["clang", WASI, "-O2", "hello.c", "twice.c", "-o", "app.wasm", "-fuse-ld={linker}"]],
      check: sayHello,
    },
    "clang -B, which looks for wasm-ld in a folder": {
      files: PROGRAM,
      commands: [["clang", WASI, "-g", "hello.c", "twice.c", "-o", "app.wasm", "-Bbin"]],
      check: sayHello,
    },
    "clang -r, then the link": {
      files: PROGRAM,
      commands: [
        ["clang", WASI, "-O1", "-c", "hello.c", "twice.c"],
        ["clang", WASI, "-r", "-nostdlib", "hello.o", "twice.o", "-o", "both.o", "-fuse-ld={linker}"],
        ["clang", WASI, "both.o", "-o", "app.wasm", "-fuse-ld={linker}", "-Wl,--strip-debug"],
      ],
      check: sayHello,
    },
    "clang with a reactor": {
      files: { "add.c": '__attribute__((export_name("add"))) int add(int a, int b) { return a + b; }' },
      commands: [["clang", WASI, "-mexec-model=reactor", "-O1", "add.c", "-o", "app.wasm", "-fuse-ld={linker}"]],
      check: (workshop) => expect(call(workshop, "add", 2, 3)).toBe(5),
    },
    "clang++ with the standard library": {
      files: {
        "main.cc":
          '#include <iostream>\n#include <vector>\nint main() { std::vector<int> v{1, 2, 3}; int sum = 0; for (int n : v) sum += n; std::cout << "sum " << sum << std::endl; }',
      },
      commands: [["clang++", WASI, "-O1", "-fno-exceptions", "main.cc", "-o", "app.wasm", "-fuse-ld={linker}"]],
      check: (workshop) => expect(workshop.execute("app.wasm")).toBe("sum 6\n"),
    },
    "clang++ with exceptions": {
      files: { "throw.cc": THROWING, "unwind.c": UNWINDER, "tag.s": TAG },
      commands: [
        ["clang", "--target=wasm32", "-O1", "-mexception-handling", "-c", "unwind.c", "tag.s"],
        [
          "clang++",
          "--target=wasm32",
          "-O1",
          "-fwasm-exceptions",
          "-nostdlib",
          "throw.cc",
          "unwind.o",
          "tag.o",
          "-o",
          "app.wasm",
          "-fuse-ld={linker}",
          "-Wl,--no-entry,--export=enter",
        ],
      ],
      check: (workshop) => expect([call(workshop, "enter", 1), call(workshop, "enter", 5)]).toEqual([1, 2]),
    },
    "clang for threads": {
      files: { "threads.c": THREADED },
      commands: [
        [
          "clang",
          "--target=wasm32-wasip1-threads",
          "-pthread",
          "-O1",
          "-nostdlib",
          "threads.c",
          "-o",
          "app.wasm",
          "-fuse-ld={linker}",
          "-Wl,--no-entry,--shared-memory,--import-memory,--max-memory=262144",
        ],
      ],
      check: (workshop) => {
        const memory = new WebAssembly.Memory({ initial: 2, maximum: 4, shared: true });
        const module = new WebAssembly.Module(workshop.read("app.wasm"));
        const start = (): ((n: number) => number) =>
          new WebAssembly.Instance(module, { env: { memory } }).exports["enter"] as (n: number) => number;
        expect([start()(2), start()(3)]).toEqual([2, 5]);
      },
    },
    "the command line of emcc": {
      files: { "main.c": EMSCRIPTEN, "libjs.so": "#STUB\nprint: malloc\n", "args.rsp": EMCC },
      commands: [
        ["clang", "--target=wasm32-unknown-emscripten", "-O1", "-c", "main.c"],
        ["{linker}", "@args.rsp", "-o", "app.wasm"],
      ],
      check: (workshop) => {
        const module = new WebAssembly.Module(workshop.read("app.wasm"));
        const { exports } = new WebAssembly.Instance(module, { env: { print: () => 40 } });
        expect((exports["enter"] as (n: number) => number)(2)).toBe(42);
        expect(Object.keys(exports)).toContain("malloc");
      },
    },
    "CMake with a toolchain file": {
      files: { ...PROGRAM, "CMakeLists.txt": CMAKE, "toolchain.cmake": toolchainFile(home) },
      commands: [
        ["cmake", "-S", ".", "-B", "build", "-DCMAKE_TOOLCHAIN_FILE=toolchain.cmake", "-DCMAKE_BUILD_TYPE=Release"],
        ["cmake", "--build", "build"],
      ],
      check: sayHello,
    },
    "make with WASM_LD": {
      files: { ...PROGRAM, Makefile: MAKEFILE },
      commands: [["make", "WASM_LD={linker}", `CC=${home}/bin/clang`, `TARGET=${WASI}`]],
      check: sayHello,
    },
  };
}

const NEEDED: Readonly<Record<string, string>> = { cmake: "cmake", make: "make" };

/** Why a job cannot run on this machine. */
function missingFor({ commands }: Job): string | undefined {
  const tool = NEEDED[commands[0][0]];
  if (tool === undefined || spawnSync(tool, ["--version"]).status === 0) return undefined;
  return `no ${tool}: install it`;
}

const home = llvmHome();
describe("clang", () => {
  for (const [name, job] of Object.entries(clangJobs(home ?? ""))) {
    const missing = home === undefined ? NO_LLVM : missingFor(job);
    if (missing !== undefined) test.skip(`${name} (${missing})`);
    else test(name, async () => checkJob(job, home ?? ""));
  }
});

const rustc = process.env["RUSTC"] ?? "rustc";

/** Whether `rustc` has the standard library of a target. */
function hasRustTarget(target: string): boolean {
  const { stdout, status } = spawnSync(rustc, ["--print", "target-libdir", "--target", target], { encoding: "utf8" });
  return status === 0 && existsSync(stdout.trim());
}

const RUST_PROGRAM = `use std::collections::BTreeMap;
fn main() {
    let mut ages = BTreeMap::new();
    for (at, word) in "one two one".split(' ').enumerate() { *ages.entry(word).or_insert(0) += at; }
    println!("{ages:?} {}", "x".parse::<i32>().is_err());
}`;
const RUST_LIBRARY = `use std::fmt::Write;
#[no_mangle] pub extern "C" fn length(n: i32) -> usize { let mut text = String::new(); write!(text, "{:>5}", n * 7).unwrap(); text.trim().len() }`;

describe("rustc", () => {
  const jobs = [
    ["wasm32-wasip1", "debug", ["-g"]],
    ["wasm32-wasip1", "release", ["-O"]],
    ["wasm32-unknown-unknown", "debug", ["-g", "--crate-type=cdylib"]],
    ["wasm32-unknown-unknown", "release", ["-O", "--crate-type=cdylib", "-C", "panic=abort"]],
  ] as const;
  for (const [target, profile, args] of jobs) {
    const hint = `rustc has no ${target}: rustup target add ${target}, or set RUSTC`;
    const missing = home === undefined ? NO_LLVM : hasRustTarget(target) ? undefined : hint;
    if (missing !== undefined) {
      test.skip(`${target}, ${profile} (${missing})`);
      continue;
    }
    test(`${target}, ${profile}`, async () => {
      const source = target === "wasm32-wasip1" ? RUST_PROGRAM : RUST_LIBRARY;
      const command = [rustc, "--target", target, ...args, "app.rs", "-C", "linker={linker}", "-o", "app.wasm"];
      const check = (workshop: Workshop): void => {
        if (target === "wasm32-wasip1") expect(workshop.execute("app.wasm")).toBe('{"one": 2, "two": 1} true\n');
        else expect(call(workshop, "length", 150)).toBe(4);
      };
      await checkJob({ files: { "app.rs": source }, commands: [command], check }, home ?? "");
    });
  }
});
