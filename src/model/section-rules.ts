/** What the linker does with a custom section of the inputs, which it knows by name: such sections have no flags yet. */
import { mintId } from "../base/ids.ts";
import type { NameTable } from "../format/name-table.ts";

export interface SectionRule {
  /** log2 of bytes, as of segments. */
  readonly alignment: number;
  /** Holds strings, which are merged. */
  readonly isMergeable: boolean;
  /** Written for something that was dropped: -1, but -2 where -1 has a meaning of its own; 0: the addend alone. */
  readonly tombstone: number;
}

const STRING_SECTIONS: ReadonlySet<string> = new Set([".debug_str", ".debug_str.dwo", ".debug_line_str"]);
/** llvm-cov expects its sections aligned to 8 bytes. */
const ALIGNED_SECTIONS: ReadonlySet<string> = new Set(["__llvm_covfun", "__llvm_covmap"]);

/** The rules by NameId, each made when it is first asked for: a link has many sections and few names of them. */
export class SectionRules {
  readonly #names: NameTable;
  readonly #mergesStrings: boolean;
  readonly #rules = new Map<number, SectionRule>();

  constructor(names: NameTable, mergesStrings: boolean) {
    this.#names = names;
    this.#mergesStrings = mergesStrings;
  }

  of(name: number): SectionRule {
    let rule = this.#rules.get(name);
    if (rule === undefined) this.#rules.set(name, (rule = this.#make(this.#names.text(mintId(name)))));
    return rule;
  }

  #make(name: string): SectionRule {
    return {
      alignment: ALIGNED_SECTIONS.has(name) ? 3 : 0,
      isMergeable: this.#mergesStrings && STRING_SECTIONS.has(name),
      tombstone: tombstoneOf(name),
    };
  }
}

function tombstoneOf(name: string): number {
  if (name === ".debug_ranges" || name === ".debug_loc") return -2;
  return name.startsWith(".debug_") || name.startsWith("llvm.func_attr.") ? -1 : 0;
}
