/** Objects of which the regression tests make links. */
import { SegmentFlag, SymbolFlag, ValueType } from "../../src/format/wasm.ts";
import { buildObject, encodeText, type ObjectDescription } from "../support/object-builder.ts";

export const {
  undefined: UNDEFINED,
  bindingWeak: WEAK,
  bindingLocal: LOCAL,
  visibilityHidden: HIDDEN,
  tls: TLS,
} = SymbolFlag;
export const MEMORY = { name: "__linear_memory", kind: "memory" } as const;
export const VOID = { params: [], results: [] };
export const CALL = [0, 0x10, 0x80, 0x80, 0x80, 0x80, 0x00, 0x0b];
export const CONSTANT = [0, 0x41, 0x80, 0x80, 0x80, 0x80, 0x00, 0x1a, 0x0b];
export const GLOBAL_GET = [0, 0x23, 0x80, 0x80, 0x80, 0x80, 0x00, 0x1a, 0x0b];
export const ADDRESS_OF_FIRST = { offset: 2, index: 0 };

/** `_start` with `body`, whose operand is the symbol 0 of `symbols`. */
export function start(
  body: readonly number[],
  type: string,
  object: Partial<ObjectDescription>,
  addend = 0,
): Uint8Array {
  const { imports = [], symbols = [], ...rest } = object;
  const index = imports.filter((row) => row.kind === "function").length;
  return buildObject({
    types: [VOID],
    imports: [MEMORY, ...imports],
    functions: [{ type: 0, body, relocations: [{ type, ...ADDRESS_OF_FIRST, addend }] }],
    symbols: [...symbols, { kind: "function", name: "_start", index }],
    ...rest,
  });
}

export const callOf = (name: string, flags = 0): Uint8Array =>
  start(CALL, "FUNCTION_INDEX_LEB", {
    imports: [{ name, kind: "function", type: 0 }],
    symbols: [{ kind: "function", flags: UNDEFINED | flags, index: 0 }],
  });

export const dataOf = (name: string, content: readonly number[] = [1, 2, 3, 4]): Uint8Array =>
  buildObject({
    imports: [MEMORY],
    segments: [{ name: `.data.${name}`, bytes: content }],
    symbols: [{ kind: "data", name, index: 0, size: content.length }],
  });

export const addressOf = (name: string, flags: number, addend = 0): Uint8Array =>
  start(CONSTANT, "MEMORY_ADDR_SLEB", { symbols: [{ kind: "data", name, flags: UNDEFINED | flags }] }, addend);

/** A debug section that refers to `offset` in a section `name` of `content`. */
export const debugOf = (name: string, content: string, offset: number): Uint8Array =>
  buildObject({
    customSections: [
      { name, bytes: encodeText(content) },
      {
        name: ".debug_info",
        bytes: [0, 0, 0, 0],
        relocations: [{ type: "SECTION_OFFSET_I32", offset: 0, index: 0, addend: offset }],
      },
    ],
    symbols: [{ kind: "section", flags: LOCAL, index: 0 }],
  });

export const STRINGS = { bytes: encodeText("one\0two\0"), flags: SegmentFlag.strings } as const;

/** Two functions that take an address each: of a string, and of what is behind the strings. */
export const BEHIND_STRINGS = buildObject({
  types: [VOID],
  imports: [MEMORY],
  functions: [
    { type: 0, body: CALL, relocations: [{ type: "FUNCTION_INDEX_LEB", offset: 2, index: 1 }] },
    { type: 0, body: CONSTANT, relocations: [{ type: "MEMORY_ADDR_SLEB", offset: 2, index: 2 }] },
    { type: 0, body: CONSTANT, relocations: [{ type: "MEMORY_ADDR_SLEB", offset: 2, index: 3 }] },
  ],
  segments: [{ name: ".rodata.str", ...STRINGS }],
  symbols: [
    { kind: "function", name: "_start", index: 0 },
    { kind: "function", name: "first", index: 1, flags: LOCAL },
    { kind: "data", name: "string", index: 0, size: 4, flags: LOCAL },
    { kind: "data", name: "end", index: 0, offset: 8, flags: LOCAL },
    { kind: "function", name: "second", index: 2, flags: SymbolFlag.noStrip },
  ],
});

/** `_start`, and a field with the address of what is behind the strings. */
export const FIELD_BEHIND_STRINGS = start(CALL, "FUNCTION_INDEX_LEB", {
  segments: [
    { name: ".rodata.str", ...STRINGS },
    {
      name: ".data.p",
      bytes: [0, 0, 0, 0, 0, 0, 0, 0],
      relocations: [
        { type: "MEMORY_ADDR_I32", offset: 0, index: 1 },
        { type: "MEMORY_ADDR_LOCREL_I32", offset: 4, index: 1 },
      ],
    },
  ],
  symbols: [
    { kind: "function", name: "own", index: 0, flags: LOCAL },
    { kind: "data", name: "end", index: 0, offset: 8, flags: LOCAL },
  ],
});

/** A function that refers to a string, and a field that is kept, with the address of what is behind the strings. */
export const RETAINED_BEHIND_STRINGS = buildObject({
  types: [VOID],
  imports: [MEMORY],
  functions: [{ type: 0, body: CONSTANT, relocations: [{ type: "MEMORY_ADDR_SLEB", offset: 2, index: 1 }] }],
  segments: [
    { name: ".rodata.str", ...STRINGS },
    {
      name: ".data.p",
      bytes: [0, 0, 0, 0],
      flags: SegmentFlag.retain,
      relocations: [{ type: "MEMORY_ADDR_I32", offset: 0, index: 2 }],
    },
  ],
  symbols: [
    { kind: "function", name: "kept", index: 0, flags: SymbolFlag.noStrip },
    { kind: "data", name: "string", index: 0, size: 4, flags: LOCAL },
    { kind: "data", name: "end", index: 0, offset: 8, flags: LOCAL },
  ],
});

export const MUTABLE_EXPORT = buildObject({
  types: [VOID],
  imports: [MEMORY],
  functions: [{ type: 0, body: [0, 0x0b] }],
  globals: [[ValueType.i32, 1, 0x41, 5, 0x0b]],
  symbols: [
    { kind: "function", name: "_start", index: 0 },
    { kind: "global", name: "g", index: 0, flags: SymbolFlag.exported },
  ],
  features: ["+simd128"],
});

/** The bytes of `text`, its `?` replaced by a byte that is not UTF-8. */
export function withByte(object: Uint8Array, text: string, byte: number): Uint8Array {
  const at = Buffer.from(object).indexOf(text);
  const changed = Uint8Array.from(object);
  changed[at + text.indexOf("?")] = byte;
  return changed;
}
