/** The kernels are compiled from one source by two compilers: whatever goes in, the same comes out. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compileKernel } from "../../../build/kernel.mjs";
import { beginArchive } from "../../../src/format/archive.ts";
import { RELOCATION_KIND_TABLE, SYMBOL_KINDS_OF } from "../../../src/format/relocation-kind-table.ts";
import { FIELD_SIZE, RELOCATION_TYPES, Target } from "../../../src/format/relocation-types.ts";
import { typedResults } from "../../../src/kernel/byte-results.ts";
import { ComponentKernel } from "../../../src/kernel/component-kernel.ts";
import { CoreKernel } from "../../../src/kernel/core-kernel.ts";
import type { Kernel, StagedBytes } from "../../../src/kernel/kernel.ts";
import { PlainKernel } from "../../../src/kernel/plain-kernel.ts";
import { ARCHIVE_END } from "../../../src/kernel/portable/archive-reader.ts";
import { RelocationSource } from "../../../src/kernel/portable/relocation-source.ts";
import { FIELD_BEYOND_CHUNK } from "../../../src/kernel/portable/cut-relocations.ts";
import { buildGnuArchive } from "../../support/archive-builder.ts";
import { damage, damages } from "../../support/damaged-object.ts";
import { byteResults } from "../../support/in-bytes.ts";
import { joinAll, noteSize } from "../../support/join-in-kernel.ts";
import { decodeText } from "../../support/object-builder.ts";
import { randomObject } from "../../support/random-object.ts";
import { readObject } from "../../support/read-bytes.ts";
import { createContext } from "../../support/read-context.ts";
import { MALFORMED_OBJECTS } from "../format/malformed-objects.ts";

const SECTION_SIZE = 4096;
const SYMBOL_COUNT = 24;
const SEGMENT_COUNT = 30;
const TYPE_COUNT = 5;
const CHUNK_SIZE = 512;
const SYMBOL_KINDS = Uint8Array.from({ length: SYMBOL_COUNT }, (_, i) => i % 6);

let module: WebAssembly.Module;
/** Traps where the one above would read or write beside its arrays. */
let checkedModule: WebAssembly.Module;
beforeAll(async () => {
  module = new WebAssembly.Module((await compileKernel()) as Uint8Array<ArrayBuffer>);
  const checked = await compileKernel({ isChecked: true });
  checkedModule = new WebAssembly.Module(checked as Uint8Array<ArrayBuffer>);
});

/** What `use` makes of each kernel; fails where that is not the same. */
function expectSame(use: (kernel: Kernel) => unknown): void {
  const plain = use(new PlainKernel(RELOCATION_KIND_TABLE));
  const instance = (of = module): CoreKernel => new CoreKernel(new WebAssembly.Instance(of).exports);
  const checked = instance(checkedModule);
  expect(use(new ComponentKernel(checked.functions, RELOCATION_KIND_TABLE, checked.memory))).toEqual(plain);
  const { functions, memory } = instance();
  expect(use(new ComponentKernel(functions, RELOCATION_KIND_TABLE, memory))).toEqual(plain);
  expect(use(new ComponentKernel(instance().functions, RELOCATION_KIND_TABLE))).toEqual(plain);
  const throughBytes = typedResults(byteResults(instance().functions));
  expect(use(new ComponentKernel(throughBytes, RELOCATION_KIND_TABLE))).toEqual(plain);
}

function zeroes(count: number): number[] {
  return new Array<number>(count).fill(0);
}

/** Runs of bytes: before each so many that are skipped on the way, and so many zeros in the end; its length. */
function stage(parts: readonly (readonly [number, number, number])[]): StagedBytes {
  const bytes = new Uint8Array(2 * SECTION_SIZE).fill(0xee);
  const runs: number[] = [];
  let from = 0;
  let place = 0;
  parts.forEach(([skipped, zeros, length], i) => {
    from += skipped + zeros;
    place += zeros;
    bytes.fill(i + 1, from, from + length);
    runs.push(from, place, length);
    from += length;
    place += length;
  });
  return { bytes, runs: Uint32Array.from(runs) };
}

function uleb(value: number, padding = 0): number[] {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  bytes.push(value);
  return padTo(bytes, padding, 0x80, 0);
}

