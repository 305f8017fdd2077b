/** The kernel walks archives of the usual shape, and must not take one that the reader would refuse or read otherwise. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readArchive } from "../../../src/format/archive.ts";
import { type LazySymbols, readLazySymbols } from "../../../src/format/lazy-symbols.ts";
import { inMemory } from "../../../src/format/object-source.ts";
import { type ArchiveSource, readUsualArchive } from "../../../src/format/usual-archive.ts";
import {
  ARCHIVE_END,
  ARCHIVE_FIELDS,
  ARCHIVE_IS_INSIDE,
  ARCHIVE_MEMBERS,
  MEMBER_FIELDS,
  MEMBER_HEADER,
} from "../../../src/kernel/portable/archive-reader.ts";
import { MEMBER_64, MEMBER_UNUSUAL } from "../../../src/kernel/portable/member-names.ts";
import { buildArchive, buildBsdArchive, buildGnuArchive, join } from "../../support/archive-builder.ts";
import { damage, damages } from "../../support/damaged-object.ts";
import { buildObject, custom, decodeText, encodeText, sectionBytes } from "../../support/object-builder.ts";
import { textOf } from "../../support/object-symbols.ts";
import { randomObject } from "../../support/random-object.ts";
import { createContext } from "../../support/read-context.ts";

const OBJECT = buildObject({
  functions: [{ type: 0, body: [0, 0x0b] }],
  segments: [
    { name: "s", bytes: [1, 2, 3, 4], relocations: [{ type: "MEMORY_ADDR_I32", offset: 0, index: 1, addend: 0 }] },
  ],
  symbols: [
    { kind: "function", name: "f" },
    { kind: "data", name: "größe" },
  ],
});
/** Odd in length, so that a byte is between it and the next member. */
const TEXT = encodeText("text.");
const NO_BYTES = new Uint8Array(0);
const LONG_NAME = "a-name-of-more-than-sixteen-letters.o";

interface FoundMember {
  readonly name: string;
  readonly headerOffset: number;
  readonly content: Uint8Array;
  /** Undefined where the kernel leaves the member to the reader. */
  readonly symbols: LazySymbols | undefined;
}

/** Parts come as from a file: where the kernel wants them, and one takes the place of the last. */
function sourceOf(archive: Uint8Array, partSize = 1 << 20): ArchiveSource {
  return {
    size: archive.length,
    partSize,
    bytes: (start, end) => archive.slice(start, end),
    part(start, end, kernel) {
      const room = kernel.room(end - start);
      room.set(archive.subarray(start, end));
      return room;
    },
    object: (start, end) => inMemory(archive.slice(start, end)),
  };
}

/** Undefined where the kernel leaves the archive to the reader. */
function usualMembers(bytes: Uint8Array, partSize?: number): FoundMember[] | undefined {
  const context = createContext();
  const parts = readUsualArchive(context.kernel, sourceOf(bytes, partSize), decodeText);
  return parts?.flatMap((part) =>
    Array.from({ length: part.count }, (_, row) => {
      const kind = part.kind(row);
      const names = Array.from(part.definedNames(row, row + 1), (name) => textOf(context, name));
      const symbols = { names, is64: kind === MEMBER_64, kind: "relocatable", hasUnmodeledTypes: false } as const;
      return {
        name: part.name(row),
        headerOffset: part.headerOffset(row),
        content: part.content(row),
        symbols: kind === MEMBER_UNUSUAL ? undefined : symbols,
      };
    }),
  );
}

/** Throws where the kernel takes what the reader refuses. */
function expectAgreement(bytes: Uint8Array): void {
  let found: FoundMember[] | undefined;
  try {
    found = usualMembers(bytes);
  } catch (error) {
    expect(() => readArchive(bytes, "lib.a", decodeText)).toThrow(error);
    return;
  }
  if (found === undefined) return;
  const { members } = readArchive(bytes, "lib.a", decodeText);
  const expected = members.map(({ name, headerOffset, start, size }, i) => {
    const content = bytes.subarray(start, start + size);
    return { name, headerOffset, content, symbols: found[i]?.symbols && readLazySymbols(content, decodeText) };
  });
  expect(found).toEqual(expected);
}

