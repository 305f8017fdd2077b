/** Archives that are wrong in one way each, with the words that the user gets and the step at which wasm-ld notices. */
import { type ArchiveStep } from "../../../src/format/archive-member.ts";
import { bsdMember, buildArchive, type MemberDescription } from "../../support/archive-builder.ts";
import { encodeText } from "../../support/object-builder.ts";

export interface MalformedArchive {
  readonly problem: string;
  readonly bytes: Uint8Array;
  readonly message: string;
  readonly step: ArchiveStep;
}

const A = encodeText("content of a");
const ODD = encodeText("odd");
const INDEX = encodeText("\0\0\0\0");

const wrap = (problem: string): string => `truncated or malformed archive (${problem})`;
const file = (...members: MemberDescription[]): Uint8Array => buildArchive(members);
const good: MemberDescription = { field: "a.o/", content: A };

const ROWS: readonly (readonly [problem: string, bytes: Uint8Array, message: string, step: ArchiveStep])[] = [
  ["no magic", encodeText("!<arc"), "file too small to be an archive", "open"],
  [
    "a short header",
    encodeText("!<arch>\na.o/"),
    wrap("remaining size of archive too small for next archive member header at offset 8"),
    "open",
  ],
  [
    "a short header with a name",
    encodeText("!<arch>\na.o/            0"),
    wrap("remaining size of archive too small for next archive member header for a.o"),
    "open",
  ],
  [
    "another terminator",
    file({ ...good, terminator: "`\t" }),
    wrap(
      'terminator characters in archive member "`\\t" not the correct "`\\n" values for the archive member header for a.o',
    ),
    "open",
  ],
  [
    "a size in letters",
    file({ ...good, size: "12x" }),
    wrap(
      "characters in size field in archive member header are not all decimal numbers: '12x' for the archive member header at offset 8",
    ),
    "open",
  ],
  [
    "no size",
    file({ ...good, size: "" }),
    wrap(
      "characters in size field in archive member header are not all decimal numbers: '' for the archive member header at offset 8",
    ),
    "open",
  ],
  [
    "a size beyond the file",
    file({ ...good, size: 99 }),
    wrap("offset to next archive member past the end of the archive after member a.o"),
    "next-member",
  ],
  [
    "an odd end",
    file({ field: "b.o/", content: ODD, isUnpadded: true }),
    wrap("offset to next archive member past the end of the archive after member b.o"),
    "next-member",
  ],
  [
    "a later short header",
    new Uint8Array([...file(good), 0x0a]),
    wrap("remaining size of archive too small for next archive member header at offset 80"),
    "next-member",
  ],
  [
    "a long name without table",
    file(good, { field: "/0", content: A }),
    wrap("long name offset 0 past the end of the string table for archive member header at offset 80"),
    "member",
  ],
  [
    "a long name in letters",
    file(good, { field: "/x", content: A }),
    wrap(
      "long name offset characters after the '/' are not all decimal numbers: 'x' for archive member header at offset 80",
    ),
    "member",
  ],
  [
    "a long name in letters beyond ASCII",
    file(good, { field: "/\u00e9", content: A }),
    wrap(
      String.raw`long name offset characters after the '/' are not all decimal numbers: '\303\251' for archive member header at offset 80`,
    ),
    "member",
  ],
  [
    "an open table of names",
    file({ field: "//", content: encodeText("name.o") }, { field: "/0", content: A }),
    wrap("string table at long name offset 0 not terminated"),
    "member",
  ],
  [
    "a length of name in letters",
    file({ field: "#1/x", content: A }),
    wrap(
      "long name length characters after the #1/ are not all decimal numbers: 'x' for archive member header at offset 8",
    ),
    "open",
  ],
  [
    "a name longer than its member",
    file(bsdMember("a", A), { field: "#1/20", content: A }),
    wrap("long name length: 20 extends past the end of the member or archive for archive member header at offset 84"),
    "member",
  ],
  [
    "a leading space in BSD",
    file(bsdMember("a", A), { field: " a", content: A }),
    wrap("name contains a leading space for archive member header at offset 84"),
    "next-member",
  ],
  [
    "an unknown special member",
    file({ field: "/", content: INDEX }, { field: "/x", content: A }),
    "Invalid data was encountered while parsing the file",
    "open",
  ],
];

export const MALFORMED_ARCHIVES: readonly MalformedArchive[] = ROWS.map(([problem, bytes, message, step]) => ({
  problem,
  bytes,
  message,
  step,
}));
