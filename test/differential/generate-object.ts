/** One object of a job: what it refers to, what it defines, and how both are declared. */
import { ExternalKind, FUNCTION_TABLE_NAME, Opcode, SymbolFlag, ValueType } from "../../src/format/wasm.ts";
import { buildObject, type ImportDescription, type ObjectDescription } from "../support/object-builder.ts";
import { CodeDraft, generateBody, putConstant, signatureOf } from "./generate-code.ts";
import { addCustomSections, addSectionSymbols, relocateCustomSections } from "./generate-custom-sections.ts";
import { addSegments, pickBinding, relocateSegments } from "./generate-segments.ts";
import { ObjectDraft } from "./object-draft.ts";
import type { Random } from "./random.ts";
import type { Signature, World } from "./world.ts";

const LINKER_DATA = [
  "__heap_base", "__heap_end", "__data_end", "__dso_handle", "__global_base", "__stack_low", "__stack_high", "__memory_base",
  "__table_base", "__wasm_first_page_end", "__start_my_section", "__stop_my_section", "__start_custom", "__stop_1digit",
]; // biome-ignore format: a table
const LINKER_GLOBALS = [
  "__stack_pointer",
  "__stack_pointer",
  "__memory_base",
  "__table_base",
  "__tls_base",
  "__tls_size",
  "__tls_align",
];
const LINKER_FUNCTIONS = ["__wasm_call_ctors", "__wasm_init_tls", "__wasm_call_dtors", "__wasm_apply_data_relocs"];
const FEATURES = ["simd128", "atomics", "bulk-memory", "mutable-globals", "sign-ext", "reference-types", "shared-mem", "extended-const",
  "multivalue", "tail-call", "exception-handling", "nontrapping-fptoint", "bulk-memory-opt", "call-indirect-overlong"]; // biome-ignore format: a table

/** Fewer definitions make more references fail; `share` is the chance in percent that this object defines a name. */
export function generateObject(random: Random, world: World, share: number): Uint8Array {
  const draft = new ObjectDraft();
  if (random.chance(95)) draft.imports.push(memoryImport(random, world));
  else if (random.chance(30)) draft.memories.push([0, 1]);
  const defined = defineNames(random, world, share);
  addReferences(random, world, draft, defined.names);
  addDefinitions(random, world, draft, defined);
  addSegments(random, world, draft, defined.data);
  addCustomSections(random, world, draft);
  addUnimportedReferences(random, world, draft);
  addElements(random, draft);
  // Functions are there, if empty: whether their section is, decides on the number of the first custom section.
  draft.firstCustom = countSections(draft);
  addSectionSymbols(random, draft);
  draft.settleSymbols(random);
  for (const row of draft.functions)
    Object.assign(row, withoutType(generateBody(random, world, draft, typeOf(draft, row.type))));
  relocateSegments(random, world, draft);
  relocateCustomSections(random, world, draft);
  for (const name of defined.names) world.taken.add(name);
  return buildObject(draft.describe(metadata(random, world, draft)));
}

function memoryImport(random: Random, world: World): ImportDescription {
  const flags = (world.is64 !== random.chance(world.oddity / 4) ? 4 : 0) | (random.chance(2) ? 3 : 0);
  const limits = (flags & 1) === 0 ? [flags, random.below(3)] : [flags, 1, 4];
  return { name: "__linear_memory", kind: "memory", description: limits };
}

interface Defined {
  readonly functions: World["functions"];
  readonly data: World["data"];
  readonly globals: World["globals"];
  readonly tables: World["tables"];
  readonly tags: World["tags"];
  readonly names: ReadonlySet<string>;
}

function defineNames(random: Random, world: World, share: number): Defined {
  const choose = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    list.filter(({ name }) => random.chance(world.taken.has(name) ? share / 4 : name === "_start" ? 90 : share));
  const functions = choose(world.functions);
  const data = choose(world.data);
  const globals = choose(world.globals);
  const tables = choose(world.tables);
  const tags = choose(world.tags);
  const all = [...functions, ...data, ...globals, ...tables, ...tags];
  return { functions, data, globals, tables, tags, names: new Set(all.map(({ name }) => name)) };
}