const ARCHIVES: Readonly<Record<string, Uint8Array>> = {
  GNU: buildGnuArchive([
    ["text", TEXT],
    [LONG_NAME, OBJECT],
    ["b.o", OBJECT],
  ]),
  BSD: buildBsdArchive([
    ["text", TEXT],
    [LONG_NAME, OBJECT],
    ["b.o", OBJECT],
  ]),
  "short names": buildArchive([
    { field: "a.o/", content: OBJECT },
    { field: "text/", content: TEXT },
  ]),
  "one without members": buildArchive([]),
};

describe("an archive that the kernel has walked", () => {
  test.each(Object.entries(ARCHIVES))("is taken as the reader has it: %s", (_, bytes) => {
    expect(usualMembers(bytes)).toBeDefined();
    expectAgreement(bytes);
  });

  test("has the names of its members' defined symbols", () => {
    const symbols = { names: ["f", "größe"], is64: false, kind: "relocatable", hasUnmodeledTypes: false };
    expect(usualMembers(ARCHIVES["GNU"])?.map((member) => member.symbols)).toEqual([undefined, symbols, symbols]);
  });

  test("gives equal names one number, in whichever member they are", () => {
    const { kernel, names } = createContext();
    const [part] = readUsualArchive(kernel, sourceOf(ARCHIVES["GNU"]), decodeText) ?? [];
    const expected = ["f", "größe"].map((text) => names.intern(text));
    expect([1, 2].map((row) => Array.from(part.definedNames(row, row + 1)))).toEqual([expected, expected]);
  });

  test("may begin with more than is looked at first", () => {
    const many = Array.from({ length: 3000 }, (_, i) => [`${LONG_NAME}${i}`, OBJECT] as const);
    expect(usualMembers(buildGnuArchive(many))?.map(({ name }) => name)).toEqual(many.map(([name]) => name));
  });

  test("has names that are not UTF-8 byte for byte", () => {
    const object = OBJECT.slice();
    object[object.lastIndexOf(0xc3)] = 0xff;
    const [member] = usualMembers(buildGnuArchive([["a.o", object]])) ?? [];
    expect(member.symbols?.names).toEqual(["f", "grö\udcff\udc9fe"]);
    expect(readLazySymbols(object, decodeText).names).toEqual(["f", "grö\udcff\udc9fe"]);
  });

  test("may be larger than what the kernel is given at once, and so may a member", () => {
    const large = join([OBJECT, customSection(9 << 20)]);
    const bytes = buildGnuArchive([
      ["a.o", OBJECT],
      ["large.o", large],
      ["b.o", OBJECT],
    ]);
    expect(usualMembers(bytes)?.map(({ name, content }) => [name, content.length])).toEqual([
      ["a.o", OBJECT.length],
      ["large.o", large.length],
      ["b.o", OBJECT.length],
    ]);
  });

  test("has the same members where it comes in parts, whatever is cut off", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (seed, tail, place) => {
        const metadata = join([OBJECT, customSection(2 + (tail % 500))]);
        const bytes = buildGnuArchive([
          ["a.o", randomObject(seed)],
          ["metadata", metadata],
          ["b.o", OBJECT],
        ]).subarray(8);
        const read = (part: Uint8Array): Uint32Array =>
          createContext().kernel.readArchive(part, NO_BYTES, false, false);
        const [whole, cut] = [read(bytes), read(bytes.slice(0, place % bytes.length))];
        const [all, some] = [whole, cut].map(membersOf);
        expect(some).toEqual(all.slice(0, some.length));
        const next = some.length < all.length ? all[some.length][MEMBER_HEADER] : bytes.length;
        expect(cut[ARCHIVE_END]).toBeGreaterThanOrEqual(next);
        expect(cut[ARCHIVE_IS_INSIDE]).toBe(cut[ARCHIVE_END] > next ? 1 : 0);
      }),
      { numRuns: 5000 },
    );
  });

  test("has the same members in parts of whatever size", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 600 }), damages, fc.boolean(), (seed, partSize, list, isBsd) => {
        const members = [
          ["odd", TEXT],
          [LONG_NAME, damage(randomObject(seed), list)],
          ["bitcode.o", join([OBJECT.subarray(0, 8), bitcodeSection(2 + (seed % 300)), OBJECT.subarray(8)])],
          ["a.o", randomObject(seed + 1)],
        ] as const;
        const bytes = isBsd ? buildBsdArchive(members) : buildGnuArchive(members);
        expect(usualMembers(bytes, partSize)).toEqual(usualMembers(bytes));
      }),
      { numRuns: 5000 },
    );
  });

  test("is not taken where it ends between two sections of a member", () => {
    const whole = join([OBJECT, customSection(40)]);
    const bytes = buildGnuArchive([["a.o", join([whole, customSection(40)])]]);
    const cut = bytes.subarray(0, bytes.indexOf(0x0a, 8) + 1 + whole.length);
    expect(bytes[cut.length]).toBe(0); // a custom section
    for (const partSize of [50, 100, 1000]) expect(usualMembers(cut, partSize)).toBeUndefined();
    expectAgreement(cut);
  });

  test("says where a member has bitcode", () => {
    const bitcode = bitcodeSection(500);
    const object = join([OBJECT, bitcode]);
    const bytes = buildGnuArchive([
      ["a.o", OBJECT],
      ["b.o", object],
    ]);
    const spare: [number, number][] = [];
    const source: ArchiveSource = {
      ...sourceOf(bytes, 200),
      object(start, end, spareStart, spareEnd) {
        spare.push([spareStart, spareEnd]);
        return inMemory(bytes.subarray(start, end));
      },
    };
    const parts = readUsualArchive(createContext().kernel, source, decodeText) ?? [];
    for (const part of parts) for (let row = 0; row < part.count; row++) expect(part.object(row).whole()).toBeDefined();
    expect(spare).toEqual([
      [0, 0],
      [object.length - 500, object.length],
    ]);
  });

  test.each(Object.entries(ARCHIVES))("is what the reader finds, however it is damaged: %s", (_, archive) => {
    const change = fc.tuple(fc.nat(archive.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(archive.length), (changes, cut) => {
        const bytes = archive.slice(0, cut % 3 === 0 ? cut : archive.length);
        for (const [place, byte] of changes) if (place < bytes.length) bytes[place] = byte;
        expectAgreement(bytes);
      }),
      { numRuns: 10_000 },
    );
  });

  test("is what the reader finds where objects are of all kinds, whole or damaged", () => {
    fc.assert(
      fc.property(fc.nat(), damages, (seed, list) =>
        expectAgreement(buildGnuArchive([["a.o", damage(randomObject(seed), list)]])),
      ),
      { numRuns: 5000 },
    );
  });
});

/** `MEMBER_...` and names by member. */
function membersOf(table: Uint32Array): number[][] {
  const count = table[ARCHIVE_MEMBERS];
  const columns = Array.from({ length: MEMBER_FIELDS + 1 }, (_, i) => table.subarray(ARCHIVE_FIELDS + i * count));
  const firsts = columns[MEMBER_FIELDS];
  const names = firsts.subarray(count + 1);
  return Array.from({ length: count }, (_, row) => [
    ...columns.slice(0, MEMBER_FIELDS).map((column) => column[row]),
    ...names.subarray(firsts[row], firsts[row + 1]),
  ]);
}

function bitcodeSection(size: number): Uint8Array {
  return customSection(size, ".llvmbc");
}

/** A custom section whose content after the name is `size` bytes. */
function customSection(size: number, name = "x"): Uint8Array {
  return sectionBytes(custom(name, new Uint8Array(size)));
}
