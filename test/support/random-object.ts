/**
 * Objects as compilers make them, with something of everything that the format has, from a seed: for tests that say of
 * any object that two readers agree.
 */
import { RELOCATION_TYPES, Target } from "../../src/format/relocation-types.ts";
import { SYMBOL_KINDS_OF } from "../../src/format/relocation-kind-table.ts";
import { SymbolFlag, SymbolKind, ValueType } from "../../src/format/wasm.ts";
import { Random } from "../differential/random.ts";
import {
  buildObject,
  type CustomSectionDescription,
  type FunctionDescription,
  type ImportDescription,
  type ObjectDescription,
  type RelocationDescription,
  type SegmentDescription,
  type SymbolDescription,
} from "./object-builder.ts";

const WORDS = ["f", "main", "_ZN3foo3barEv", "größe", "日本", "\u{1f600}", "x".repeat(130), "", "env", ".data"];
const SEGMENT_NAMES = [".data.a", ".tdata.x", ".tbss", ".rodata..L.str", ".bss.größe", "", ".init_array", ".text.a"];
const SECTION_NAMES = [".debug_info", ".debug_str", "größe", "", "clang", "linking2", "name.", "reloc"];
const VALUE_TYPES = [ValueType.i32, ValueType.i64, ValueType.f32, ValueType.f64, ValueType.v128, 0x70, 0x6f];
const RARE_TYPES = [ValueType.exnref, 0x63, 0x40];
const { undefined: UNDEFINED, bindingLocal, bindingWeak, explicitName } = SymbolFlag;
/** Flags that say nothing about where a symbol is. */
const TRAITS = [0, 0, 0, SymbolFlag.visibilityHidden, SymbolFlag.noStrip, SymbolFlag.exported, SymbolFlag.tls, 1 << 20];
const LARGE = [0, 1, 127, 128, 16384, 2 ** 21, 2 ** 27, 2 ** 28 - 1, 2 ** 28, 2 ** 32 - 1];
const LOCALS = [[0], [1, 2, ValueType.i32], [2, 1, ValueType.f64, 0x80, 1, ValueType.i64]];
const BODY_SIZE = 40;

/** Every other object may have something that no compiler makes, well-formed or not. */
export function randomObject(seed: number): Uint8Array {
  return buildObject(new ObjectMaker(new Random(seed), seed % 2 === 1).make());
}

/** What a compiler would make. */
export function usualObject(seed: number): Uint8Array {
  return buildObject(new ObjectMaker(new Random(seed), false).make());
}

class ObjectMaker {
  readonly #random: Random;
  readonly #mayBeOdd: boolean;
  #names = 0;
  #symbols: SymbolDescription[] = [];
  #typeCount = 0;

  constructor(random: Random, mayBeOdd: boolean) {
    this.#random = random;
    this.#mayBeOdd = mayBeOdd;
  }

