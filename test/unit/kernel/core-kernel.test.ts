/** What goes into the compiled kernel's memory, and comes out of it, while that grows. */
import { beforeEach, expect, test } from "vitest";
import { compileKernel } from "../../../build/kernel.mjs";
import { CoreKernel } from "../../../src/kernel/core-kernel.ts";

let kernel: CoreKernel;
beforeEach(async () => {
  const module = new WebAssembly.Module((await compileKernel()) as Uint8Array<ArrayBuffer>);
  kernel = new CoreKernel(new WebAssembly.Instance(module).exports);
});

test("bytes that the memory has to grow for become words of the memory that there is then", () => {
  const bytes = new Uint8Array(kernel.memorySize + 5).fill(7);
  const words = kernel.memory.words(bytes);
  expect(kernel.memorySize).toBeGreaterThan(bytes.length);
  expect(words).toHaveLength(Math.ceil(bytes.length / 8));
  const copied = new Uint8Array(words.buffer, words.byteOffset, bytes.length);
  expect(Buffer.compare(copied, bytes)).toBe(0);
});

test("room that the memory has to grow for is in the memory that there is then", () => {
  const size = kernel.memorySize + 5;
  const room = kernel.memory.room(size);
  room.fill(7);
  const words = kernel.memory.words(room);
  expect([words.buffer === room.buffer, words.byteOffset, words[0]]).toEqual([
    true,
    room.byteOffset,
    0x0707_0707_0707_0707n,
  ]);
});

test("lists of each kind arrive as they are where the memory has grown for one of them", () => {
  const count = kernel.memorySize >> 2;
  const order = new Int32Array(count).map((_, i) => i);
  const kind = new Uint8Array(count);
  const traits = new Uint8Array(count);
  const flags = new Uint32Array(count);
  flags[count - 1] = 1;
  const selected = kernel.functions.selectSymbols(order, kind, traits, flags, 1, 0, 1, 0);
  expect(Array.from(selected)).toEqual([count - 1]);
});
