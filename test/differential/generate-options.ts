/** Random command lines: what kind of output, then a handful of options, mostly sensible, sometimes wrong. */
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

export type Mode = "executable" | "relocatable" | "shared" | "pie" | "threads" | "dynamic";

type Make = (random: Random, world: World) => readonly string[];

export function pickMode(random: Random, world: World): Mode {
  return random.weighted<Mode>([
    [world.isPic ? 12 : 40, "executable"],
    [14, "relocatable"],
    [world.isPic ? 30 : 4, "shared"],
    [world.isPic ? 20 : 4, "pie"],
    [12, "threads"],
    [world.isPic ? 12 : 2, "dynamic"],
  ]);
}

export function generateOptions(random: Random, world: World, mode: Mode): string[] {
  const options = [...MODES[mode](random)];
  if (world.is64 !== random.chance(0.6)) options.push("-mwasm64");
  if (mode !== "relocatable") {
    if (random.chance(35)) options.push("--no-entry");
    options.push(...random.weighted(UNDEFINED));
  }
  const count = random.weighted([[2, 0], [3, 1], [4, 2], [4, 4], [2, 8]]); // biome-ignore format: short
  const isPic = options.includes("-pie") || options.includes("-shared");
  const choices = (mode === "relocatable" || isPic) && random.chance(85) ? RELOCATABLE : COMMON;
  for (let i = 0; i < count; i++) options.push(...random.weighted(choices)(random, world));
  options.push(...world.wrapped.map((name) => `--wrap=${name}`));
  if (random.chance(6)) options.push(...random.pick(WRONG)(random, world));
  return options;
}

const MODES: Readonly<Record<Mode, (random: Random) => readonly string[]>> = {
  executable: () => [],
  relocatable: () => ["-r"],
  shared: (random) => ["-shared", ...experimental(random), ...(random.chance(30) ? ["-Bsymbolic"] : [])],
  pie: (random) => ["-pie", ...experimental(random)],
  threads: (random) => [
    "--shared-memory",
    ...(random.chance(70) ? ["--max-memory=1048576"] : []),
    ...(random.chance(70) ? ["--features=atomics,bulk-memory,mutable-globals,sign-ext"] : []),
    ...(random.chance(60) ? ["--no-check-features"] : []),
    ...(random.chance(25) ? ["-pie", "--experimental-pic"] : []),
    ...(random.chance(25) ? ["-shared", "--experimental-pic"] : []),
    ...(random.chance(50) ? ["--import-memory"] : []),
  ],
  dynamic: (random) => ["--unresolved-symbols=import-dynamic", ...experimental(random)],
};

function experimental(random: Random): string[] {
  return random.chance(80) ? ["--experimental-pic"] : [];
}

const UNDEFINED: readonly (readonly [number, readonly string[]])[] = [
  [5, []],
  [6, ["--allow-undefined"]],
  [4, ["--unresolved-symbols=ignore-all"]],
  [2, ["--warn-unresolved-symbols"]],
  [3, ["--import-undefined"]],
  [1, ["--unresolved-symbols=report-all"]],
  [1, ["--import-undefined", "--warn-unresolved-symbols"]],
  [1, ["--error-unresolved-symbols", "--unresolved-symbols=ignore-all"]],
];

function anyName(random: Random, world: World): string {
  const { functions, data, globals, tags, tables } = world;
  const names = random
    .pick([functions, functions, functions, data, data, globals, tags, tables])
    .map(({ name }) => name);
  return names.length === 0 || random.chance(8) ? random.pick(LINKER_NAMES) : random.pick(names);
}

const LINKER_NAMES = [
  "__heap_base", "__data_end", "__stack_pointer", "__wasm_call_ctors", "__memory_base", "__table_base", "__indirect_function_table",
  "__dso_handle", "__tls_base", "__wasm_init_tls", "__start_my_section", "__wasm_first_page_end", "no_such_symbol", "local0",
]; // biome-ignore format: a table

const always =
  (...options: readonly string[]): Make =>
  () =>
    options;
const valued =
  (form: string, values: readonly string[]): Make =>
  (random) => [`${form}${random.pick(values)}`];
const named =
  (form: string): Make =>
  (random, world) => {
    const name = anyName(random, world);
    return form.endsWith("=") || !random.chance(30) ? [`${form}${form.endsWith("=") ? "" : "="}${name}`] : [form, name];
  };

const FEATURE_LISTS = ["mutable-globals", "bulk-memory", "atomics,bulk-memory", "simd128,sign-ext", "extended-const", "mutable-globals,extended-const",
  "reference-types,multivalue,bulk-memory,mutable-globals,sign-ext,simd128,atomics,exception-handling,tail-call,shared-mem,extended-const,nontrapping-fptoint,bulk-memory-opt,call-indirect-overlong"]; // biome-ignore format: a table
const PAGES = ["65536", "131072", "1048576", "65537", "0", "16777216", "4294967296"];

