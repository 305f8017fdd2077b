/**
 * Integers as LLVM's `to_integer` reads them: digits only, no sign but `-`, no suffix; undefined for anything else and
 * for what does not fit.
 */

const SIGNED_LIMIT = 1n << 63n;
const UNSIGNED_LIMIT = 1n << 64n;

/** Decimal, 64 bits with sign. */
export function parseSigned64(text: string): bigint | undefined {
  if (!/^-?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text);
  return value >= -SIGNED_LIMIT && value < SIGNED_LIMIT ? value : undefined;
}

const RADIX_PREFIXES: readonly (readonly [pattern: RegExp, prefix: string])[] = [
  [/^0x[0-9a-f]+$/i, "0x"],
  [/^0b[01]+$/i, "0b"],
  [/^0o[0-7]+$/, "0o"],
];

/** 64 bits without sign; `0x`, `0b`, `0o` and a leading `0` choose another radix than ten. */
export function parseUnsigned64(text: string): bigint | undefined {
  const value = parseAnyRadix(text);
  return value !== undefined && value < UNSIGNED_LIMIT ? value : undefined;
}

function parseAnyRadix(text: string): bigint | undefined {
  for (const [pattern, prefix] of RADIX_PREFIXES) {
    if (pattern.test(text)) return BigInt(prefix + text.slice(2));
  }
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  return /^(0|[1-9][0-9]*)$/.test(text) ? BigInt(text) : undefined;
}

const LARGEST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * A 64-bit amount as a number. One past 2^53 (no memory is that large) becomes another such, with the same remainder by
 * every power of two up to 2^32, which is all that a link asks of it: it is too large, and aligned or not.
 */
export function amountOf(value: bigint): number {
  const unsigned = BigInt.asUintN(64, value);
  if (unsigned <= LARGEST_EXACT) return Number(unsigned);
  return 2 ** 52 + Number(unsigned & 0xffff_ffffn);
}

/** The same for an amount that is only added to others and written: a negative one stands for itself. */
export function signedAmountOf(value: bigint): number {
  const exact = Number(value);
  return Number.isSafeInteger(exact) ? exact : amountOf(value);
}

export function truncateToUnsigned32(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}