function sleb(value: bigint, padding = 0): number[] {
  const bytes: number[] = [];
  for (;;) {
    const byte = Number(value & 0x7fn);
    value >>= 7n;
    if ((value === 0n && byte < 0x40) || (value === -1n && byte >= 0x40)) {
      bytes.push(byte);
      return value === 0n ? padTo(bytes, padding, 0x80, 0) : padTo(bytes, padding, 0xff, 0x7f);
    }
    bytes.push(byte | 0x80);
  }
}

function padTo(bytes: number[], count: number, middle: number, last: number): number[] {
  if (count === 0) return bytes;
  bytes[bytes.length - 1] |= 0x80;
  for (let i = 1; i < count; i++) bytes.push(middle);
  return [...bytes, last];
}

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly symbol: number;
  readonly addend: bigint;
  readonly padding: number;
}

const entries = fc
  .array(
    fc.record({
      type: fc.nat(RELOCATION_TYPES.length - 1),
      offset: fc.nat(SECTION_SIZE - 16),
      symbol: fc.nat(99),
      addend: fc.oneof(fc.bigInt(-200n, 200n), fc.bigInt(-(2n ** 31n), 2n ** 31n - 1n)),
      padding: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(7)),
    }),
    { maxLength: 60 },
  )
  .map((rows) => rows.sort((a, b) => a.offset - b.offset));

/** An index that the relocation may have. */
function indexOf({ type, symbol }: Entry): number {
  if (RELOCATION_TYPES[type].target === Target.typeIndex) return symbol % TYPE_COUNT;
  const allowed = [...SYMBOL_KINDS.keys()].filter((i) => (SYMBOL_KINDS_OF[type] >> SYMBOL_KINDS[i]) & 1);
  return allowed[symbol % allowed.length];
}

function encode(rows: readonly Entry[]): Uint8Array {
  return Uint8Array.from(
    rows.flatMap((row) => [
      row.type,
      ...uleb(row.offset, row.padding),
      ...uleb(indexOf(row), row.padding),
      ...(RELOCATION_TYPES[row.type].hasAddend ? sleb(row.addend, row.padding) : []),
    ]),
  );
}

function decode(kernel: Kernel, bytes: Uint8Array, count: number): unknown {
  const source = new RelocationSource();
  Object.assign(source, {
    bytes,
    end: bytes.length,
    sectionSize: SECTION_SIZE,
    typeCount: TYPE_COUNT,
    symbolKinds: SYMBOL_KINDS,
    called: new Uint8Array(SYMBOL_COUNT),
  });
  const found = kernel.decodeRelocations(source, count);
  const rows = kernel.relocationRows(0, kernel.relocationCount);
  return { found, at: source.at, called: Array.from(source.called), rows: toArrays(rows) };
}

function toArrays(columns: object): object {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, Array.from(column as Uint8Array)]));
}

const CHUNK_COUNT = SECTION_SIZE / CHUNK_SIZE;

/** Cuts the rows into those of chunks of `CHUNK_SIZE` bytes. */
function cut(kernel: Kernel) {
  const chunks = {
    inputOffset: Uint32Array.from({ length: CHUNK_COUNT }, (_, i) => i * CHUNK_SIZE),
    size: new Uint32Array(CHUNK_COUNT).fill(CHUNK_SIZE),
    relocationStart: new Uint32Array(CHUNK_COUNT),
    relocationEnd: new Uint32Array(CHUNK_COUNT),
  };
  kernel.cutRelocations(Uint32Array.of(0, kernel.relocationCount, 0, CHUNK_COUNT), chunks);
  return chunks;
}

/** The same for a link, which ends where a field goes beyond its chunk: those chunks have no rows. */
function cutForLink(kernel: Kernel) {
  const chunks = cut(kernel);
  const { relocationStart, relocationEnd } = chunks;
  for (const [chunk, end] of relocationEnd.entries())
    if (end === FIELD_BEYOND_CHUNK) relocationEnd[chunk] = relocationStart[chunk];
  return chunks;
}

const FILE_SYMBOLS = Uint32Array.from({ length: SYMBOL_COUNT }, (_, i) => (i * 7) % SYMBOL_COUNT);

const objects = fc.tuple(fc.nat(), damages).map(([seed, list]) => damage(randomObject(seed), list));