/** Not --save-temps, with which wasm-ld leaves files of LLVM's. */
const LINK_TIME_OPTIMIZATION = ["lto-O0", "lto-O3", "lto-CGO2", "lto-partitions=2", "lto-debug-pass-manager", "disable-verify", "thinlto-jobs=2",
  "thinlto-cache-dir=cache", "thinlto-cache-policy=prune_after=1h", "thinlto-emit-imports-files",
  "thinlto-index-only", "thinlto-index-only=index.txt", "lto-obj-path=lto.o"]; // biome-ignore format: a table

/** Options that make sense for -r as well. */
const RELOCATABLE: readonly (readonly [number, Make])[] = [
  [4, valued("-O", ["0", "1", "2", "3"])],
  [4, always("--strip-debug")],
  [3, always("--strip-all")],
  [2, valued("--keep-section=", ["name", "producers", "target_features", "mine"])],
  [3, always("--no-demangle")],
  [2, always("--trace")],
  [3, (random, world) => [`-y${anyName(random, world)}`]],
  [3, named("--trace-symbol")],
  [2, always("-M")],
  [2, always("--Map=out.map")],
  [2, valued("--why-extract=", ["why.tsv", "-"])],
  [1, always("--verbose", "--threads=1")],
  [2, always("--no-check-features")],
  [1, always("--check-features")],
  [1, valued("--mllvm=", ["-disable-lsr", "-enable-emscripten-sjlj", "-combiner-global-alias-analysis=false"])],
  [2, valued("--features=", FEATURE_LISTS)],
  [2, valued("--extra-features=", FEATURE_LISTS)],
  [2, always("--no-merge-data-segments")],
  [2, always("--merge-data-segments")],
  [1, always("--unresolved-symbols=ignore-all")],
  [1, always("--import-memory")],
  [1, always("--fatal-warnings")],
  [1, valued("--error-limit=", ["0", "1", "3"])],
  [3, always("--allow-multiple-definition")],
  [1, always("--noinhibit-exec")],
  [2, (random, world) => [`--wrap=${random.pick([...world.functions, ...world.functions, ...world.data]).name}`]],
  [1, named("--export")],
  [1, always("--export-all")],
  [2, valued("--build-id", ["", "=sha1", "=fast", "=0x1234abcd", "=none"])],
  [1, valued("--soname=", ["a.so", ""])],
  [1, always("--whole-archive")],
  [1, valued("--page-size=", ["1", "65536"])],
  [1, always("--initial-memory=131072")],
  [2, always("--emit-relocs")],
  [2, always("--no-gc-sections")],
  [2, always("--export-dynamic")],
  [1, always("--no-shlib-sigcheck")],
  [1, valued("--rpath=", ["$ORIGIN", "/lib"])],
  [2, valued("--color-diagnostics", ["", "=always", "=never", "=auto"])],
  [
    1,
    valued("--no-", ["color-diagnostics", "fatal-warnings", "print-gc-sections", "allow-multiple-definition", "pie"]),
  ],
  [1, valued("-", ["v", "V", "demangle", "-print-map", "dn", "dy", "call_shared", "error-unresolved-symbols"])],
  [1, valued("--threads", ["=1", "=4"])],
  [1, valued("--reproduce=", ["repro.tar", "a.b.tar", "repro"])],
  [1, valued("-z", ["muldefs", "stack-size=32", "nodlopen"])],
  [2, valued("--", LINK_TIME_OPTIMIZATION)],
  [1, (random, world) => (world.is64 ? [] : random.pick([["-m", "wasm32"], ["-mwasm32"]]))], // biome-ignore format: short
];

const COMMON: readonly (readonly [number, Make])[] = [
  ...RELOCATABLE,
  [3, always("--emit-relocs")],
  [6, always("--no-gc-sections")],
  [4, always("--print-gc-sections")],
  [6, always("--export-all")],
  [5, always("--export-dynamic")],
  [10, named("--export")],
  [
    1,
    (random, world) =>
      random
        .some(world.functions, 60)
        .map(({ name }) => random.pick(["--export=", "--export-if-defined=", "-u", "-y"]) + name),
  ],
  [4, named("--export-if-defined")],
  [4, (random, world) => [random.pick(["-u", "--undefined="]) + anyName(random, world)]],
  [4, (random, world) => ["--wrap", random.pick([...world.functions, ...world.data]).name]],
  [2, (random, world) => ["-e", random.pick(world.functions).name]],
  [1, named("--entry=")],
  [3, always("--export-table")],
  [3, always("--import-table")],
  [3, always("--growable-table")],
  [3, valued("--table-base=", ["0", "1", "2", "100"])],
  [4, always("--import-memory")],
  [2, valued("--import-memory=", ["mod,mem", "mod", "a,b,c"])],
  [2, always("--export-memory")],
  [2, valued("--export-memory=", ["mem", ""])],
  [3, (random) => [`--initial-memory=${random.pick(PAGES)}`]],
  [2, (random) => [`--max-memory=${random.pick(PAGES)}`]],
  [2, valued("--initial-heap=", ["65536", "131072", "1", "0"])],
  [1, always("--no-growable-memory")],
  [3, valued("--page-size=", ["1", "1", "65536", "2"])],
  [3, (random) => ["-z", `stack-size=${random.pick(["0", "16", "1048576", "17", "0x1000", "65536"])}`]],
  [1, valued("-zstack-size=", ["32", "64"])],
  [2, always("--stack-first")],
  [4, always("--no-stack-first")],
  [4, valued("--global-base=", ["0", "1024", "65536", "100000", "7"])],
  [4, (random) => ["--compress-relocations", ...(random.chance(80) ? [random.pick(["-s", "-S"])] : [])]],
  [2, always("--shared-memory")],
  [1, always("-Bsymbolic")],
  [2, always("--no-shlib-sigcheck")],
  [2, always("-Bdynamic")],
  [2, valued("--rpath=", ["$ORIGIN", "/lib"])],
  [3, always("--allow-undefined-file=allowed.txt")],
  [2, always("--gc-sections")],
  [1, always("-allow-undefined-file", "allowed.txt")],
  [1, always("--no-export-dynamic")],
  [1, always("-E")],
  [1, named("--undefined")],
  [1, named("--export-if-defined=")],
];

