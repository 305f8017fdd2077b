import { describe, expect, test } from "vitest";
import { fromByteString, toByteString } from "../../../src/demangle/byte-string.ts";
import { demangle } from "../../../src/demangle/demangle.ts";
import { decodeUtf8 } from "../../../src/host/utf8.ts";

describe("names beyond ASCII", () => {
  test("lengths in a name count bytes", () => {
    expect(demangle("_Z4köfv")).toBe("köf()");
    expect(demangle("_Z3köfi")).toBe("kö(float, int)");
    expect(demangle("_Z6köfv")).toBe("_Z6köfv");
    expect(demangle("_ZN4😀1aEv")).toBe("😀::a()");
  });

  test("a name with a character cut in two is printed with its bytes", () => {
    expect(demangle("_ZN1ö1aEv")).toBe("_ZN1ö1aEv");
    expect(demangle("_Z1fIXtlA2_cLc195ELc182EEEEvv")).toBe('void f<"ö">()');
    expect(demangle("_Z1fIXtlA2_cLc195EEEEvv")).toBe('void f<"\udcc3">()');
  });

  test("unknown names come back unchanged", () => {
    expect(demangle("_größe")).toBe("_größe");
    expect(demangle("_\ud800")).toBe("_\ud800");
  });
});

describe("byte strings", () => {
  test.each(["", "plain", "é", "߿ࠀ", "\uffff", "😀", "a\u0000b"])("are UTF-8, and lead back: %j", (text) => {
    const bytes = toByteString(text);
    expect(Array.from(bytes, (byte) => byte.charCodeAt(0))).toEqual([...new TextEncoder().encode(text)]);
    expect(fromByteString(bytes)).toBe(text);
  });

  test.each([
    "\x80",
    "\xc3",
    "\xc0\x80",
    "\xe2\x82",
    "\xe2\x82a",
    "\xed\xa0\x80",
    "\xf0\x9f\x98",
    "\xf4\x90\x80\x80",
    "\xff",
  ])("keep their bytes where they are malformed: %j", (bytes) => {
    const plain = Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
    const text = fromByteString(bytes);
    expect(text).toBe(decodeUtf8(plain, 0, plain.length));
    expect(toByteString(text)).toBe(bytes);
  });
});