/** Another type than the name has in this job, now and then. */
function typeFor(random: Random, world: World, type: Signature): Signature {
  return random.chance(2 + world.oddity) ? random.pick(world.signatures) : type;
}

function addReferences(random: Random, world: World, draft: ObjectDraft, defined: ReadonlySet<string>): void {
  const refers = ({ name }: { readonly name: string }): boolean => !defined.has(name) && random.chance(45);
  for (const { name, type } of world.functions.filter(refers)) addFunctionReference(random, world, draft, name, type);
  const linkerFunction = random.pick(LINKER_FUNCTIONS);
  if (random.chance(3 + world.oddity) && !draft.names.has(linkerFunction) && !defined.has(linkerFunction)) {
    addFunctionReference(random, world, draft, linkerFunction, { params: [], results: [] });
  }
  const { globals, tables, tags } = world;
  for (const { name, type, isMutable } of globals.filter(refers))
    addGlobalReference(random, draft, name, type, isMutable);
  const address = world.is64 ? ValueType.i64 : ValueType.i32;
  const isPointer = (name: string): boolean => name === "__stack_pointer" || random.chance(10 + world.oddity);
  const linkerGlobals = random
    .some(LINKER_GLOBALS, 12)
    .filter((name) => isPointer(name) || (world.isPic && name.endsWith("base")));
  for (const name of new Set(linkerGlobals)) {
    if (!draft.names.has(name) && !defined.has(name))
      addGlobalReference(random, draft, name, address, name === "__stack_pointer" || random.chance(20));
  }
  for (const { name, element } of tables.filter(refers)) addTableReference(random, draft, name, element);
  if (defined.has(FUNCTION_TABLE_NAME)) draft.imports.push({ name: "other_table", kind: "table" });
  else if (random.chance(93)) addTableReference(random, draft, FUNCTION_TABLE_NAME, ValueType.funcref);
  else if (random.chance(50)) draft.imports.push({ name: FUNCTION_TABLE_NAME, kind: "table" });
  for (const { name, type } of tags.filter(refers)) {
    const row: ImportDescription = { name, kind: "tag", type: draft.typeIndex(typeFor(random, world, type)) };
    addReference(random, draft, row, "tag", 0);
  }
}

function addFunctionReference(random: Random, world: World, draft: ObjectDraft, name: string, type: Signature): void {
  const flags = random.chance(15) ? SymbolFlag.bindingWeak : 0;
  const hidden = random.chance(8) ? SymbolFlag.visibilityHidden : 0;
  const kept = random.chance(3) ? SymbolFlag.noStrip : 0;
  const row: ImportDescription = { name, kind: "function", type: draft.typeIndex(typeFor(random, world, type)) };
  addReference(random, draft, row, "function", flags | hidden | kept);
}

/** An import and the symbol that is called like it, or has a name of its own. */
function addReference(
  random: Random,
  draft: ObjectDraft,
  row: ImportDescription,
  kind: "function" | "global" | "table" | "tag",
  flags: number,
): void {
  const index = draft.importCount(kind);
  const isExplicit = random.chance(7);
  const module = random.chance(5) ? { module: random.pick(["wasi_snapshot_preview1", "mod", "GOT.mem", ""]) } : {};
  const name = isExplicit ? random.pick([row.name, "imported", `${row.name}_import`, "fd_write"]) : row.name;
  draft.imports.push({ ...row, name, ...module });
  const rare = random.chance(2)
    ? random.pick([SymbolFlag.noStrip, SymbolFlag.exported, SymbolFlag.visibilityHidden])
    : 0;
  const bits = flags | rare | SymbolFlag.undefined | (isExplicit ? SymbolFlag.explicitName : 0);
  draft.addSymbol({ kind, flags: bits, index, name: row.name });
}