function readNoted(kernel: Kernel, bytes: Uint8Array): string {
  const table = kernel.readObject(bytes);
  noteSize(kernel, table);
  return table.join();
}

const STUB = 64;

const numbers = (min: number, max: number, length: number) =>
  fc.array(fc.integer({ min, max }), { minLength: length, maxLength: length });

/** Half of the chunks are of either file, whose symbols are the same but for the order; one is of none. */
const reachTables = fc
  .record({
    kind: numbers(0, 2, SYMBOL_COUNT),
    target: numbers(-1, CHUNK_COUNT, SYMBOL_COUNT),
    offset: numbers(0, CHUNK_SIZE + 50, SYMBOL_COUNT),
    stubs: numbers(0, 4, SYMBOL_COUNT),
    live: numbers(0, 2, CHUNK_COUNT + 1),
    mergeable: numbers(0, 3, CHUNK_COUNT + 1),
    fileLive: numbers(0, 1, 2),
  })
  .map(({ kind, target, offset, stubs, live, mergeable, fileLive }) => ({
    fileSymbols: Uint32Array.from([...FILE_SYMBOLS, ...FILE_SYMBOLS.toReversed()]),
    symbolStart: Uint32Array.of(0, SYMBOL_COUNT),
    fileLive: Uint8Array.from(fileLive),
    kind: Uint8Array.from(kind),
    target: Int32Array.from(target),
    offset: Float64Array.from(offset),
    traits: Uint8Array.from(stubs, (value) => (value === 0 ? STUB : 32)),
    stubTrait: STUB,
    live: Uint8Array.from(live, (value) => Number(value === 0)),
    mergeable: Uint8Array.from(mergeable, (value) => Number(value === 0)),
    size: new Uint32Array(CHUNK_COUNT + 1).fill(CHUNK_SIZE),
    file: Int32Array.from({ length: CHUNK_COUNT + 1 }, (_, i) => (i === CHUNK_COUNT ? -1 : i % 2)),
  }));

const SECTION_SYMBOL = 3;
/** Of the two chunks that `PLACES` describes, the second has its strings merged. */
const PLACES = {
  outputOffset: Uint32Array.of(70, 80),
  mergeable: Uint8Array.of(0, 1),
  size: Uint32Array.of(300, 200),
  pieceStart: Uint32Array.of(0, 0),
  pieceEnd: Uint32Array.of(0, 4),
  pieceInputOffset: Uint32Array.of(0, 17, 40, 90),
  pieceOutputOffset: Uint32Array.of(500, 0, 70, 30),
};

const valueTables = fc
  .record({
    kind: numbers(0, 2, SYMBOL_COUNT),
    target: numbers(-1, 1, SYMBOL_COUNT),
    flags: numbers(0, 1, SYMBOL_COUNT),
    gotIndex: numbers(-1, 300, SYMBOL_COUNT),
    importIndex: numbers(-1, 3, SYMBOL_COUNT),
    offset: numbers(0, 350, SYMBOL_COUNT),
    chunk: numbers(-1, 300, 8),
    live: numbers(0, 3, 2),
    wide: fc.array(fc.oneof(fc.integer({ min: -3, max: 200 }), fc.maxSafeInteger()), { minLength: SYMBOL_COUNT }),
    small: numbers(-3, 200, SYMBOL_COUNT),
  })
  .map(({ kind, target, flags, gotIndex, importIndex, offset, chunk, live, wide, small }) => ({
    kind: Uint8Array.from(kind, (value, i) => (SYMBOL_KINDS[i] === SECTION_SYMBOL ? 5 : value)),
    // A section is a chunk.
    target: Int32Array.from(target, (value, i) => (SYMBOL_KINDS[i] === SECTION_SYMBOL ? Math.abs(value) : value)),
    flags: Uint32Array.from(flags, (value) => value << 8),
    tlsFlag: 256,
    gotIndex: Int32Array.from(gotIndex),
    importIndex: Int32Array.from(importIndex),
    offset: Float64Array.from(offset),
    live: Uint8Array.from(live, (value) => Number(value !== 0)),
    functionIndex: Int32Array.from(chunk.slice(0, 2)),
    tableEntry: Int32Array.from(chunk.slice(2, 4)),
    codeOffset: Uint8Array.of(1, 5),
    parent: Int32Array.of(-1, chunk[6] % 2),
    others: Float64Array.from(
      small.flatMap((value, i) => {
        if ((kind[i] < 2 && target[i] >= 0) || SYMBOL_KINDS[i] === SECTION_SYMBOL || value % 4 === 0) return [];
        const address = value === 3 ? Number.NaN : wide[i];
        return [i, 1, value, value, value, address, Number(value % 3 !== 0), value];
      }),
    ),
  }));

