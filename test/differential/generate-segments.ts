/** Data segments: the section names that compilers give, strings that can be merged, relocated words, symbols into them. */
import { SegmentFlag, SymbolFlag } from "../../src/format/wasm.ts";
import { encodeText, type RelocationDescription } from "../support/object-builder.ts";
import { fieldBytes, pickAddend, pickFixedWidth } from "./generate-code.ts";
import type { ObjectDraft } from "./object-draft.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

const PLAIN = [
  ".data", ".data.x", ".data.rel.ro", ".data.rel.ro.local", ".rodata", ".rodata.x", ".rodata.cst16", ".bss", ".bss.x", ".bss.buffer",
  ".init_array", "custom", "my_section", "__llvm_prf_cnts", "1digit", "with-dash", ".text.x", ".common", "", ".databus", ".tbsss",
]; // biome-ignore format: a table
const STRINGS = [".rodata.str1.1", ".rodata..L.str", ".rodata.strings", ".debug_fake", "strings", ".data.str"];
const THREAD_LOCAL = [".tdata", ".tdata.x", ".tbss", ".tbss.x", ".tdata.tls_a"];
const WORDS = [
  "alpha",
  "beta",
  "pha",
  "a",
  "",
  "hello",
  "hello world",
  "world",
  "ld",
  "größe",
  "a\x01b",
  "x".repeat(40),
  "lo",
];

/** The segments and their symbols. Relocations are put in when all symbols are known: see `relocateSegments`. */
export function addSegments(
  random: Random,
  world: World,
  draft: ObjectDraft,
  definesData: readonly World["data"][number][],
): void {
  const named = definesData.map((data) => ({ ...data, isStrings: random.chance(12) }));
  const unnamed = random.times(random.below(3), () => ({
    name: undefined,
    isTls: random.chance(world.hasThreads ? 10 : world.oddity / 4),
    isStrings: random.chance(35),
  }));
  for (const { name, isTls, isStrings } of [...named, ...unnamed]) {
    const index = addSegment(random, world, draft, { name, isTls, isStrings });
    if (name !== undefined)
      addDataSymbol(random, draft, name, index, isTls, pickBinding(random, world.taken.has(name)));
    while (random.chance(25)) {
      addDataSymbol(random, draft, `.L.str.${draft.symbols.length}`, index, isTls, SymbolFlag.bindingLocal);
    }
  }
  const first = draft.segments[0];
  if (first !== undefined && ((first.flags ?? 0) & SegmentFlag.strings) === 0 && random.chance(world.oddity))
    addAbsoluteSymbol(random, draft);
}

function addSegment(
  random: Random,
  world: World,
  draft: ObjectDraft,
  { name: symbol, isTls, isStrings }: { name: string | undefined; isTls: boolean; isStrings: boolean },
): number {
  const name = random.pick(isTls ? THREAD_LOCAL : isStrings ? STRINGS : PLAIN);
  // A group that loses to another file's must not take a definition with it that the other does not have.
  const comdat = world.comdats.find((group) => (symbol === undefined ? random.chance(5) : group === symbol));
  let flags = random.chance(8) ? SegmentFlag.retain : 0;
  if (isTls && random.chance(90)) flags |= SegmentFlag.tls;
  if (isStrings || random.chance(world.oddity / 2)) flags |= SegmentFlag.strings;
  const isZero = name.includes("bss") && random.chance(95);
  const size = random.weighted([[1, 0], [3, 4], [3, 8], [2, random.between(1, 60)], [1, random.chance(5) ? random.between(16000, 70000) : random.between(60, 700)]]); // biome-ignore format: a table
  const bytes = isStrings ? makeStrings(random) : random.times(size, () => (isZero ? 0 : random.below(256)));
  const alignment = isStrings && random.chance(92) ? 0 : random.weighted([[3, 0], [2, 1], [6, 2], [3, 3], [2, 4], [1, 7]]); // biome-ignore format: a table
  draft.segments.push({ name, bytes, alignment, flags, ...(comdat === undefined ? {} : { comdat }) });
  return draft.segments.length - 1;
}

