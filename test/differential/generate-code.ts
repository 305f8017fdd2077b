/** Function bodies: valid code whose relocated operands name the object's symbols, by every relocation type that fits. */
import { FUNCTION_TABLE_NAME, Opcode, ValueType } from "../../src/format/wasm.ts";
import type { FunctionDescription, RelocationDescription } from "../support/object-builder.ts";
import { isUndefined, type ObjectDraft } from "./object-draft.ts";
import type { Random } from "./random.ts";
import type { Signature, World } from "./world.ts";

const { i32, i64, f32, f64, v128 } = ValueType;

/** Instructions so far, and where they are relocated. */
export class CodeDraft {
  readonly bytes: number[] = [];
  readonly relocations: RelocationDescription[] = [];

  put(...bytes: readonly number[]): void {
    this.bytes.push(...bytes);
  }

  /** A field of `size` bytes; LEB128 fields are padded to it. `value` is what stands there before the link. */
  relocated(type: string, index: number, addend: number, value = 0): void {
    this.relocations.push({ type, offset: this.bytes.length, index, addend });
    this.put(...fieldBytes(type, value));
  }
}

/** What a compiler leaves in a field of this type: zero, or a small number. */
export function fieldBytes(type: string, value: number): number[] {
  if (type.endsWith("I32") || type.endsWith("I64")) {
    return Array.from({ length: type.endsWith("I64") ? 8 : 4 }, (_, i) => (i === 0 ? value & 0x7f : 0));
  }
  const size = type.endsWith("64") ? 10 : 5;
  return Array.from({ length: size }, (_, i) => (i === size - 1 ? 0 : 0x80 | (i === 0 ? value & 0x3f : 0)));
}

export function generateBody(random: Random, world: World, draft: ObjectDraft, type: Signature): FunctionDescription {
  const code = new CodeDraft();
  if (random.chance(20)) code.put(1, random.between(1, 3), random.pick([i32, i64, f32, f64]));
  else code.put(0);
  const count = random.weighted([[2, 0], [4, 1], [4, 3], [2, 6], [1, 14]]); // biome-ignore format: a table
  for (let i = 0; i < count; i++) random.weighted(INSTRUCTIONS)(random, world, draft, code);
  for (const result of type.results) putConstant(code, result);
  code.put(Opcode.end);
  return { type: draft.typeIndex(type), body: code.bytes, relocations: code.relocations };
}

export function putConstant(code: CodeDraft, type: number): void {
  if (type === i32) code.put(Opcode.i32Const, 7);
  else if (type === i64) code.put(Opcode.i64Const, 9);
  else if (type === f32) code.put(Opcode.f32Const, 0, 0, 0, 0);
  else if (type === f64) code.put(Opcode.f64Const, 0, 0, 0, 0, 0, 0, 0, 0);
  else if (type === v128) code.put(0xfd, 0x0c, ...new Array<number>(16).fill(0));
  else code.put(Opcode.refNull, type);
}

type PutInstruction = (random: Random, world: World, draft: ObjectDraft, code: CodeDraft) => void;

/** The signature of a function symbol, as this object sees it. */
export function signatureOf(draft: ObjectDraft, symbolIndex: number): Signature {
  const symbol = draft.symbols[symbolIndex];
  const index = symbol?.index ?? 0;
  const imports = draft.imports.filter((row) => row.kind === "function");
  const type = index < imports.length ? imports[index]?.type : draft.functions[index - imports.length]?.type;
  return draft.types[type ?? 0] ?? { params: [], results: [] };
}

const putCall: PutInstruction = (random, _world, draft, code) => {
  const functions = draft.symbolsOf("function");
  if (functions.length === 0) return;
  const callee = random.pick(functions);
  const { params, results } = signatureOf(draft, callee);
  for (const param of params) putConstant(code, param);
  code.put(Opcode.call);
  code.relocated("FUNCTION_INDEX_LEB", callee, 0);
  for (let i = 0; i < results.length; i++) code.put(Opcode.drop);
};

/** An address as a constant: of data, or of a function (a table slot). */
const putAddress: PutInstruction = (random, world, draft, code) => {
  const isFunction = random.chance(40);
  const wide = world.is64 !== random.chance(world.oddity / 2) ? "64" : "";
  const isPic = world.isPic !== random.chance(4 + world.oddity);
  const targets = isFunction
    ? draft.symbolsOf("function")
    : draft.symbolsOf("data", (symbol) => !isPic || !isUndefined(symbol) || random.chance(world.oddity));
  if (targets.length === 0) return;
  const target = random.pick(targets);
  const isTls = ((draft.symbols[target]?.flags ?? 0) & 0x100) !== 0 && random.chance(95);
  let kind = isFunction ? `TABLE_INDEX${isPic ? "_REL" : ""}_SLEB` : `MEMORY_ADDR${isPic ? "_REL" : ""}_SLEB`;
  if (isTls && !isFunction) kind = "MEMORY_ADDR_TLS_SLEB";
  code.put(wide === "" ? Opcode.i32Const : Opcode.i64Const);
  code.relocated(kind + wide, target, pickAddend(random), random.below(4));
  code.put(Opcode.drop);
};