describe("the compiled kernel gives what the kernel in JavaScript gives", () => {
  test("for entries of relocation sections", () => {
    fc.assert(
      fc.property(entries, fc.nat(3), (rows, more) => {
        expectSame((kernel) => decode(kernel, encode(rows), rows.length + more));
      }),
    );
  });

  test("for damaged entries", () => {
    fc.assert(
      fc.property(entries, fc.nat(400), fc.nat(255), (rows, place, byte) => {
        const bytes = encode(rows);
        if (bytes.length > 0) bytes[place % bytes.length] = byte;
        expectSame((kernel) => decode(kernel, bytes, rows.length));
      }),
      { numRuns: 500 },
    );
  });

  test("for rows that are repeated and forgotten", () => {
    fc.assert(
      fc.property(entries, fc.nat(20), (rows, kept) => {
        expectSame((kernel) => {
          decode(kernel, encode(rows), rows.length);
          kernel.repeatRelocations(0, rows.length);
          kernel.keepRelocations(Math.min(kept, rows.length));
          return [kernel.relocationCount, toArrays(kernel.relocationRows(0, kernel.relocationCount))];
        });
      }),
    );
  });

  test("for chunks and what they reach", () => {
    fc.assert(
      fc.property(entries, reachTables, numbers(0, CHUNK_COUNT, 2), (rows, tables, roots) => {
        expectSame((kernel) => {
          decode(kernel, encode(rows), rows.length);
          const chunks = cutForLink(kernel);
          kernel.startReach({
            ...tables,
            relocationStart: Uint32Array.of(...chunks.relocationStart, 0),
            relocationEnd: Uint32Array.of(...chunks.relocationEnd, 0),
          });
          const reached = roots.map((chunk) => [...kernel.findReached(Uint32Array.of(chunk))]);
          return [toArrays(chunks), reached, [...kernel.reachedChunks()]];
        });
      }),
      { numRuns: 500 },
    );
  });

  test("for chunks and what they need", () => {
    fc.assert(
      fc.property(
        entries,
        fc.boolean(),
        fc.nat(15),
        numbers(0, 3, CHUNK_COUNT),
        (rows, isStatic, firstShared, dead) => {
          expectSame((kernel) => {
            decode(kernel, encode(rows), rows.length);
            const { relocationStart, relocationEnd } = cutForLink(kernel);
            const live = Uint8Array.from(dead, (value) => Number(value !== 0));
            const kind = Uint8Array.from({ length: SYMBOL_COUNT }, (_, i) => i % 15);
            const tables = { fileSymbols: FILE_SYMBOLS, kind, firstShared, live, relocationStart, relocationEnd };
            const half = CHUNK_COUNT >> 1;
            return [...kernel.findNeeds(Uint32Array.of(0, half, 0, half, CHUNK_COUNT, 0), tables, isStatic)];
          });
        },
      ),
    );
  });

  test("for symbols to look at", () => {
    const columns = fc.record({
      order: numbers(0, SYMBOL_COUNT - 1, SYMBOL_COUNT),
      kind: numbers(0, 15, SYMBOL_COUNT),
      bits: numbers(0, 255, SYMBOL_COUNT),
      target: numbers(-1, 3, SYMBOL_COUNT),
    });
    fc.assert(
      // All of a few traits, or few symbols would be left.
      fc.property(
        columns,
        fc.nat(16),
        fc.nat(255),
        fc.nat(255),
        fc.nat(3),
        ({ order, kind, bits, target }, ...wanted) => {
          expectSame((kernel) => {
            const kinds = Uint8Array.from(kind);
            const traits = Uint8Array.from(bits);
            const flags = Uint32Array.from(bits, (value) => value * 0x10_0001);
            const selected = kernel.selectSymbols(
              { order: Int32Array.from(order), kind: kinds, traits, flags },
              ...wanted,
            );
            return [[...selected], [...kernel.symbolsWithoutChunk(kinds, Int32Array.from(target), traits)]];
          });
        },
      ),
    );
  });

  test("for relocated fields", () => {
    fc.assert(
      fc.property(
        entries,
        valueTables,
        fc.constantFrom(0, -1, -2),
        fc.oneof(fc.integer({ min: -3, max: 200 }), fc.maxSafeInteger()),
        fc.nat(2),
        fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(40)), { maxLength: 9 }),
        (rows, tables, tombstone, base, chunk, parts) => {
          expectSame((kernel) => {
            decode(kernel, encode(rows), rows.length);
            const end = kernel.relocationCount;
            kernel.setPlaces(PLACES);
            kernel.setPatches({
              file: Int32Array.of(1, 1),
              inputOffset: Uint32Array.of(0, 0),
              relocationStart: Uint32Array.of(0, 0),
              relocationEnd: Uint32Array.of(end, end),
              outputSegment: Int32Array.of(0, chunk - 1),
              outputSegmentOffset: Uint32Array.of(40, 905),
              segmentAddress: Float64Array.of(base, 7),
            });
            kernel.setValues(tables);
            const typeIndexes = Int32Array.from({ length: TYPE_COUNT + 2 }, (_, i) => i * 9);
            const starts = { symbolStarts: Uint32Array.of(9, 0), typeStarts: Uint32Array.of(9, 2) };
            kernel.setFiles({ fileSymbols: FILE_SYMBOLS, typeIndexes, ...starts, tableBase: 2 ** 32 - 1 });
            const [first = 0] = kernel.relocated(Uint32Array.of(chunk === 0 ? 0 : 1));
            const out = new Uint8Array(SECTION_SIZE);
            const chunks = Uint32Array.of(first);
            const position = -(PLACES.outputOffset[first] ?? 0);
            const failed = kernel.applyRelocations({ ...stage(parts), chunks, position, tombstone }, out);
            return [first, failed, Buffer.from(out).toString("hex"), [...kernel.relocationValues(first, tombstone)]];
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  test("for runs of bytes on the way to their places", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(40)), { maxLength: 30 }), (parts) => {
        const expected = parts.flatMap(([, zeros, length], i) => [
          ...zeroes(zeros),
          ...new Array<number>(length).fill(i + 1),
        ]);
        expectSame((kernel) => {
          const out = new Uint8Array(expected.length + 3).fill(0xee);
          const chunks = new Uint32Array(0);
          kernel.applyRelocations({ ...stage(parts), chunks, position: 0, tombstone: 0 }, out);
          expect([...out]).toEqual([...expected, 0, 0, 0]);
          return [...out];
        });
      }),
    );
  });

  test("for data segments", () => {
    const columns = fc.record({
      name: numbers(-4, 3, SEGMENT_COUNT),
      flags: numbers(0, 7, SEGMENT_COUNT),
      alignment: numbers(0, 6, SEGMENT_COUNT),
      size: numbers(0, 40, SEGMENT_COUNT),
      live: numbers(0, 1, SEGMENT_COUNT),
      end: fc.nat(SEGMENT_COUNT),
    });
    fc.assert(
      fc.property(columns, ({ name, flags, alignment, size, live, end }) => {
        expectSame((kernel) => {
          const segmentFlags = Uint32Array.from(flags);
          const shared = { segmentFlags, alignment: Uint8Array.from(alignment), size: Uint32Array.from(size) };
          const mergeable = kernel.mergeableSegments(segmentFlags, shared.alignment, shared.size);
          const chunks = { ...shared, mergeable, name: Int32Array.from(name), live: Uint8Array.from(live) };
          const gathered = kernel.gatherSegments(chunks, Uint32Array.of(0, end, end, SEGMENT_COUNT), 2);
          return toArrays({ ...gathered });
        });
      }),
    );
  });

  test("for strings", () => {
    const letters = fc.constantFrom(97, 98, 200);
    // Compiled, they are compared eight bytes at a time.
    const string = fc.oneof(fc.array(letters, { maxLength: 5 }), fc.array(fc.constant(97), { maxLength: 20 }));
    const strings = fc.array(string, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(strings, fc.nat(9)), { minLength: 1, maxLength: 4 }), (members) => {
        const contents = members.map(([list, gap]) => ({ gap, bytes: list.flatMap((string) => [...string, 0]) }));
        const merge = (kernel: Kernel, hasGaps: boolean) => {
          const bytes: number[] = [];
          const places: number[] = [];
          for (const content of contents) {
            if (hasGaps) bytes.push(...new Array<number>(content.gap).fill(99));
            places.push(bytes.length, bytes.length + content.bytes.length);
            bytes.push(...content.bytes);
          }
          const merged = kernel.mergeStrings(Uint8Array.from(bytes), Uint32Array.from(places));
          const { content, memberStarts, inputOffsets, offsets } = merged;
          return toArrays({ content, memberStarts, inputOffsets, offsets });
        };
        expectSame((kernel) => {
          const merged = merge(kernel, true);
          expect(merge(kernel, false)).toEqual(merged);
          return merged;
        });
      }),
    );
  });

  test("for names", () => {
    const name = fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (list) => {
        expectSame((kernel) => [...list, ...list].map((bytes) => kernel.internName(bytes)));
      }),
    );
  });

  test("for entries of a name map", () => {
    const name = fc.uint8Array({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 40 }),
        fc.nat(300),
        fc.uint8Array({ maxLength: 3 }),
        (list, first, marks) => {
          expectSame((kernel) => {
            const ids = list.map((bytes, i) => (i % 5 === 4 ? 2 ** 32 - 1 : kernel.internName(bytes)));
            const { content, leftOut, places } = kernel.nameEntries(Uint32Array.from(ids), first, marks);
            return toArrays({ content, leftOut, places });
          });
        },
      ),
    );
  });

  test("for more names than any table begins with room for", () => {
    const names = Array.from({ length: 5000 }, (_, i) => Uint8Array.from(uleb(i * 12_345, i % 7)));
    expectSame((kernel) => [...names, ...names].map((bytes) => kernel.internName(bytes)));
  });

  test.each(MALFORMED_OBJECTS)("for a malformed object: $problem", ({ bytes }) => {
    expectSame((kernel) => [readNoted(kernel, bytes), kernel.relocationCount]);
    expectSame((kernel) => {
      try {
        return readObject(bytes, createContext(kernel)).kind;
      } catch (error) {
        return String(error);
      }
    });
  });

  test("for objects, usual and not, whole and damaged, one after the other", () => {
    fc.assert(
      fc.property(fc.array(objects, { minLength: 1, maxLength: 3 }), (list) => {
        expectSame((kernel) => {
          const tables = list.map((bytes) => [readNoted(kernel, bytes), kernel.internName(bytes)]);
          const joined = joinAll(kernel);
          const rows = kernel.relocationRows(0, kernel.relocationCount);
          return [
            tables,
            joined,
            kernel.relocationCount,
            Object.values(rows).map((column: Uint8Array) => column.join()),
          ];
        });
      }),
      { numRuns: 500 },
    );
  });

  test("for the members of an archive, whole and damaged", () => {
    fc.assert(
      fc.property(objects, objects, fc.nat(), (first, second, place) => {
        const bytes = buildGnuArchive([
          ["a.o", first],
          ["a-name-of-more-than-sixteen-letters.o", second],
        ]);
        const { archive, first: header } = beginArchive(bytes, decodeText);
        const longNames = bytes.subarray(archive.namesStart, archive.namesEnd);
        expectSame((kernel) => {
          kernel.internName(Uint8Array.of(0x66));
          const members = bytes.subarray(header?.offset);
          const room = kernel.room(members.length);
          room.set(members);
          const read = (part: Uint8Array, goesOn = false): number[] =>
            Array.from(kernel.readArchive(part, goesOn ? new Uint8Array(0) : longNames, false, goesOn));
          const tables = [room, members, members.subarray(0, place % members.length)].map((part) => read(part));
          // What the last one has left.
          const [, , { [ARCHIVE_END]: end }] = tables;
          tables.push(read(members.subarray(end), true));
          const { starts, text } = kernel.nameTexts(1, 1000);
          return [tables, starts.join(), text.join()];
        });
      }),
      { numRuns: 500 },
    );
  });
});

test("every field of a relocation fits the section that the tests relocate", () => {
  expect(Math.max(...FIELD_SIZE)).toBeLessThan(16);
});
