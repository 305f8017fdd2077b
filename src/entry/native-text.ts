/** The engine's own UTF-8 where it has one (every browser, Node, StarlingMonkey), otherwise the portable one. */
import { decodeAgain, encodeAgain, PORTABLE_TEXT, type TextCoding } from "../host/utf8.ts";

export function nativeText(): TextCoding {
  if (typeof TextDecoder === "undefined" || typeof TextEncoder === "undefined") return PORTABLE_TEXT;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  return {
    decode: (bytes, start, end) => decodeAgain(decoder.decode(bytes.subarray(start, end)), bytes, start, end),
    encode: (text) => encodeAgain(encoder.encode(text), text),
  };
}
