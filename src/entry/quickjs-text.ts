/**
 * UTF-8 on QuickJS, which has no TextDecoder and takes 0.5 us for a byte in a loop. Its base64 functions are native and
 * turn bytes into characters and back ten times as fast; where all are ASCII, as symbol names are, nothing else is to do.
 */
import { decodeUtf8, encodeUtf8, type TextCoding } from "../host/utf8.ts";

/** Below this many bytes the portable loop is over before the native calls have begun. */
const SHORT = 8;
/** Bytes given to one `Math.max`: the engine limits the number of arguments. */
const ARGUMENTS = 8192;

export const QUICKJS_TEXT: TextCoding = {
  decode(bytes, start, end) {
    if (end - start < SHORT) return decodeUtf8(bytes, start, end);
    const part = bytes.subarray(start, end);
    return isAscii(part) ? atob(part.toBase64()) : decodeUtf8(bytes, start, end);
  },
  encode(text) {
    const bytes = encodeLatin1(text);
    return bytes !== undefined && isAscii(bytes) ? bytes : encodeUtf8(text);
  },
};

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += ARGUMENTS) {
    if (Reflect.apply(Math.max, undefined, bytes.subarray(at, at + ARGUMENTS)) >= 0x80) return false;
  }
  return true;
}

/** Undefined where a character is beyond Latin-1. */
function encodeLatin1(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(btoa(text));
  } catch {
    return undefined;
  }
}
