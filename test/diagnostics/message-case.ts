/** One way to get a message: a command line, its files, and all that is said on stderr. */
import type { MessageId } from "../../src/diag/catalog.ts";
import type { Failure } from "../../src/host/host.ts";
import { buildObject, type ObjectDescription } from "../support/object-builder.ts";

export interface MessageCase {
  /** Text is split at spaces, and `-o out.wasm` added unless it has an `-o`. */
  readonly args: string | readonly string[];
  /** Beside `main.o`, which defines `_start`, and an older `out.wasm`. */
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
  /** All of stderr. */
  readonly says: string;
  /** Why wasm-ld is not asked, too. */
  readonly unlikeWasmLd?: string;
  /** Writing any file fails so. */
  readonly writingFails?: Failure;
}

/** Messages of one group of the catalogue. */
export type MessageCases = Readonly<Partial<Record<MessageId, MessageCase>>>;

const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;
const I32 = 0x7f;

/** An object that defines the function `name`, with more about it in `rest`. */
export function functionObject(name: string, rest: ObjectDescription = {}): Uint8Array {
  return buildObject({
    types: [{}],
    functions: [{ type: 0 }],
    ...rest,
    symbols: [{ kind: "function", name, index: 0 }, ...(rest.symbols ?? [])],
  });
}

/** An object that only refers to the function `name`, of that signature. */
export function callObject(
  name: string,
  signature: { params?: readonly number[]; results?: readonly number[] } = {},
): Uint8Array {
  return buildObject({
    types: [signature, {}],
    imports: [{ name, kind: "function", type: 0 }],
    functions: [
      {
        type: 1,
        body: [0, 0x10, 0x80, 0x80, 0x80, 0x80, 0, 0x0b],
        relocations: [{ type: "FUNCTION_INDEX_LEB", offset: 2, index: 0 }],
      },
    ],
    symbols: [
      { kind: "function", flags: UNDEFINED, index: 0 },
      { kind: "function", name: `call_${name}`, index: 1, flags: 0x80 },
    ],
  });
}

/** An object that imports the function `name` by another name. */
export function importObject(name: string, as: { readonly module: string; readonly name: string }): Uint8Array {
  return buildObject({
    types: [{}],
    imports: [{ module: as.module, name: as.name, kind: "function", type: 0 }],
    symbols: [{ kind: "function", name, flags: UNDEFINED | EXPLICIT_NAME, index: 0 }],
  });
}

/** An object with one data segment that has one relocation against a data symbol. */
export function dataObject(options: {
  readonly relocation: string;
  /** Name of the symbol; defined in the same segment unless `isUndefined`. */
  readonly symbol: string;
  readonly isUndefined?: boolean;
  readonly flags?: number;
  readonly segment?: { readonly name: string; readonly flags?: number };
  readonly features?: readonly string[];
}): Uint8Array {
  const { relocation, symbol, isUndefined, flags = 0, segment = { name: ".data.x" }, features } = options;
  return buildObject({
    imports: [{ name: "__linear_memory", kind: "memory" }],
    segments: [
      {
        ...segment,
        flags: (segment.flags ?? 0) | 4,
        bytes: new Uint8Array(16),
        relocations: [{ type: relocation, offset: 4, index: 0 }],
      },
    ],
    symbols: [
      isUndefined
        ? { kind: "data", name: symbol, flags: flags | UNDEFINED }
        : { kind: "data", name: symbol, flags, index: 0, offset: 8, size: 4 },
    ],
    ...(features === undefined ? {} : { features }),
  });
}

/** An object that defines (or, without a value, refers to) the global `name`. */
export function globalObject(
  name: string,
  type: { readonly valueType?: number; readonly mutable: boolean; readonly isImport?: boolean },
): Uint8Array {
  const valueType = type.valueType ?? I32;
  const mutable = Number(type.mutable);
  if (type.isImport) {
    return buildObject({
      imports: [{ name, kind: "global", description: [valueType, mutable] }],
      symbols: [{ kind: "global", flags: UNDEFINED, index: 0 }],
    });
  }
  const constant = valueType === I32 ? 0x41 : 0x42;
  return buildObject({
    globals: [[valueType, mutable, constant, 0, 0x0b]],
    symbols: [{ kind: "global", name, index: 0 }],
  });
}
