/**
 * Loads shared libraries as a host would (tool-conventions, DynamicLinking.md), just enough to call through them: places
 * each in one memory and one table, binds functions, and fills the GOT from what the libraries export.
 */
import { ByteReader } from "../../src/binary/reader.ts";
import { decodeText } from "../support/object-builder.ts";

const MEMORY_INFO = 1;
const NEEDED = 2;
const FIRST_ADDRESS = 65536;

interface Dylink {
  readonly memorySize: number;
  readonly memoryAlignment: number;
  readonly tableSize: number;
  readonly needed: readonly string[];
}

export function readDylink(module: WebAssembly.Module): Dylink {
  const [section] = WebAssembly.Module.customSections(module, "dylink.0");
  const bytes = new Uint8Array(section);
  const reader = new ByteReader(bytes, 0, bytes.length);
  let memory = { memorySize: 0, memoryAlignment: 0, tableSize: 0 };
  const needed: string[] = [];
  while (!reader.isAtEnd) {
    const kind = reader.u8();
    const end = reader.uleb32() + reader.at;
    if (kind === MEMORY_INFO) {
      const [memorySize, memoryAlignment, tableSize] = [reader.uleb32(), reader.uleb32(), reader.uleb32()];
      memory = { memorySize, memoryAlignment, tableSize };
    } else if (kind === NEEDED) {
      for (let left = reader.uleb32(); left > 0; left--) needed.push(reader.text(decodeText));
    }
    reader.at = end;
  }
  return { ...memory, needed };
}

type AnyFunction = (...args: number[]) => number;

interface Library {
  readonly exports: WebAssembly.Exports;
  readonly memoryBase: number;
}

export class DynamicLoader {
  readonly memory = new WebAssembly.Memory({ initial: 4 });
  readonly #table = new WebAssembly.Table({ element: "anyfunc", initial: 1 });
  readonly #stackPointer = new WebAssembly.Global({ value: "i32", mutable: true }, FIRST_ADDRESS);
  readonly #libraries: Library[] = [];
  readonly #slots = new Map<unknown, number>();
  readonly #got = new Map<string, WebAssembly.Global>();
  #nextAddress = FIRST_ADDRESS;

  /** Libraries that this one needs come first. `host` has the functions that are in none. */
  load(bytes: Uint8Array, host: Readonly<Record<string, AnyFunction>> = {}): WebAssembly.Exports {
    const module = new WebAssembly.Module(Uint8Array.from(bytes));
    const { memorySize, memoryAlignment, tableSize } = readDylink(module);
    const alignment = 2 ** memoryAlignment;
    const memoryBase = Math.ceil(this.#nextAddress / alignment) * alignment;
    this.#nextAddress = memoryBase + memorySize;
    const tableBase = this.#table.grow(tableSize);
    const constant = (value: number): WebAssembly.Global =>
      new WebAssembly.Global({ value: "i32", mutable: false }, value);
    const env: Record<string, WebAssembly.ImportValue> = {
      memory: this.memory,
      __indirect_function_table: this.#table,
      __stack_pointer: this.#stackPointer,
      __memory_base: constant(memoryBase),
      __table_base: constant(tableBase),
    };
    const imports: WebAssembly.Imports = { env, "GOT.mem": {}, "GOT.func": {} };
    let exports: WebAssembly.Exports = {};
    for (const wanted of WebAssembly.Module.imports(module)) {
      if (wanted.module !== "env")
        imports[wanted.module][wanted.name] = this.#gotEntry(`${wanted.module} ${wanted.name}`);
      else if (wanted.kind === "function") {
        // A library may import what it exports itself, so that another may replace it.
        const { name } = wanted;
        env[name] = (...args: number[]) => ((this.#find(name) ?? exports[name] ?? host[name]) as AnyFunction)(...args);
      }
    }
    exports = new WebAssembly.Instance(module, imports).exports;
    this.#libraries.push({ exports, memoryBase });
    this.#fillGot();
    (exports["__wasm_apply_data_relocs"] as AnyFunction | undefined)?.();
    (exports["__wasm_call_ctors"] as AnyFunction | undefined)?.();
    return exports;
  }

  #gotEntry(key: string): WebAssembly.Global {
    const entry = this.#got.get(key) ?? new WebAssembly.Global({ value: "i32", mutable: true }, 0);
    this.#got.set(key, entry);
    return entry;
  }

  #find(name: string): WebAssembly.ExportValue | undefined {
    return this.#libraries.find(({ exports }) => name in exports)?.exports[name];
  }

  #fillGot(): void {
    for (const [key, entry] of this.#got) {
      const [kind, name = ""] = key.split(" ");
      const library = this.#libraries.find(({ exports }) => name in exports);
      if (library === undefined) continue;
      const value = library.exports[name];
      entry.value = kind === "GOT.func" ? this.#slotOf(value as AnyFunction) : addressOf(library, value);
    }
  }

  #slotOf(target: AnyFunction): number {
    let slot = this.#slots.get(target);
    if (slot === undefined) {
      slot = this.#table.grow(1);
      this.#table.set(slot, target);
      this.#slots.set(target, slot);
    }
    return slot;
  }
}

/** An exported variable is a global with its offset in the library's memory. */
function addressOf({ memoryBase }: Library, value: unknown): number {
  return memoryBase + Number((value as WebAssembly.Global).value);
}
