/** Custom sections: debug information in its shape if not its meaning, annotations, sections of the user's own. */
import { SymbolFlag } from "../../src/format/wasm.ts";
import { encodeText } from "../support/object-builder.ts";
import { relocateWords } from "./generate-segments.ts";
import type { ObjectDraft } from "./object-draft.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

const RELOCATED = [
  ".debug_info", ".debug_line", ".debug_ranges", ".debug_loc", ".debug_abbrev", ".debug_aranges", "llvm.func_attr.annotate.x",
  "mine", "metadata.code.branch_hint", "__llvm_covfun", "clangast", "name2",
]; // biome-ignore format: a table
const TEXTS = [
  ".debug_str",
  ".debug_str",
  ".debug_line_str",
  ".debug_str.dwo",
  ".comment",
  "__llvm_covmap",
  ".llvmcmd",
  ".llvmbc",
];
const STRINGS = [
  "int",
  "char",
  "unsigned int",
  "signed int",
  "main",
  "main.c",
  "/tmp",
  "clang version 22.1.8",
  "",
  "t",
];

export function addCustomSections(random: Random, world: World, draft: ObjectDraft): void {
  if (!random.chance(35)) return;
  for (const name of [...random.some(TEXTS, 25), ...random.some(RELOCATED, 20)]) {
    const isText = TEXTS.includes(name);
    const bytes = isText
      ? encodeText(`${random.some(STRINGS, 50).join("\0")}${random.chance(98) ? "\0" : ""}`)
      : Uint8Array.from(random.times(random.pick([0, 8, 24, 80]), () => random.below(256)));
    const comdat = world.comdats.length > 0 && random.chance(8) ? random.pick(world.comdats) : undefined;
    draft.customSections.push({ name, bytes, ...(comdat === undefined ? {} : { comdat }) });
  }
}

/** Symbols that name the sections; their index counts all sections of the file. */
export function addSectionSymbols(random: Random, draft: ObjectDraft): void {
  for (const index of draft.customSections.keys()) {
    if (!random.chance(80)) continue;
    const flags = SymbolFlag.bindingLocal | (random.chance(3) ? SymbolFlag.noStrip : 0);
    draft.addSymbol({ kind: "section", flags, index: draft.firstCustom + index });
  }
}

const USUAL = [
  "FUNCTION_OFFSET_I32", "FUNCTION_OFFSET_I32", "SECTION_OFFSET_I32", "SECTION_OFFSET_I32", "MEMORY_ADDR_I32", "GLOBAL_INDEX_I32",
  "FUNCTION_INDEX_I32", "TABLE_INDEX_I32", "FUNCTION_OFFSET_I64", "MEMORY_ADDR_I64",
]; // biome-ignore format: a table

export function relocateCustomSections(random: Random, world: World, draft: ObjectDraft): void {
  for (const section of draft.customSections) {
    if (TEXTS.includes(section.name)) continue;
    const bytes = Uint8Array.from(section.bytes);
    section.relocations = relocateWords(random, world, draft, bytes, USUAL);
    section.bytes = bytes;
  }
}
