/** `--time-trace` tells how long the output took, too: what it writes comes after the module. */
import { expect, test } from "vitest";
import { linkInMemory } from "../../src/entry/link-in-memory.ts";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { buildObject } from "../support/object-builder.ts";

const START = buildObject({
  types: [{}],
  functions: [{ type: 0, body: [0, 0x0b] }],
  symbols: [{ kind: "function", name: "_start" }],
});
const MAGIC = [0x00, 0x61, 0x73, 0x6d];

const linkWith = (...args: string[]) =>
  linkInMemory("wasm-ld", ["a.o", ...args], [["a.o", START]], {}, (table) => new PlainKernel(table));

test("its file has the writing of the code", () => {
  const { exitCode, module, files } = linkWith("-o", "a.wasm", "--time-trace=trace.json");
  expect(exitCode).toBe(0);
  expect([...(module ?? [])].slice(0, 4)).toEqual(MAGIC);
  const { traceEvents } = JSON.parse(new TextDecoder().decode(files.get("trace.json"))) as { traceEvents: unknown[] };
  expect(traceEvents).toContainEqual(expect.objectContaining({ name: "write CODE" }));
});

test("the module is told from a trace that goes to the same place", () => {
  const { exitCode, module, stdout } = linkWith("-o", "-", "--time-trace=-");
  expect(exitCode).toBe(0);
  expect([...(module ?? [])].slice(0, 4)).toEqual(MAGIC);
  expect(stdout).toContain("write CODE");
});