function makeStrings(random: Random): number[] {
  const isTerminated = random.chance(99);
  const text = random
    .times(random.between(1, 6), () => `${random.pick(WORDS)}${random.chance(10) ? random.below(9) : ""}`)
    .join("\0");
  return [...encodeText(isTerminated ? `${text}\0` : text)];
}

export function pickBinding(random: Random, isRepeated: boolean): number {
  const binding = isRepeated && random.chance(90) ? SymbolFlag.bindingWeak : random.weighted([[12, 0], [5, SymbolFlag.bindingWeak], [2, SymbolFlag.bindingLocal]]); // biome-ignore format: a table
  return (
    binding |
    (random.chance(25) ? SymbolFlag.visibilityHidden : 0) |
    (random.chance(6) ? SymbolFlag.exported : 0) |
    (random.chance(5) ? SymbolFlag.noStrip : 0)
  );
}

function addDataSymbol(
  random: Random,
  draft: ObjectDraft,
  name: string,
  index: number,
  isTls: boolean,
  flags: number,
): void {
  if (draft.names.has(name)) return;
  const length = draft.segments[index]?.bytes.length ?? 0;
  const offset = random.chance(60) ? 0 : random.below(length + 1);
  const size = Math.max(0, length - offset);
  const tls = isTls && random.chance(95) ? SymbolFlag.tls : 0;
  draft.addSymbol({ kind: "data", name, flags: flags | tls, index, offset, size });
}

function addAbsoluteSymbol(random: Random, draft: ObjectDraft): void {
  if (draft.names.has("absolute")) return;
  const place = { index: 0, offset: random.pick([0, 1, 4096, 70000]), size: random.below(5) };
  draft.addSymbol({ kind: "data", name: "absolute", flags: SymbolFlag.absolute | random.pick([0, 2, 4]), ...place });
}

const USUAL_32 = ["MEMORY_ADDR_I32", "MEMORY_ADDR_I32", "TABLE_INDEX_I32", "MEMORY_ADDR_LOCREL_I32"];
const USUAL_64 = ["MEMORY_ADDR_I64", "MEMORY_ADDR_I64", "TABLE_INDEX_I64", "MEMORY_ADDR_LOCREL_I32"];

export function relocateSegments(random: Random, world: World, draft: ObjectDraft): void {
  for (const segment of draft.segments) {
    const isStrings = ((segment.flags ?? 0) & SegmentFlag.strings) !== 0;
    if (isStrings ? !random.chance(world.oddity / 2) : !random.chance(60)) continue;
    const bytes = Uint8Array.from(segment.bytes);
    const usual = world.is64 ? USUAL_64 : USUAL_32;
    segment.relocations = relocateWords(random, world, draft, bytes, usual);
    segment.bytes = bytes;
  }
}

/** Into a section: wasm-ld has written half of its files when it finds that a string's offset is too large. */
function pickAddendFor(random: Random, draft: ObjectDraft, { type, index }: { type: string; index: number }): number {
  if (!type.startsWith("SECTION")) return pickAddend(random);
  const section = draft.customSections[(draft.symbols[index]?.index ?? 0) - draft.firstCustom];
  return random.below(Math.max(1, section?.bytes.length ?? 1));
}

/** Turns some of the words of `bytes` into relocated fields. */
export function relocateWords(
  random: Random,
  world: World,
  draft: ObjectDraft,
  bytes: Uint8Array,
  usual: readonly string[],
): RelocationDescription[] {
  const relocations: RelocationDescription[] = [];
  for (let offset = random.below(3) * 2; offset + 8 <= bytes.length; ) {
    const picked = random.chance(60) ? pickFixedWidth(random, world, draft, usual) : undefined;
    if (picked !== undefined) {
      const field = fieldBytes(picked.type, random.below(8));
      bytes.set(field, offset);
      relocations.push({ ...picked, offset, addend: pickAddendFor(random, draft, picked) });
      offset += field.length;
    }
    offset += random.pick([0, 0, 4, 8]);
    if (picked === undefined) offset += 4;
  }
  return relocations;
}