const putLoad: PutInstruction = (random, world, draft, code) => {
  const targets = draft.symbolsOf("data");
  if (targets.length === 0 || (world.isPic && !random.chance(6 + world.oddity))) return;
  code.put(world.is64 ? Opcode.i64Const : Opcode.i32Const, 0, 0x28, 2);
  code.relocated(world.is64 ? "MEMORY_ADDR_LEB64" : "MEMORY_ADDR_LEB", random.pick(targets), pickAddend(random));
  code.put(Opcode.drop);
};

const putGlobal: PutInstruction = (random, world, draft, code) => {
  const throughGot = world.isPic ? random.chance(85) : random.chance(8);
  const targets = throughGot ? [...draft.symbolsOf("function"), ...draft.symbolsOf("data")] : draft.symbolsOf("global");
  if (targets.length === 0) return;
  code.put(Opcode.globalGet);
  code.relocated("GLOBAL_INDEX_LEB", random.pick(targets), 0);
  code.put(Opcode.drop);
};

const putIndirectCall: PutInstruction = (random, world, draft, code) => {
  const tables = draft.symbolsOf("table", ({ name }) => name === FUNCTION_TABLE_NAME);
  if (tables.length === 0) return;
  const type = random.pick(world.signatures);
  for (const param of type.params) putConstant(code, param);
  putConstant(code, world.is64 ? i64 : i32);
  code.put(0x11);
  code.relocated("TYPE_INDEX_LEB", draft.typeIndex(type), 0);
  code.relocated("TABLE_NUMBER_LEB", random.pick(tables), 0);
  for (let i = 0; i < type.results.length; i++) code.put(Opcode.drop);
};

const putThrow: PutInstruction = (random, world, draft, code) => {
  const tags = draft.symbolsOf("tag");
  if (tags.length === 0) return;
  code.put(Opcode.block, Opcode.emptyBlockType);
  putConstant(code, world.is64 ? i64 : i32);
  code.put(0x08);
  code.relocated("TAG_INDEX_LEB", random.pick(tags), 0);
  code.put(Opcode.end);
};

const putTableSize: PutInstruction = (random, _world, draft, code) => {
  const tables = draft.symbolsOf("table");
  if (tables.length === 0) return;
  code.put(Opcode.miscPrefix, 0x10);
  code.relocated("TABLE_NUMBER_LEB", random.pick(tables), 0);
  code.put(Opcode.drop);
};

/** Types that are meant for data, inside of a floating-point constant. */
const putFixedWidth: PutInstruction = (random, world, draft, code) => {
  if (!random.chance(world.oddity * 2)) return;
  const relocation = pickFixedWidth(random, world, draft);
  if (relocation === undefined) return;
  code.put(relocation.type.endsWith("64") ? Opcode.f64Const : Opcode.f32Const);
  code.relocated(relocation.type, relocation.index, pickAddend(random));
  code.put(Opcode.drop);
};

const INSTRUCTIONS: readonly (readonly [weight: number, put: PutInstruction])[] = [
  [10, putCall],
  [8, putAddress],
  [4, putLoad],
  [6, putGlobal],
  [2, putIndirectCall],
  [1, putThrow],
  [1, putTableSize],
  [1, putFixedWidth],
];

/** A type with a field of 4 or 8 bytes, and a symbol for it; any type rather than the usual ones now and then. */
export function pickFixedWidth(
  random: Random,
  world: World,
  draft: ObjectDraft,
  usual?: readonly string[],
): { type: string; index: number } | undefined {
  const type = usual !== undefined && !random.chance(world.oddity) ? random.pick(usual) : random.pick(FIXED_WIDTH);
  const targets = draft.symbolsOf(targetKind(type));
  return targets.length === 0 ? undefined : { type, index: random.pick(targets) };
}

const FIXED_WIDTH = [
  "TABLE_INDEX_I32", "TABLE_INDEX_I64", "MEMORY_ADDR_I32", "MEMORY_ADDR_I64", "FUNCTION_OFFSET_I32", "FUNCTION_OFFSET_I64",
  "GLOBAL_INDEX_I32", "FUNCTION_INDEX_I32", "MEMORY_ADDR_LOCREL_I32",
]; // biome-ignore format: a table

function targetKind(type: string): "function" | "data" | "section" | "global" {
  if (type.startsWith("MEMORY")) return "data";
  if (type.startsWith("SECTION")) return "section";
  return type.startsWith("GLOBAL") ? "global" : "function";
}

export function pickAddend(random: Random): number {
  return random.weighted([
    [12, 0],
    [4, random.between(1, 16)],
    [1, -random.between(1, 40)],
    [1, random.between(100, 100000)],
  ]);
}
