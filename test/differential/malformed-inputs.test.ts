/** Malformed objects and archives, alone in a link: what wasm-ld says of them, word for word. */
import { describe, expect, test } from "vitest";
import { MALFORMED_ARCHIVES } from "../unit/format/malformed-archives.ts";
import { MALFORMED_OBJECTS } from "../unit/format/malformed-objects.ts";
import { findReference, runTsld } from "./linkers.ts";
import { describeDifference } from "./outcome.ts";

const reference = findReference();
const reason = reference.isFast ? "" : ` (${reference.name} takes half a second for each: install LLVM 22)`;

async function compare(path: string, bytes: Uint8Array, inputs: readonly string[] = [path]): Promise<void> {
  const args = [...inputs, "--no-entry", "-o", "out.wasm"];
  const actual = runTsld(args, { [path]: bytes });
  expect(actual.status).toBe(1);
  const expected = await reference.run(args, { [path]: bytes });
  // LLVM's crash report, of which this linker makes an error like the others (docs/differences.md).
  const [, report] = /^LLVM ERROR: (.*)\n/.exec(expected.stderr) ?? [];
  if (report === undefined) expect(describeDifference(expected, actual)).toBeUndefined();
  else expect(actual.stderr.replace(/0x[0-9a-f]+\n$/, "")).toBe(`wasm-ld: error: ${path}: ${report} at offset `);
}

describe.skipIf(!reference.isFast)(`as with ${reference.name}${reason}`, () => {
  const objects = MALFORMED_OBJECTS.filter(({ ours }) => ours !== true);
  test.each(objects)("an object: $problem", async ({ bytes }) => compare("bad.o", bytes));
  test.each(objects)("an object that nobody needs: $problem", async ({ bytes }) => {
    await compare("bad.o", bytes, ["--start-lib", "bad.o", "--end-lib"]);
  });
  test.each(MALFORMED_ARCHIVES)("an archive: $problem", async ({ bytes }) => compare("bad.a", bytes));
});