  /** In so many of 100 cases of an object that may be odd. */
  #isOdd(percent: number): boolean {
    return this.#mayBeOdd && this.#random.chance(percent);
  }

  make(): ObjectDescription {
    const random = this.#random;
    const typeList = (): number[] => random.times(random.below(4), () => this.#valueType());
    const types = random.times(random.between(1, 4), () => ({ params: typeList(), results: typeList() }));
    this.#typeCount = types.length;
    const is64 = random.chance(20);
    const imports = this.#imports(is64);
    const functionIndexes = imports.filter(({ kind }) => kind === "function").length;
    const comdats = random.times(random.below(3), () => this.#name());
    const comdat = (): { comdat?: string } =>
      comdats.length > 0 && random.chance(30) ? { comdat: random.pick(comdats) } : {};
    const functions = random.times(random.below(5), () => ({ type: this.#type(), ...comdat() }));
    const segments = random.times(random.below(4), () => ({ ...this.#segment(), ...comdat() }));
    const customSections = random.times(random.below(3), () => ({ ...this.#customSection(), ...comdat() }));
    const hasElements = random.chance(30) && (imports.some(({ kind }) => kind === "table") || this.#isOdd(5));
    const object: ObjectDescription = {
      is64,
      ...(!this.#isOdd(3) && { types }),
      ...(imports.length > 0 && { imports }),
      ...((functions.length > 0 || random.chance(10)) && { functions }),
      ...(random.chance(30) && { exports: this.#exports(functionIndexes + functions.length) }),
      ...(hasElements && { elements: this.#elements(functionIndexes + functions.length) }),
      ...(random.chance(30) && { countsSegments: true }),
      ...((segments.length > 0 || random.chance(10)) && { segments }),
      customSections,
      ...this.#trailing(),
    };
    this.#nameAll(object);
    return {
      ...object,
      ...(object.functions && { functions: object.functions.map((row) => this.#withBody(row)) }),
      ...(object.segments && { segments: object.segments.map((row) => this.#relocated(row, row.bytes.length)) }),
      customSections: customSections.map((row) => this.#relocated(row, row.bytes.length)),
      ...(!this.#isOdd(5) && { symbols: this.#symbols }),
      ...(random.chance(30) && { initFunctions: this.#initFunctions() }),
    };
  }

  #valueType(): number {
    return this.#isOdd(1) ? this.#random.pick(RARE_TYPES) : this.#random.pick(VALUE_TYPES);
  }

  #type(): number {
    return this.#random.below(this.#typeCount);
  }

  /** New, but for one in fifty. */
  #name(): string {
    const random = this.#random;
    return this.#isOdd(2) ? random.pick(WORDS) : `${random.pick(WORDS)}${this.#names++}`;
  }

  #exports(functionCount: number): NonNullable<ObjectDescription["exports"]> {
    const random = this.#random;
    return random.times(functionCount === 0 ? 0 : random.between(1, 3), () => ({
      name: this.#name(),
      kind: this.#isOdd(10) ? random.below(6) : 0,
      index: random.below(functionCount + (this.#isOdd(5) ? 1 : 0)),
    }));
  }

  #imports(is64: boolean): ImportDescription[] {
    const random = this.#random;
    const module = (): { module?: string } => (random.chance(20) ? { module: random.pick(WORDS) } : {});
    const limits = (): number[] =>
      random.pick([
        [0, 1],
        [1, 2, 9],
        [3, 1, 0x80, 2],
        [4, 1],
        [7, 0, 5],
      ]);
    const imports: ImportDescription[] = random.times(random.below(4), () => ({
      ...module(),
      name: this.#name(),
      kind: "function",
      type: this.#type(),
    }));
    if (is64 || random.chance(60)) {
      imports.unshift({ name: "__linear_memory", kind: "memory", description: is64 ? [4, 1] : [0, 1] });
    }
    if (random.chance(40)) {
      imports.push({
        ...module(),
        name: this.#name(),
        kind: "table",
        description: [this.#isOdd(3) ? random.pick(RARE_TYPES) : random.pick([0x70, 0x6f]), ...limits()],
      });
    }
    if (random.chance(40)) {
      imports.push({
        ...module(),
        name: this.#name(),
        kind: "global",
        description: [this.#valueType(), random.below(2)],
      });
    }
    if (random.chance(30)) imports.push({ ...module(), name: this.#name(), kind: "tag", type: this.#type() });
    return random.chance(20) ? random.shuffle(imports) : imports;
  }

  #elements(functionEnd: number): number[][] {
    const random = this.#random;
    return random.times(random.below(3), () =>
      random.times(functionEnd === 0 ? 0 : random.below(4), () => random.below(functionEnd + (this.#isOdd(2) ? 1 : 0))),
    );
  }

  #segment(): SegmentDescription {
    const random = this.#random;
    return {
      name: random.pick(SEGMENT_NAMES),
      bytes: new Uint8Array(random.pick([0, 3, 20, 200])).fill(random.below(256)),
      alignment: random.below(5),
      flags: random.pick([0, 0, 1, 2, 4, 300]),
    };
  }

  #customSection(): CustomSectionDescription {
    const random = this.#random;
    const name = this.#isOdd(3) ? "dylink.0" : random.pick(SECTION_NAMES);
    return { name, bytes: new Uint8Array(random.pick([0, 4, 40])).fill(random.below(256)) };
  }

  #trailing(): ObjectDescription {
    const random = this.#random;
    const producers = () => random.times(random.below(3), (): [string, string] => [this.#name(), random.pick(WORDS)]);
    const fields = random.some(["language", "processed-by", "sdk"], 60).map((field) => [field, producers()] as const);
    return {
      ...(random.chance(50) && { producers: Object.fromEntries(fields) }),
      ...(random.chance(50) && { features: random.some(["+simd128", "-atomics", "+größe", "=x"].slice(0, 3), 60) }),
      ...(this.#isOdd(3) && { functionNames: [] }),
    };
  }

  /** Symbols for what the object has. */
  #nameAll(object: ObjectDescription): void {
    const random = this.#random;
    const counts = { function: 0, global: 0, table: 0, tag: 0, memory: 0 };
    for (const { kind } of object.imports ?? []) {
      const index = counts[kind]++;
      // Objects whose tables have no symbols predate them.
      const isNamed = kind === "table" ? !this.#isOdd(2) : random.chance(80);
      if (kind !== "memory" && isNamed) this.#addReference(kind, index);
    }
    const binding = (): number => random.pick([0, 0, bindingWeak, bindingLocal, bindingLocal]) | random.pick(TRAITS);
    object.functions?.forEach((_, i) => {
      for (let count = random.pick([0, 1, 1, 1, 2]); count > 0; count--) {
        this.#symbols.push({ kind: "function", name: this.#name(), flags: binding(), index: counts.function + i });
      }
    });
    object.segments?.forEach(({ bytes }, index) => {
      for (let count = random.pick([0, 1, 1, 2]); count > 0; count--) {
        const absolute = this.#isOdd(5) ? SymbolFlag.absolute : 0;
        const offset = absolute !== 0 || this.#isOdd(1) ? random.pick(LARGE) : random.below(bytes.length + 1);
        const size = this.#isOdd(5) ? random.pick(LARGE) : random.below(200);
        this.#symbols.push({ kind: "data", name: this.#name(), flags: binding() | absolute, index, offset, size });
      }
    });
    const sectionStart = sectionCount(object);
    object.customSections?.forEach((_, i) => {
      const index = this.#isOdd(2) ? random.below(sectionStart + 4) : sectionStart + i;
      const flags = bindingLocal | (this.#isOdd(1) ? UNDEFINED : 0);
      if (random.chance(60)) this.#symbols.push({ kind: "section", flags, index });
    });
    for (let count = random.below(3); count > 0; count--) {
      const flags = UNDEFINED | random.pick([0, bindingWeak]) | random.pick(TRAITS);
      this.#symbols.push({ kind: "data", name: this.#name(), flags });
    }
    if (random.chance(30)) this.#symbols = random.shuffle(this.#symbols);
  }

  #addReference(kind: Exclude<ImportDescription["kind"], "memory">, index: number): void {
    const random = this.#random;
    const binding = kind === "function" && random.chance(30) ? bindingWeak : 0;
    const flags =
      UNDEFINED | (this.#isOdd(2) ? random.pick([bindingWeak, bindingLocal]) : binding) | random.pick(TRAITS);
    if (random.chance(30)) this.#symbols.push({ kind, name: this.#name(), flags: flags | explicitName, index });
    else this.#symbols.push({ kind, flags, index });
  }

  #initFunctions(): { priority: number; symbol: number }[] {
    const random = this.#random;
    const functions = [...this.#symbols.keys()].filter((i) => this.#symbols[i].kind === "function");
    if (functions.length === 0) return [];
    return random.times(random.below(3), () => ({
      priority: random.pick([0, 100, 65535]),
      symbol: this.#isOdd(5) ? random.below(this.#symbols.length + 1) : random.pick(functions),
    }));
  }

  #withBody(row: FunctionDescription): FunctionDescription {
    const body = [...this.#random.pick(LOCALS), ...new Array<number>(BODY_SIZE).fill(0x01), 0x0b];
    return this.#relocated({ ...row, body }, body.length);
  }

  /** With relocations of any type, each against a symbol that it may have. */
  #relocated<Row extends object>(row: Row, size: number): Row & { relocations?: RelocationDescription[] } {
    const random = this.#random;
    if (size === 0 || random.chance(40)) return row;
    const offsets = random.times(random.below(5), () => random.below(size)).sort((a, b) => a - b);
    const relocations = offsets.flatMap((offset): RelocationDescription[] => {
      const number = random.below(RELOCATION_TYPES.length);
      const index = this.#target(number);
      // The longest field has ten bytes.
      if (index === undefined || offset + 10 > size) return [];
      const addend = random.chance(80) ? random.between(-100, 100) : random.pick(LARGE.slice(0, -2));
      return [{ type: RELOCATION_TYPES[number].name.slice("R_WASM_".length), offset, index, addend }];
    });
    return { ...row, relocations };
  }

  #target(number: number): number | undefined {
    const random = this.#random;
    if (RELOCATION_TYPES[number].target === Target.typeIndex) return this.#type();
    const allowed = [...this.#symbols.keys()].filter(
      (i) => (SYMBOL_KINDS_OF[number] >> SymbolKind[this.#symbols[i].kind]) & 1,
    );
    return allowed.length === 0 ? undefined : random.pick(allowed);
  }
}

/** Sections before the first custom one. */
function sectionCount(object: ObjectDescription): number {
  const { types, imports, functions, exports, elements, countsSegments, segments } = object;
  const twice = functions === undefined ? [] : [functions, functions];
  const present = [types, imports, ...twice, exports, elements, countsSegments, segments];
  return present.filter((part) => part !== undefined).length;
}
