/**
 * Which section may follow which, as LLVM's reader has it: known sections once and in one order, `reloc.*` any number
 * of times.
 */
import { SectionId } from "./wasm.ts";

const STANDARD_ORDER: readonly number[] = [
  SectionId.type,
  SectionId.import,
  SectionId.function,
  SectionId.table,
  SectionId.memory,
  SectionId.tag,
  SectionId.global,
  SectionId.export,
  SectionId.start,
  SectionId.element,
  SectionId.dataCount,
  SectionId.code,
  SectionId.data,
];

const FREE = -1;
/** Place in the order by section id. */
const STANDARD_RANKS: readonly number[] = Object.values(SectionId).map((id) => STANDARD_ORDER.indexOf(id) + 1 || FREE);
const DYLINK = 0;
const LINKING = STANDARD_ORDER.length + 1;
const RELOCATIONS = -2;
const CUSTOM_RANKS: ReadonlyMap<string, number> = new Map([
  ["dylink", DYLINK],
  ["dylink.0", DYLINK],
  ["linking", LINKING],
  ["name", LINKING + 1],
  ["producers", LINKING + 2],
  ["target_features", LINKING + 3],
]);
const RELOCATION_PREFIX = "reloc.";

export function isRelocationSection(name: string): boolean {
  return name.startsWith(RELOCATION_PREFIX);
}

export class SectionOrder {
  private highest = -1;
  private hasRelocations = false;

  /** Takes note of the next section; false if it must not come here. `name` is that of a custom section. */
  accept(id: number, name: string): boolean {
    const rank = rankOf(id, name);
    if (rank === FREE) return true;
    if (rank === RELOCATIONS) {
      this.hasRelocations = true;
      return true;
    }
    if (rank <= this.highest || (this.hasRelocations && rank <= LINKING)) return false;
    this.highest = rank;
    return true;
  }
}

function rankOf(id: number, name: string): number {
  if (id === SectionId.custom) return CUSTOM_RANKS.get(name) ?? (isRelocationSection(name) ? RELOCATIONS : FREE);
  return STANDARD_RANKS[id] ?? FREE;
}
