/**
 * UTF-8 for engines that bring no TextDecoder (QuickJS). Malformed bytes become U+FFFD by the rule of the WHATWG
 * Encoding standard: one per maximal part of a valid sequence. A byte order mark is kept, as it is part of a name.
 */
export interface TextCoding {
  decode(bytes: Uint8Array, start: number, end: number): string;
  encode(text: string): Uint8Array;
}

const REPLACEMENT = 0xfffd;
/** Code units given to one `fromCharCode`: engines limit the number of arguments. */
const UNITS_PER_CALL = 4096;

export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  let units: number[] = [];
  let at = start;
  while (at < end) {
    const lead = bytes[at];
    if (lead < 0x80) {
      units.push(lead);
      at++;
    } else {
      const length = sequenceLength(lead);
      const valid = length === 0 ? 1 : countValid(bytes, at, end, length);
      pushCodePoint(units, valid === length ? codePointAt(bytes, at, length) : REPLACEMENT);
      at += valid;
    }
    if (units.length >= UNITS_PER_CALL) {
      text += String.fromCharCode(...units);
      units = [];
    }
  }
  return text + String.fromCharCode(...units);
}

/** Bytes of the sequence that `lead` begins; 0 where it cannot begin one. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/**
 * How many bytes from `at` fit a sequence of `length`; the second byte's range excludes overlong forms and surrogates.
 */
function countValid(bytes: Uint8Array, at: number, end: number, length: number): number {
  const lead = bytes[at];
  let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  let count = 1;
  while (count < length && at + count < end) {
    const next = bytes[at + count];
    if (next < low || next > high) break;
    low = 0x80;
    high = 0xbf;
    count++;
  }
  return count;
}

function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  let point = bytes[at] & (0x7f >> length);
  for (let i = 1; i < length; i++) point = (point << 6) | (bytes[at + i] & 0x3f);
  return point;
}

function pushCodePoint(units: number[], point: number): void {
  if (point < 0x10000) {
    units.push(point);
    return;
  }
  units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
}

export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i) ?? 0;
    if (point >= 0x10000) i++;
    else if (point >= 0xd800 && point <= 0xdfff) point = REPLACEMENT;
    if (point < 0x80) {
      bytes[size++] = point;
      continue;
    }
    if (point < 0x800) {
      bytes[size++] = 0xc0 | (point >> 6);
    } else {
      if (point < 0x10000) {
        bytes[size++] = 0xe0 | (point >> 12);
      } else {
        bytes[size++] = 0xf0 | (point >> 18);
        bytes[size++] = 0x80 | ((point >> 12) & 0x3f);
      }
      bytes[size++] = 0x80 | ((point >> 6) & 0x3f);
    }
    bytes[size++] = 0x80 | (point & 0x3f);
  }
  return bytes.slice(0, size);
}

/** The coding of an engine that has none. */
export const PORTABLE_TEXT: TextCoding = { decode: decodeUtf8, encode: encodeUtf8 };
