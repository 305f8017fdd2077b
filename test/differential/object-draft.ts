/** An object under construction: symbols are named by identity until all are known, then by index. */
import { SymbolFlag } from "../../src/format/wasm.ts";
import type {
  CustomSectionDescription,
  FunctionDescription,
  ImportDescription,
  ObjectDescription,
  SegmentDescription,
  SymbolDescription,
} from "../support/object-builder.ts";
import type { Random } from "./random.ts";
import type { Signature } from "./world.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
export type Row<T> = Mutable<T>;

export class ObjectDraft {
  readonly types: Signature[] = [];
  readonly imports: Row<ImportDescription>[] = [];
  readonly functions: Row<FunctionDescription>[] = [];
  readonly tables: number[][] = [];
  readonly memories: number[][] = [];
  readonly tags: number[] = [];
  readonly globals: number[][] = [];
  readonly exports: { name: string; kind: number; index: number }[] = [];
  readonly segments: Row<SegmentDescription>[] = [];
  /** Function indexes of element segments, which nothing but a check of their form reads. */
  readonly elements: number[][] = [];
  countsSegments = false;
  readonly customSections: Row<CustomSectionDescription>[] = [];
  symbols: Row<SymbolDescription>[] = [];

  /** Number of the first custom section among all sections. */
  firstCustom = 0;

  /** Names that a symbol of this object has: a name that is not local must be the only one. */
  readonly names = new Set<string>();

  typeIndex(signature: Signature): number {
    const found = this.types.findIndex((type) => sameSignature(type, signature));
    return found >= 0 ? found : this.types.push(signature) - 1;
  }

  addSymbol(symbol: SymbolDescription): void {
    this.symbols.push({ ...symbol });
    if (symbol.name !== undefined) this.names.add(symbol.name);
  }

  importCount(kind: ImportDescription["kind"]): number {
    return this.imports.filter((row) => row.kind === kind).length;
  }

  /** Fixes the order of the symbols; indexes hold from here on. */
  settleSymbols(random: Random): void {
    if (random.chance(40)) this.symbols = random.shuffle(this.symbols);
  }

  /** Indexes of the symbols of one kind that a relocation may name. */
  symbolsOf(kind: SymbolDescription["kind"], accept: (symbol: SymbolDescription) => boolean = () => true): number[] {
    const found: number[] = [];
    for (const [index, symbol] of this.symbols.entries()) if (symbol.kind === kind && accept(symbol)) found.push(index);
    return found;
  }

  describe(extra: Partial<ObjectDescription>): ObjectDescription {
    const { types, imports, functions, tables, memories, tags, globals, exports, segments, customSections, symbols } =
      this;
    const { elements, countsSegments } = this;
    const filled = { types, imports, functions, tables, memories, tags, globals, exports, elements, segments, customSections }; // biome-ignore format: a list
    const present = Object.entries(filled).filter(([, rows]) => rows.length > 0);
    return { ...Object.fromEntries(present), symbols, countsSegments, ...extra };
  }
}

function sameSignature(a: Signature, b: Signature): boolean {
  return String(a.params) === String(b.params) && String(a.results) === String(b.results);
}

export function isUndefined(symbol: SymbolDescription): boolean {
  return ((symbol.flags ?? 0) & SymbolFlag.undefined) !== 0;
}
