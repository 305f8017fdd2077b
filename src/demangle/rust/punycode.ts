/**
 * Punycode (RFC 3492) as Rust mangles identifiers: with `_` in front of the coded part instead of `-`.
 */
import { encodeCodePoint, isSurrogate } from "../byte-string.ts";
import { reject } from "../malformed.ts";

const BASE = 36;
const FIRST_THRESHOLD = 1;
const LAST_THRESHOLD = 26;
const SKEW = 38;
/** Inserting takes time by the square of the length, so there is a limit on it. */
const MAX_LENGTH = 1 << 14;

/** The identifier that `coded` stands for, as a byte string. */
export function decodePunycode(coded: string): string {
  if (coded.length > MAX_LENGTH) reject();
  const delimiter = coded.lastIndexOf("_");
  const characters = coded.slice(0, Math.max(delimiter, 0)).split("");
  let bias = 72;
  let damp = 700;
  let code = 0x80;
  let index = 0;
  for (let at = delimiter + 1; at < coded.length; index++) {
    const before = index;
    let weight = 1;
    for (let threshold = BASE; ; threshold += BASE) {
      const digit = digitValue(coded.charCodeAt(at++));
      index += digit * weight;
      if (index > Number.MAX_SAFE_INTEGER) reject(); // far beyond any code point
      const limit = Math.min(Math.max(threshold - bias, FIRST_THRESHOLD), LAST_THRESHOLD);
      if (digit < limit) break;
      weight *= BASE - limit;
    }
    const count = characters.length + 1;
    bias = adaptedBias(Math.floor((index - before) / damp), count);
    damp = 2;
    code += Math.floor(index / count);
    if (code > 0x10ffff || isSurrogate(code)) reject();
    index %= count;
    characters.splice(index, 0, encodeCodePoint(code));
  }
  return characters.join("");
}

/** a-z, then 0-9. The end of the text, in the middle of a number, is none. */
function digitValue(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 48 + 26;
  return reject();
}

function adaptedBias(delta: number, count: number): number {
  const range = BASE - FIRST_THRESHOLD;
  let scaled = delta + Math.floor(delta / count);
  let steps = 0;
  for (; scaled > Math.floor((range * LAST_THRESHOLD) / 2); steps += BASE) scaled = Math.floor(scaled / range);
  return steps + Math.floor(((range + 1) * scaled) / (scaled + SKEW));
}
