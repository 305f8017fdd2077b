/**
 * UTF-8 to string and back, byte for byte: a byte XX that is not part of UTF-8 becomes the lone surrogate U+DCXX, which no
 * UTF-8 decodes to (Python's `surrogateescape`). A byte order mark is kept, as it is part of a name.
 *
 * Engines' own coders put U+FFFD in place of such bytes; `decodeAgain` and `encodeAgain` correct that. Complete coding by
 * itself is for engines that bring none (QuickJS).
 */
export interface TextCoding {
  decode(bytes: Uint8Array, start: number, end: number): string;
  encode(text: string): Uint8Array;
}

const REPLACEMENT = "\ufffd";
/** Added to a byte that is not UTF-8. */
const ESCAPE = 0xdc00;
const LONE = /[\ud800-\udfff]/gu;
const ESCAPED = /[\udc80-\udcff]/u;
const ENCODED_REPLACEMENT = [0xef, 0xbf, 0xbd];
/** Code units given to one `fromCharCode`: engines limit the number of arguments. */
const UNITS_PER_CALL = 4096;

/** `text` is what the engine made of the bytes. Text without U+FFFD, nearly all there is, is right: one native search. */
export function decodeAgain(text: string, bytes: Uint8Array, start: number, end: number): string {
  return text.includes(REPLACEMENT) ? decodeUtf8(bytes, start, end) : text;
}

/** `bytes` are what the engine made of the text. ASCII takes as many bytes as units and needs no search. */
export function encodeAgain(bytes: Uint8Array, text: string): Uint8Array {
  return bytes.length > text.length && ESCAPED.test(text) ? encodeUtf8(text) : bytes;
}

/** For those who take well-formed text only: U+FFFD where a byte was not UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(LONE, REPLACEMENT);
}

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
      const isValid = length > 0 && countValid(bytes, at, end, length) === length;
      pushCodePoint(units, isValid ? codePointAt(bytes, at, length) : ESCAPE + lead);
      at += isValid ? length : 1;
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
    const point = text.codePointAt(i) ?? 0;
    if (point >= 0x10000) i++;
    if (point >= 0xd800 && point <= 0xdfff) {
      if (point >= ESCAPE + 0x80 && point <= ESCAPE + 0xff) bytes[size++] = point - ESCAPE;
      else for (const byte of ENCODED_REPLACEMENT) bytes[size++] = byte;
      continue;
    }
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
