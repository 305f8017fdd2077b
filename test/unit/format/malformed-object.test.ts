import { describe, expect, test } from "vitest";
import { readObject } from "../../support/read-bytes.ts";
import { createContext } from "../../support/read-context.ts";
import { MALFORMED_OBJECTS } from "./malformed-objects.ts";

function read(bytes: Uint8Array): unknown {
  return readObject(bytes, createContext());
}

describe("a malformed object is refused", () => {
  test.each(MALFORMED_OBJECTS)("$problem: $message", ({ bytes, message }) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ name: "FormatError", message }));
  });

  test("with the place in the file", () => {
    const bytes = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 14, 1, 0);
    expect(() => read(bytes)).toThrow(expect.objectContaining({ offset: 10 }));
  });

  test("and its relocations do not stay in the table of the link", () => {
    const context = createContext();
    for (const { bytes } of MALFORMED_OBJECTS) expect(() => readObject(bytes, context)).toThrow();
    expect(context.kernel.relocationCount).toBe(0);
  });
});