function addGlobalReference(random: Random, draft: ObjectDraft, name: string, type: number, isMutable: boolean): void {
  const isOther = random.chance(3);
  const description = [isOther ? ValueType.f32 : type, Number(isMutable !== random.chance(2))];
  addReference(random, draft, { name, kind: "global", description }, "global", 0);
}

function addTableReference(random: Random, draft: ObjectDraft, name: string, element: number): void {
  if (draft.names.has(name)) return;
  const kept = random.chance(60) ? SymbolFlag.noStrip : 0;
  const description = [random.chance(3) ? ValueType.externref : element, 0, random.below(3)];
  addReference(random, draft, { name, kind: "table", description }, "table", kept);
}

/** Data has no imports: a symbol is all there is. */
function addUnimportedReferences(random: Random, world: World, draft: ObjectDraft): void {
  const names = [...random.some(world.data, 50).map(({ name, isTls }) => ({ name, isTls })),
    ...random.some(LINKER_DATA, 5).map((name) => ({ name, isTls: false }))]; // biome-ignore format: short
  for (const { name, isTls } of names) {
    if (draft.names.has(name)) continue;
    const weak = random.chance(15) ? SymbolFlag.bindingWeak : 0;
    const hidden = random.chance(10) ? SymbolFlag.visibilityHidden : 0;
    const tls = isTls && random.chance(80) ? SymbolFlag.tls : 0;
    draft.addSymbol({ kind: "data", name, flags: SymbolFlag.undefined | weak | hidden | tls });
  }
}

function addDefinitions(random: Random, world: World, draft: ObjectDraft, defined: Defined): void {
  const local = random.times(random.below(3), (i) => ({ name: `local${i}`, type: random.pick(world.signatures) }));
  for (const { name, type } of [...defined.functions, ...local]) {
    if (draft.names.has(name)) continue;
    addFunction(random, world, draft, name, typeFor(random, world, type), name.startsWith("local"));
  }
  for (const { name, type, isMutable } of defined.globals) {
    const index = draft.importCount("global") + draft.globals.length;
    draft.globals.push([type, Number(isMutable), ...initializer(random, world, draft, type)]);
    draft.addSymbol({ kind: "global", name, flags: pickBinding(random, world.taken.has(name)), index });
  }
  for (const { name, element } of defined.tables) {
    const index = draft.importCount("table") + draft.tables.length;
    draft.tables.push([element, ...random.pick([[0, 1], [0, 0], [1, 2, 5]])]); // biome-ignore format: short
    draft.addSymbol({ kind: "table", name, flags: pickBinding(random, world.taken.has(name)), index });
  }
  for (const { name, type } of defined.tags) {
    const index = draft.importCount("tag") + draft.tags.length;
    draft.tags.push(draft.typeIndex(typeFor(random, world, type)));
    draft.addSymbol({
      kind: "tag",
      name,
      flags: pickBinding(random, world.taken.has(name) || random.chance(50)),
      index,
    });
  }
}

function addFunction(
  random: Random,
  world: World,
  draft: ObjectDraft,
  name: string,
  type: Signature,
  isLocal: boolean,
): void {
  const index = draft.importCount("function") + draft.functions.length;
  const comdat =
    world.comdats.find((group) => group === name) ?? (isLocal && random.chance(15) ? world.comdats[0] : undefined);
  draft.functions.push({ type: draft.typeIndex(type), ...(comdat === undefined ? {} : { comdat }) });
  const weak = comdat !== undefined && random.chance(90) ? SymbolFlag.bindingWeak : 0;
  const flags = isLocal ? SymbolFlag.bindingLocal : withBinding(pickBinding(random, world.taken.has(name)), weak);
  draft.addSymbol({ kind: "function", name, flags, index });
  if ((flags & SymbolFlag.exported) !== 0 && random.chance(70)) {
    const exportName = random.pick([name, `${name}-export`]);
    if (!draft.exports.some((row) => row.name === exportName)) {
      draft.exports.push({ name: exportName, kind: ExternalKind.function, index });
    }
  }
  // A second name of the same function.
  if (random.chance(4))
    draft.addSymbol({ kind: "function", name: `alias${draft.symbols.length}`, flags: random.pick([0, 1, 2]), index });
}