/** Unknown options, bad values, and combinations that are refused. */
const WRONG: readonly Make[] = [
  valued("--", ["gc-section", "start-group", "as-needed", "threads=0", "threads=x", "lto-O9", "icf=all", "no-such"]),
  valued("-", ["Wl,-x", "O", "Ox", "mfoo", "z foo", "znodlopen", "i", "export-foo", "growable-table", "R"]),
  valued("--build-id=", ["0xzz", "0x123", "md5", "0x"]),
  valued("--unresolved-symbols=", ["foo", "import-functions"]),
  valued("--page-size=", ["0", "x", "-1", "131072"]),
  valued("--table-base=", ["x", "-1", "4294967296"]),
  valued("--global-base=", ["x", "18446744073709551615", "4294967295"]),
  valued("--initial-memory=", ["x", "17592186044416", "8589934592"]),
  valued("--error-limit=", ["x", "-1"]),
  valued("--keep-section", ["", "="]),
  always("-r", "--entry=foo"),
  always("-r", "--shared"),
  always("-r", "--gc-sections"),
  always("-r", "-pie"),
  always("-r", "-u", "foo"),
  always("-shared", "-pie"),
  always("--export-table", "--import-table"),
  always("--max-memory=131072", "--no-growable-memory"),
  always("--thinlto-object-suffix-replace=a"),
  always("missing.o"),
  always("-lmissing"),
  always("-o"),
  always("--start-lib", "--start-lib"),
  always("--end-lib"),
  valued("--Map=", ["allowed.txt/out.map", "libs", ""]),
  valued("--why-extract=", ["allowed.txt/why", ""]),
  valued("--reproduce=", ["allowed.txt/repro.tar", ""]),
  valued("--allow-undefined-file=", ["gone.txt", "", "."]),
  valued("@", ["gone.rsp", "", "."]),
  valued("--color-diagnostics=", ["red", ""]),
  valued("--rsp-quoting=", ["dos", ""]),
  valued("-m", ["wasm", "wasm32 ", "64", "elf_x86_64"]),
  valued("--lto-", ["O4", "CGO4", "CGO", "partitions=0", "partitions=x"]),
  valued("--thinlto-", [
    "jobs=x",
    "jobs=0",
    "cache-policy=x",
    "cache-policy=prune_after=1x",
    "prefix-replace=a",
    "prefix-replace=a;b;c",
    "object-suffix-replace=a;b",
  ]),
  valued("-z", ["stack-size=x", "stack-size=", "stack-size=-16", "stack-size=0b10000", "=", "stack-size"]),
  valued("--initial-heap=", ["x", "65535", "4294967296"]),
  valued("--max-memory=", ["x", "1", "65536", "8589934592"]),
  valued("--", [
    "export",
    "features",
    "threads",
    "soname",
    "wrap",
    "entry",
    "keep-section",
    "keep-section=",
    "no-whole-archive=x",
  ]),
  valued("-l", ["", ":", ":gone.a", "gone/x"]),
  valued("--threads=", ["-1", "00", "4294967296"]),
  always("-r", "--export-table"),
  always("-r", "--growable-table"),
  always("-r", "--shared-memory"),
  always("-r", "--compress-relocations"),
  always("-r", "--global-base=1024"),
  always("-shared", "--export-memory"),
  always("-shared", "--export-table"),
  always("-pie", "--global-base=4096"),
  always("-pie", "--table-base=5"),
  valued("--", ["version", "threads", "wrap", "export", "error-limit", "mllvm", "lto-obj-path", "soname="]),
  valued("-", ["y", "u", "e", "l", "L", "z", "m", "wrap=", "trace-symbol=", "-flavor=wasm", "export=", "no-entry"]),
  always("-flavor"),
  always("-flavor", "none"),
  always("-"),
  always("."),
  always("-Bsymbolic", "-pie"),
  valued("--import-memory=", ["", ",", "a,"]),
];
