/** The guard sees the work that it is to see, and takes its hands off afterwards. */
import { expect, test } from "vitest";
import { MemoryHost } from "../../src/host/memory.ts";
import { countWork } from "./count-work.ts";

const host = new MemoryHost([["a.o", new Uint8Array([1, 2, 3])]]);

test("counts allocations, copies, tables and calls of the host", () => {
  const counts = countWork(host, () => {
    const words = new Uint32Array(5);
    const bytes = new Uint8Array(words.buffer);
    bytes.set(new Uint8Array(6), 2);
    bytes.subarray(1).slice(0, 4);
    new Map().set("key", 1);
    host.readFile("a.o");
    host.decodeText(bytes, 1, 4);
  });
  expect(counts).toMatchObject({ "bytes allocated": 26, "bytes copied": 10, "map entries": 1, "texts decoded": 1 });
  expect(counts).toMatchObject({ "host calls": 1, "bytes decoded": 3 });
});

test("counts nothing after the link, whether it ends or throws", () => {
  const before = [Uint8Array, Map.prototype.set, MemoryHost.prototype.readFile];
  const fail = (): never => {
    throw new Error("a defect");
  };
  expect(() => countWork(host, fail)).toThrow("a defect");
  expect([Uint8Array, Map.prototype.set, MemoryHost.prototype.readFile]).toEqual(before);
});