function addElements(random: Random, draft: ObjectDraft): void {
  const count = draft.importCount("function") + draft.functions.length;
  const hasTable = draft.tables.length > 0 || draft.importCount("table") > 0;
  if (hasTable && count > 0 && random.chance(15)) {
    draft.elements.push(random.times(random.between(1, 3), () => random.below(count)));
  }
  draft.countsSegments = draft.segments.length > 0 && random.chance(20);
}

function withBinding(flags: number, weak: number): number {
  return weak === 0 ? flags : (flags & ~SymbolFlag.bindingMask) | weak;
}

function initializer(random: Random, world: World, draft: ObjectDraft, type: number): number[] {
  const code = new CodeDraft();
  // Not relocated: linkers leave the index as it is.
  if (draft.importCount("global") > 0 && random.chance(world.oddity / 2)) code.put(Opcode.globalGet, 0);
  else if (type === ValueType.i32 && random.chance(50)) code.put(0x41, 0xe4, 0x00);
  else putConstant(code, type);
  return [...code.bytes, 0x0b];
}

function countSections(draft: ObjectDraft): number {
  const { types, imports, functions, tables, memories, tags, globals, exports, elements, segments } = draft;
  const standard = [types, imports, functions, functions, tables, memories, tags, globals, exports, elements, segments];
  return standard.filter((rows) => rows.length > 0).length + Number(draft.countsSegments);
}

function typeOf(draft: ObjectDraft, index: number): Signature {
  return draft.types[index] ?? { params: [], results: [] };
}

function withoutType<T extends { readonly type: number }>({ type: _type, ...rest }: T): Omit<T, "type"> {
  return rest;
}

function metadata(random: Random, world: World, draft: ObjectDraft): Partial<ObjectDescription> {
  const initSymbols = draft.symbolsOf("function", (symbol) => ((symbol.flags ?? 0) & SymbolFlag.undefined) === 0);
  const plain = initSymbols.filter(
    (index) => signatureOf(draft, index).params.length === 0 || random.chance(world.oddity),
  );
  const initFunctions = random.chance(25)
    ? random.some(plain, 30).map((symbol) => ({ priority: random.pick([1, 100, 65535, 65535]), symbol }))
    : [];
  const features = random.some(FEATURES, random.pick([0, 15, 40]));
  if (world.hasThreads && random.chance(98))
    features.push(...["atomics", "bulk-memory"].filter((name) => !features.includes(name)));
  const prefix = (): string => (random.chance(world.oddity) ? "-" : "+");
  return {
    is64: world.is64,
    ...(initFunctions.length > 0 ? { initFunctions } : {}),
    ...(features.length > 0 ? { features: features.map((name) => prefix() + name) } : {}),
    ...(random.chance(20) ? { producers: pickProducers(random) } : {}),
    ...(random.chance(8) ? { functionNames: functionNames(random, draft) } : {}),
  };
}

function pickProducers(random: Random): Record<string, [string, string][]> {
  const fields: Record<string, [string, string][]> = {};
  if (random.chance(70)) fields.language = [[random.pick(["C11", "C_plus_plus_14", "Rust"]), ""]];
  if (random.chance(70)) fields["processed-by"] = [["clang", random.pick(["22.1.8", "21.0.0"])]];
  if (random.chance(20)) fields["processed-by"] = [["rustc", "1.90"], ["clang", "19"]];
  if (random.chance(20)) fields.sdk = [["Emscripten", "4.0"]];
  return fields;
} // biome-ignore format: short

function functionNames(random: Random, draft: ObjectDraft): { index: number; name: string }[] {
  const count = draft.importCount("function") + draft.functions.length;
  return random.times(count, (index) => ({ index, name: `debug name ${index}` })).filter(() => random.chance(60));
}
