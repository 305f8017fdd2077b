/**
 * Floating-point literals: a mangled name has the bits as hexadecimal digits, which are printed as C's `%a` does.
 */
import { reject } from "../malformed.ts";
import { type Node, Text } from "./nodes.ts";
import type { Parser } from "./parser.ts";

interface FloatFormat {
  /** Hexadecimal digits in a name. */
  readonly digits: number;
  readonly exponentBits: number;
  /** Stored bits of the significand. */
  readonly significandBits: number;
  readonly suffix: string;
}

/** By <builtin-type>. `long double` is the 80-bit format of x87, as in LLVM's builds for x86-64. */
export const FLOAT_FORMATS: ReadonlyMap<string, FloatFormat> = new Map([
  ["f", { digits: 8, exponentBits: 8, significandBits: 23, suffix: "f" }],
  ["d", { digits: 16, exponentBits: 11, significandBits: 52, suffix: "" }],
  ["e", { digits: 20, exponentBits: 15, significandBits: 64, suffix: "L" }],
]);

/** <value float> E */
export function parseFloatLiteral(p: Parser, format: FloatFormat): Node {
  const digits = p.takeCharacters(format.digits);
  if (!/^[0-9a-f]+$/.test(digits)) reject();
  p.expect("E");
  const bits = BigInt(`0x${digits}`);
  const significand = BigInt.asUintN(format.significandBits, bits);
  const biased = Number(BigInt.asUintN(format.exponentBits, bits >> BigInt(format.significandBits)));
  const isNegative = bits >> BigInt(format.significandBits + format.exponentBits) !== 0n;
  const bias = 2 ** (format.exponentBits - 1) - 1;
  const write = format.significandBits === 64 ? formatExtended : formatBinary;
  return new Text((isNegative ? "-" : "") + write(significand, biased, bias, format.significandBits) + format.suffix);
}

/** Formats that leave out the leading one of a normal number. */
function formatBinary(significand: bigint, biased: number, bias: number, bits: number): string {
  if (biased === 2 * bias + 1) return significand === 0n ? "inf" : "nan";
  if (biased !== 0) return formatHex("1", significand, bits, biased - bias);
  if (significand === 0n) return "0x0p+0";
  if (bits === 52) return formatHex("0", significand, bits, 1 - bias);
  // C converts a float to double, and there its subnormal numbers are normal.
  const shift = bits + 1 - significand.toString(2).length;
  return formatHex("1", BigInt.asUintN(bits, significand << BigInt(shift)), bits, 1 - bias - shift);
}

/** The x87 format stores the leading one, and is printed with a whole digit in front of the point. */
function formatExtended(significand: bigint, biased: number, bias: number): string {
  const isNormal = significand >> 63n === 1n;
  if (biased === 2 * bias + 1) return significand === 1n << 63n ? "inf" : "nan";
  if (biased !== 0 && !isNormal) return "nan";
  if (significand === 0n) return "0x0p+0";
  const whole = (significand >> 60n).toString(16);
  return formatHex(whole, BigInt.asUintN(60, significand), 60, Math.max(biased, 1) - bias - 3);
}

/** `whole` and a fraction of `bits` bits, times two to the `exponent`. */
function formatHex(whole: string, fraction: bigint, bits: number, exponent: number): string {
  const places = Math.ceil(bits / 4);
  const aligned = fraction << BigInt(places * 4 - bits);
  const digits = aligned.toString(16).padStart(places, "0").replace(/0+$/, "");
  return `0x${whole}${digits === "" ? "" : `.${digits}`}p${exponent < 0 ? "" : "+"}${exponent}`;
}
