/**
 * Value types, limits and constant expressions, read as far as a linker needs them (WebAssembly core specification, 5.3
 * and 5.4.9).
 */
import type { ByteReader } from "../binary/reader.ts";
import type { Limits, TableType } from "./object-module.ts";
import { DEFAULT_PAGE_SIZE, LimitsFlag, Opcode, ValueType } from "./wasm.ts";

const NULLABLE = 0x63;
const NON_NULLABLE = 0x64;
const MODELED_TYPES: ReadonlySet<number> = new Set(
  Object.values(ValueType).filter((type) => type !== ValueType.otherref),
);
const ELEMENT_TYPES: ReadonlySet<number> = new Set([
  ValueType.funcref,
  ValueType.externref,
  ValueType.exnref,
  ValueType.otherref,
]);

/** Operand bytes of the instructions that a constant expression may have beyond a single constant. */
const Operands = { none: 0, leb: 1, twoLebs: 2, float32: 4, float64: 8 } as const;
const OPERANDS: ReadonlyMap<number, number> = new Map([
  [Opcode.i32Const, Operands.leb],
  [Opcode.i64Const, Operands.leb],
  [Opcode.globalGet, Operands.leb],
  [Opcode.refNull, Operands.leb],
  [Opcode.refFunc, Operands.leb],
  [Opcode.f32Const, Operands.float32],
  [Opcode.f64Const, Operands.float64],
  // add, subtract and multiply of i32 and i64
  [0x6a, Operands.none],
  [0x6b, Operands.none],
  [0x6c, Operands.none],
  [0x7c, Operands.none],
  [0x7d, Operands.none],
  [0x7e, Operands.none],
  // The prefix of the GC instructions, and those that may follow it: struct.new, struct.new_default, array.new,
  // array.new_default, array.new_fixed, ref.i31.
  [0xfb, Operands.none],
  [0x00, Operands.leb],
  [0x01, Operands.leb],
  [0x06, Operands.leb],
  [0x07, Operands.leb],
  [0x08, Operands.twoLebs],
  [0x1c, Operands.none],
]);

/** A constant expression: its bytes, and whether it is more than one plain constant instruction. */
export interface InitExpression {
  readonly start: number;
  readonly end: number;
  readonly opcode: number;
  readonly isExtended: boolean;
}

/** The type with this code; types that are not modeled come out as `otherref`. */
export function readValueType(reader: ByteReader, code: number): number {
  if (MODELED_TYPES.has(code)) return code;
  if (code === NULLABLE || code === NON_NULLABLE) reader.sleb64();
  return ValueType.otherref;
}

export function readLimits(reader: ByteReader): Limits {
  const flags = reader.uleb32() & 0xff;
  const minimum = reader.uleb64();
  const maximum = flags & LimitsFlag.hasMax ? reader.uleb64() : 0;
  let pageSize: number = DEFAULT_PAGE_SIZE;
  if (flags & LimitsFlag.hasPageSize) {
    const log2 = reader.uleb32();
    if (log2 >= 32) reader.refuse("log2(wasm page size) too large");
    pageSize = 2 ** log2;
  }
  return { flags, minimum, maximum, pageSize };
}

export function readTableType(reader: ByteReader): TableType {
  const elementType = readValueType(reader, reader.uleb32());
  const limits = readLimits(reader);
  if (!ELEMENT_TYPES.has(elementType)) reader.fail("invalid table element type");
  return { elementType, limits };
}

export function readInitExpression(reader: ByteReader): InitExpression {
  const start = reader.at;
  const opcode = reader.u8();
  let isExtended = !skipPlainOperand(reader, opcode);
  if (!isExtended) isExtended = reader.u8() !== Opcode.end;
  if (isExtended) {
    reader.at = start;
    skipExtendedExpression(reader);
  }
  return { start, end: reader.at, opcode, isExtended };
}

/** False if the instruction is not one that an expression of a single constant has. */
function skipPlainOperand(reader: ByteReader, opcode: number): boolean {
  switch (opcode) {
    case Opcode.i32Const:
      reader.sleb32();
      return true;
    case Opcode.i64Const:
      reader.sleb64();
      return true;
    case Opcode.f32Const:
      skipFloat(reader, 4);
      return true;
    case Opcode.f64Const:
      skipFloat(reader, 8);
      return true;
    case Opcode.globalGet:
      reader.uleb64();
      return true;
    case Opcode.refNull:
      readValueType(reader, reader.uleb32());
      return true;
    default:
      return false;
  }
}

function skipExtendedExpression(reader: ByteReader): void {
  for (;;) {
    const opcode = reader.u8();
    if (opcode === Opcode.end) return;
    switch (OPERANDS.get(opcode)) {
      case Operands.none:
        break;
      case Operands.leb:
        reader.uleb64();
        break;
      case Operands.twoLebs:
        reader.uleb64();
        reader.uleb64();
        break;
      case Operands.float32:
        skipFloat(reader, 4);
        break;
      case Operands.float64:
        skipFloat(reader, 8);
        break;
      default:
        reader.fail(`invalid opcode in init_expr: ${opcode}`);
    }
  }
}

function skipFloat(reader: ByteReader, size: number): void {
  // LLVM says float64 for both.
  if (reader.at + size > reader.end) reader.refuse("EOF while reading float64");
  reader.at += size;
}
