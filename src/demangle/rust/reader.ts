/**
 * The lexical part of Rust's v0 mangling: numbers and identifiers (RFC 2603).
 */
import { Cursor } from "../cursor.ts";
import { reject } from "../malformed.ts";
import { decodePunycode } from "./punycode.ts";

/** A 64-bit number: a bigint only if it would lose digits as a number. Too large a number is malformed. */
export type Unsigned = number | bigint;

const MAX_UNSIGNED = (1n << 64n) - 1n;

/** Zeros in front of a number are allowed, but only a malformed name has many of them. */
const MAX_DIGITS = 64;

export interface Identifier {
  readonly text: string;
  readonly isPunycode: boolean;
}

export class Reader extends Cursor {
  /** One character, whatever it is. */
  takeAny(): string {
    return this.takeCharacters(1);
  }

  /** <base-62-number> ::= {<0-9a-zA-Z>} "_", one less than its value but for a lone "_" */
  takeBase62(): Unsigned {
    const start = this.position;
    const end = this.input.indexOf("_", start);
    if (end < 0 || end - start > MAX_DIGITS) reject();
    this.position = end + 1;
    return end === start ? 0 : plusOne(base62(this.input, start, end));
  }

  /** [<tag> <base-62-number>], which counts from 1; 0 if it is left out */
  takeOptionalBase62(tag: string): Unsigned {
    return this.take(tag) ? plusOne(this.takeBase62()) : 0;
  }

  /** <undisambiguated-identifier> ::= ["u"] <decimal-number> ["_"] <bytes> */
  takeIdentifier(): Identifier {
    const isPunycode = this.take("u");
    const length = this.take("0") ? 0 : Number(this.takeDigits() || reject());
    this.take("_"); // in front of a digit or another underscore
    const text = this.takeCharacters(length);
    if (/[^0-9A-Za-z_]/.test(text)) reject();
    return { text, isPunycode };
  }

  /** <hex-number> ::= "0_" | <1-9a-f> {<0-9a-f>} "_", without the underscore */
  takeHex(): string {
    const start = this.position;
    const end = this.input.indexOf("_", start);
    const digits = this.input.slice(start, Math.max(end, start));
    if (!/^(0|[1-9a-f][0-9a-f]*)$/.test(digits)) reject();
    this.position = end + 1;
    return digits;
  }
}

export function spell(identifier: Identifier): string {
  return identifier.isPunycode ? decodePunycode(identifier.text) : identifier.text;
}

/** The number in `input` from `start` to `end`. Eight digits are exact as a number. */
function base62(input: string, start: number, end: number): Unsigned {
  let value: Unsigned = 0;
  let at = start;
  for (; at < Math.min(start + 8, end); at++) value = value * 62 + base62Digit(input.charCodeAt(at));
  if (at === end) return value;
  let exact = BigInt(value);
  for (; at < end; at++) {
    exact = exact * 62n + BigInt(base62Digit(input.charCodeAt(at)));
    if (exact > MAX_UNSIGNED) reject();
  }
  return exact;
}

function base62Digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 122) return code - 97 + 10;
  if (code >= 65 && code <= 90) return code - 65 + 36;
  return reject();
}

function plusOne(value: Unsigned): Unsigned {
  if (typeof value === "number") return value + 1;
  return value < MAX_UNSIGNED ? value + 1n : reject();
}
