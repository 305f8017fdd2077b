/**
 * What the objects of one job have in common: names and what each of them is, so that references mostly find a definition of
 * the same kind and type, and now and then do not.
 */
import { FUNCTION_TABLE_NAME, ValueType } from "../../src/format/wasm.ts";
import type { Random } from "./random.ts";

export interface Signature {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

export interface World {
  readonly is64: boolean;
  /** How the objects reach data and functions: through the GOT and relative to bases, or by absolute addresses. */
  readonly isPic: boolean;
  /** Some data is thread-local, and the objects say that they use atomics. */
  readonly hasThreads: boolean;
  readonly signatures: readonly Signature[];
  readonly functions: readonly { readonly name: string; readonly type: Signature }[];
  readonly data: readonly { readonly name: string; readonly isTls: boolean }[];
  readonly globals: readonly { readonly name: string; readonly type: number; readonly isMutable: boolean }[];
  readonly tables: readonly { readonly name: string; readonly element: number }[];
  /** What `--wrap` names if some object has heard of it. */
  readonly wrapped: readonly string[];
  readonly tags: readonly { readonly name: string; readonly type: Signature }[];
  readonly comdats: readonly string[];
  /** Chance in percent of each of the rarer things, set per job so that some jobs have many of them. */
  readonly oddity: number;
  /** Names that an object defines already; another definition is mostly weak. Grows from object to object. */
  readonly taken: Set<string>;
}

const { i32, i64, f32, f64, v128, funcref, externref } = ValueType;

const FUNCTION_NAMES = [
  "_start", "main", "__main_void", "__original_main", "__main_argc_argv", "foo", "bar", "baz", "qux", "f1", "f2", "f3", "callee",
  "malloc", "free", "memcpy", "_Z3foov", "_Z3fooi", "_ZN2ns3barEPKc", "_ZNSt6vectorIiSaIiEE9push_backERKi",
  "_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE", "_RNvCs1234_7mycrate4main", "_D4test3fooFZv", "_ZTv0_n24_N1A1fEv",
  "_initialize", "__cxa_atexit", "with space", "größe", "$dollar", "x.y", "__wasm_call_dtors",
  "a_function_with_a_rather_long_name_that_does_not_fit_into_one_leb_byte_of_length_because_it_has_more_than_127_characters_in_its_name_x",
]; // biome-ignore format: a table
const DATA_NAMES = [
  "counter",
  "table",
  "buffer",
  "greeting",
  "errno",
  "environ",
  "_ZTV3Foo",
  "_ZTI3Foo",
  "_ZTS3Foo",
  "_ZGVZ3foovE1x",
  "_ZN2ns5valueE",
  "d1",
  "d2",
  "d3",
  "__stack_chk_guard",
  "__tls_var",
  "tls_a",
  "tls_b",
  "__data_start",
  "str",
  "_RNvCs1234_7mycrate5VALUE",
];
/** Names of the linker's own, which an input may define all the same. */
const LINKER_FUNCTION_NAMES = [
  "__wasm_call_ctors",
  "__wasm_init_tls",
  "__wasm_init_memory",
  "__wasm_apply_data_relocs",
  "__wasm_start",
];
const LINKER_DATA_NAMES = ["__heap_base", "__heap_end", "__data_end", "__dso_handle", "__global_base", "__stack_low", "__stack_high",
  "__memory_base", "__table_base", "__wasm_first_page_end", "__start_my_section", "__stop_custom"]; // biome-ignore format: a table
const LINKER_GLOBAL_NAMES = [
  "__stack_pointer",
  "__tls_base",
  "__tls_size",
  "__tls_align",
  "__memory_base",
  "__table_base",
];
const GLOBAL_NAMES = ["g1", "g2", "g3", "__wasm_global", "stack_limit", "_ZL6global"];
const TABLE_NAMES = ["t1", "t2", "externs", "functions"];
const TAG_NAMES = ["__cpp_exception", "__c_longjmp", "tag1", "tag2"];
const COMDAT_NAMES = ["_Z3foov", "_ZN2ns3barEPKc", "group", "_ZTV3Foo", "_ZTI3Foo", "inline_function"];

export function makeWorld(random: Random, isCompiled: boolean): World {
  const is64 = random.chance(9);
  const hasThreads = random.chance(25);
  const address = is64 ? i64 : i32;
  const makeSignature = (): Signature => ({
    params: random.times(random.weighted([[4, 0], [3, 1], [2, 2], [1, 5]]), () => random.pick([i32, i64, f32, f64, address])),
    results: random.times(random.weighted([[5, 0], [6, 1], [1, 2]]), () => random.pick([i32, i64, f32, f64, address])),
  }); // biome-ignore format: a table
  const nothing: Signature = { params: [], results: [] };
  const odd: Signature = { params: [v128, externref], results: [funcref] };
  const signatures = [
    nothing,
    ...random.times(random.between(1, 4), makeSignature),
    ...(random.chance(10) ? [odd] : []),
  ];
  const take = (names: readonly string[], least: number, most: number): string[] =>
    random.shuffle(names).slice(0, random.between(least, most));
  const isLarge = random.chance(3);
  // Enough for the hash tables of LLVM to grow, and for numbers of two bytes.
  const more = (prefix: string): string[] =>
    isLarge ? random.times(random.between(20, 200), (i) => `${prefix}${i}${random.chance(20) ? "_longer" : ""}`) : [];
  const ownNames = (names: readonly string[]): string[] => (random.chance(3) ? [random.pick(names)] : []);
  const someNames = take(FUNCTION_NAMES, 2, 12);
  const functionNames = ["_start", ...someNames, ...more("fn"), ...ownNames(LINKER_FUNCTION_NAMES)];
  const dataNames = [...take(DATA_NAMES, 1, 10), ...more("var"), ...ownNames(LINKER_DATA_NAMES)];
  const wrapped = random.chance(10) ? [random.pick(functionNames)] : [];
  functionNames.push(...wrapped.flatMap((name) => [`__wrap_${name}`, `__real_${name}`]));
  const types = new Map<string, Signature>();
  const typeOf = (name: string): Signature => {
    const plain = name.replace(/^__(?:wrap|real)_/, "");
    const isNothing = plain === "_start" || plain.startsWith("__wasm") || random.chance(40);
    const type = types.get(plain) ?? (isNothing ? nothing : random.pick(signatures));
    types.set(plain, type);
    return type;
  };
  return {
    is64,
    isPic: random.chance(35) && !(isCompiled && is64),
    hasThreads,
    signatures,
    functions: [...new Set(functionNames)].map((name) => ({ name, type: typeOf(name) })),
    data: dataNames.map((name) => ({
      name,
      isTls: hasThreads && (name.includes("tls") || random.chance(15)),
    })),
    globals: [...take(GLOBAL_NAMES, 0, 3), ...ownNames(LINKER_GLOBAL_NAMES)].map((name) => ({
      name,
      type: name.startsWith("__") ? address : random.pick([i32, i32, i64, f32, f64, externref]),
      isMutable: random.chance(60),
    })),
    tables: random.chance(30)
      ? [...take(TABLE_NAMES, 1, 2), ...ownNames([FUNCTION_TABLE_NAME])].map((name) => ({
          name,
          element: random.pick([funcref, externref]),
        }))
      : [],
    tags: random.chance(25)
      ? take(TAG_NAMES, 1, 2).map((name) => ({ name, type: { params: [address], results: [] } }))
      : [],
    wrapped,
    taken: new Set(),
    comdats: take(COMDAT_NAMES, 0, 4),
    oddity: random.weighted([[5, 0], [4, 3], [1, 12]]), // biome-ignore format: a table
  };
}
