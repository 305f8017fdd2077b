import { describe, expect, test } from "vitest";
import { ArchiveError, readArchive } from "../../../src/format/archive.ts";
import { MALFORMED_ARCHIVES } from "./malformed-archives.ts";
import {
  bsdMember,
  buildArchive,
  buildBsdArchive,
  buildGnuArchive,
  type MemberDescription,
} from "../../support/archive-builder.ts";
import { decodeText, encodeText } from "../../support/object-builder.ts";

const A = encodeText("content of a");
const ODD = encodeText("odd");
const INDEX = encodeText("\0\0\0\0");

function read(bytes: Uint8Array, path = "dir/lib.a"): { name: string; content: string }[] {
  return readArchive(bytes, path, decodeText).members.map(({ name, start, size }) => ({
    name,
    content: decodeText(bytes, start, start + size),
  }));
}

const BOTH = [
  { name: "a.o", content: "content of a" },
  { name: "a_very_long_member_name.o", content: "odd" },
];
const CONTENTS = [
  ["a.o", A],
  ["a_very_long_member_name.o", ODD],
] as const;
const LONG = encodeText("a_very_long_member_name.o/\n");
const GNU_ROWS: MemberDescription[] = [
  { field: "a.o/", content: A },
  { field: "/0", content: ODD },
];

describe("members of an archive", () => {
  test.each([
    ["GNU", buildGnuArchive(CONTENTS)],
    ["GNU with an index", buildArchive([{ field: "/", content: INDEX }, { field: "//", content: LONG }, ...GNU_ROWS])],
    [
      "GNU with a 64-bit index",
      buildArchive([{ field: "/SYM64/", content: INDEX }, { field: "//", content: LONG }, ...GNU_ROWS]),
    ],
    ["BSD", buildBsdArchive(CONTENTS)],
    [
      "BSD with an index",
      buildArchive([
        bsdMember("__.SYMDEF SORTED", INDEX),
        ...CONTENTS.map(([name, content]) => bsdMember(name, content)),
      ]),
    ],
    [
      "BSD with a short index name",
      buildArchive([
        { field: "__.SYMDEF/", content: INDEX },
        ...CONTENTS.map(([name, content]) => bsdMember(name, content)),
      ]),
    ],
    [
      "Darwin with a 64-bit index",
      buildArchive([bsdMember("__.SYMDEF_64", INDEX), ...CONTENTS.map(([name, content]) => bsdMember(name, content))]),
    ],
    [
      "COFF",
      buildArchive([
        { field: "/", content: INDEX },
        { field: "/", content: INDEX },
        { field: "//", content: encodeText("a_very_long_member_name.o\0") },
        ...GNU_ROWS,
      ]),
    ],
  ])("%s", (_, bytes) => {
    expect(read(bytes)).toEqual(BOTH);
  });

  test("none at all", () => {
    expect(read(encodeText("!<arch>\n"))).toEqual([]);
  });

  test("none but an index", () => {
    expect(read(buildArchive([{ field: "/", content: INDEX }]))).toEqual([]);
  });

  test("of one name stay apart", () => {
    const twice = buildGnuArchive([
      ["a.o", A],
      ["a.o", ODD],
    ]);
    expect(readArchive(twice, "lib.a", decodeText).members.map((member) => member.headerOffset)).toEqual([8, 80]);
  });
});

describe("members of a thin archive", () => {
  const thin = buildArchive(
    [
      { field: "//", content: encodeText("sub/a.o/\n/abs/b.o/\n") },
      { field: "/0", size: 12 },
      { field: "/9", size: 34 },
    ],
    "!<thin>\n",
  );

  test.each([
    ["dir/lib.a", "dir/sub/a.o"],
    ["/lib.a", "/sub/a.o"],
    ["lib.a", "sub/a.o"],
  ])("are beside %s", (path, external) => {
    const { members } = readArchive(thin, path, decodeText);
    expect(members.map(({ name, size, externalPath }) => ({ name, size, externalPath }))).toEqual([
      { name: "sub/a.o", size: 12, externalPath: external },
      { name: "/abs/b.o", size: 34, externalPath: "/abs/b.o" },
    ]);
  });
});

describe("a malformed archive is refused", () => {
  test.each(MALFORMED_ARCHIVES)("$problem", ({ bytes, message, step }) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ message, step }));
    expect(() => read(bytes)).toThrow(ArchiveError);
  });
});
