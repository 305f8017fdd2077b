/**
 * Mangled names count bytes, so the demanglers work on byte strings: one character, 0 to 255, for each byte of UTF-8.
 * Nearly every name is ASCII and is its own byte string; the test for that is one native search.
 */
const NON_ASCII = /[^\0-\x7f]/;

export function toByteString(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  let bytes = "";
  for (const character of text) bytes += encodeCodePoint(character.codePointAt(0) ?? 0);
  return bytes;
}

/** The UTF-8 bytes of one code point. An unpaired surrogate is encoded like any other, so that it survives both ways. */
export function encodeCodePoint(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  const last = 0x80 | (code & 0x3f);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), last);
  const middle = 0x80 | ((code >> 6) & 0x3f);
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), middle, last);
  return String.fromCharCode(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), middle, last);
}

/** Bytes that are not UTF-8, which only a malformed name can leave behind, become U+FFFD. */
export function fromByteString(bytes: string): string {
  if (!NON_ASCII.test(bytes)) return bytes;
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? "\ufffd" : String.fromCodePoint(decodeSequence(bytes, at, length));
    at += Math.max(length, 1);
  }
  return text;
}

/** How many bytes make up the code point that starts at `at`; 0 if none does. */
function sequenceLength(bytes: string, at: number): number {
  const lead = bytes.charCodeAt(at);
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) if ((bytes.charCodeAt(at + i) & 0xc0) !== 0x80) return 0;
  if (length < 3) return length;
  const code = decodeSequence(bytes, at, length);
  const isOverlong = code < (length === 3 ? 0x800 : 0x10000);
  return isOverlong || code > 0x10ffff ? 0 : length;
}

function decodeSequence(bytes: string, at: number, length: number): number {
  const lead = bytes.charCodeAt(at);
  if (length === 1) return lead;
  let code = lead & (0x7f >> length);
  for (let i = 1; i < length; i++) code = (code << 6) | (bytes.charCodeAt(at + i) & 0x3f);
  return code;
}
