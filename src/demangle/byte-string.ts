/**
 * Mangled names count bytes, so the demanglers work on byte strings: one character, 0 to 255, for each byte of UTF-8.
 * Nearly every name is ASCII and is its own byte string; the test for that is one native search. In text, a byte XX that is
 * not UTF-8 is the lone surrogate U+DCXX.
 */
const NON_ASCII = /[^\0-\x7f]/;
const REPLACEMENT = 0xfffd;
const ESCAPE = 0xdc00;

export function toByteString(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  let bytes = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? REPLACEMENT;
    const isEscape = code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff;
    bytes += isEscape ? String.fromCharCode(code - ESCAPE) : encodeCodePoint(code);
  }
  return bytes;
}

/** The UTF-8 bytes of one code point; of U+FFFD for a surrogate. */
export function encodeCodePoint(code: number): string {
  if (isSurrogate(code)) return encodeCodePoint(REPLACEMENT);
  if (code < 0x80) return String.fromCharCode(code);
  const last = 0x80 | (code & 0x3f);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), last);
  const middle = 0x80 | ((code >> 6) & 0x3f);
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), middle, last);
  return String.fromCharCode(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), middle, last);
}

export function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

export function fromByteString(bytes: string): string {
  if (!NON_ASCII.test(bytes)) return bytes;
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes.charCodeAt(at);
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const isValid = validLength(bytes, at, length) === length;
    text += String.fromCodePoint(isValid ? decodeSequence(bytes, at, length) : ESCAPE + lead);
    at += isValid ? length : 1;
  }
  return text;
}

/** How many bytes from `at` on are the start of a sequence of `length` bytes. */
function validLength(bytes: string, at: number, length: number): number {
  const lead = bytes.charCodeAt(at);
  if (length === 1) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const second = bytes.charCodeAt(at + 1);
  // Overlong forms, surrogates and what is beyond U+10FFFF show in the second byte.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (!(second >= lowest && second <= highest)) return 1;
  let found = 2;
  while (found < length && (bytes.charCodeAt(at + found) & 0xc0) === 0x80) found++;
  return found;
}

function decodeSequence(bytes: string, at: number, length: number): number {
  const lead = bytes.charCodeAt(at);
  if (length === 1) return lead;
  let code = lead & (0x7f >> length);
  for (let i = 1; i < length; i++) code = (code << 6) | (bytes.charCodeAt(at + i) & 0x3f);
  return code;
}
