import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { TarArchive } from "../../../src/cli/tar.ts";
import { MemoryHost } from "../../../src/host/memory.ts";

const TEXT = new TextDecoder();

function pack(directory: string, ...files: readonly (readonly [path: string, content: string])[]): Uint8Array {
  const host = new MemoryHost([]);
  const archive = new TarArchive(host, directory);
  for (const [path, content] of files) archive.append(path, host.encodeText(content));
  return archive.toBytes();
}

function field(tar: Uint8Array, offset: number, length: number): string {
  return TEXT.decode(tar.subarray(offset, offset + length)).replace(/\0.*$/s, "");
}

test("one file is a header, its content in whole blocks, and two empty blocks", () => {
  const tar = pack("dir", ["name", "x".repeat(513)]);
  expect(tar).toHaveLength(512 + 1024 + 1024);
  expect(field(tar, 0, 100)).toBe("dir/name");
  expect(field(tar, 100, 8)).toBe("0000664");
  expect(field(tar, 124, 12)).toBe("00000001001");
  expect(field(tar, 257, 6)).toBe("ustar");
  expect(tar.subarray(512 + 1024).every((byte) => byte === 0)).toBe(true);
});

test("the checksum counts its own field as spaces", () => {
  const tar = pack("d", ["n", ""]);
  const header = tar.slice(0, 512).fill(0x20, 148, 156);
  expect(Number.parseInt(field(tar, 148, 8), 8)).toBe(header.reduce((sum, byte) => sum + byte));
});

test("a path that is there already keeps its first content", () => {
  const tar = pack("d", ["n", "first"], ["n", "second, and longer"]);
  expect(tar).toEqual(pack("d", ["n", "first"]));
});

describe("a path", () => {
  const place = (path: string) => {
    const tar = pack("d", [path, ""]);
    return { type: field(tar, 156, 1), prefix: field(tar, 345, 155), name: field(tar, 0, 100) };
  };
  const pax = { type: "x", prefix: "", name: "" };

  test.each([
    ["under 100 bytes stands in the name", "n".repeat(97), { type: "", prefix: "", name: `d/${"n".repeat(97)}` }],
    ["whose last part has 100 bytes is in a pax header", "n".repeat(100), pax],
    [
      "is parted at the last slash",
      `${"p".repeat(120)}/q/n`,
      { type: "", prefix: `d/${"p".repeat(120)}/q`, name: "n" },
    ],
    ["may have a prefix of 137 bytes", `${"p".repeat(135)}/n`, { type: "", prefix: `d/${"p".repeat(135)}`, name: "n" }],
    ["whose prefix would be longer is in a pax header", `${"p".repeat(136)}/n`, pax],
    ["counts bytes, not characters", "ü".repeat(50), pax],
  ])("%s", (_name, path, expected) => {
    expect(place(path)).toEqual(expected);
  });

  test("in a pax header is counted with its own length", () => {
    const tar = pack("d", ["n".repeat(100), "content"]);
    expect(field(tar, 512, 512)).toBe(`112 path=d/${"n".repeat(100)}\n`);
    expect(field(tar, 1024, 100)).toBe("");
    expect(field(tar, 1536, 512)).toBe("content");
  });
});

test("an archive has the bytes that wasm-ld --reproduce gives it", () => {
  const object = "\0asm\x01\0\0\0";
  const short = `tmp/reproduction/${"p".repeat(120)}/x.o`;
  const long = `tmp/reproduction/${"n".repeat(120)}.o`;
  const tar = pack(
    "repro",
    ["response.txt", `${short}\n${long}\n-o z\n`],
    ["version.txt", "Debian LLD 22.1.8\n"],
    [short, object],
    [long, object],
  );
  expect(createHash("sha256").update(tar).digest("hex")).toBe(
    "54cf0f6d18c69f9f08ba8192e80eb6d0b5a219377404a5138e425c46c4ec9256",
  );
});
