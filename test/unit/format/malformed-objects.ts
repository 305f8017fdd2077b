/** Objects that are wrong in one way each, with the words that the user gets. `ours` marks what LLVM lets pass or crashes on. */
import {
  buildModule,
  custom,
  encodeText,
  type Section,
  subsection,
  vector,
  type Write,
} from "../../support/object-builder.ts";
import { join } from "../../support/archive-builder.ts";

export interface MalformedObject {
  readonly problem: string;
  readonly bytes: Uint8Array;
  readonly message: string;
  readonly ours?: true;
}

const raw = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const HEADER = raw(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const UNPADDED_U64 = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

const TYPE: Section = { id: 1, content: raw(1, 0x60, 0, 0) };
const IMPORTED_FUNCTION: Section = { id: 2, content: raw(1, 1, 0x6d, 1, 0x66, 0, 0) };
const FUNCTION: Section = { id: 3, content: raw(1, 0) };
const CODE: Section = { id: 10, content: raw(1, 2, 0, 0x0b) };
const DATA: Section = { id: 11, content: raw(1, 0, 0x41, 0, 0x0b, 4, 1, 2, 3, 4) };
const GLOBAL: Section = { id: 6, content: raw(1, 0x7f, 1, 0x41, 0, 0x0b) };
const CUSTOM = custom("custom", raw(0, 0, 0, 0, 0, 0, 0, 0));

/** A function 0 that is defined and a segment of four bytes; sections 0 to 4. */
const BASE: readonly Section[] = [TYPE, FUNCTION, CODE, DATA, CUSTOM];

function linking(...parts: Write[]): Section {
  return custom("linking", (writer) => {
    writer.uleb(2);
    for (const part of parts) part(writer);
  });
}

function symbols(...rows: number[][]): Write {
  return subsection(
    8,
    vector(rows, (writer, row) => writer.bytes(Uint8Array.from(row))),
  );
}

function part(kind: number, ...bytes: number[]): Write {
  return subsection(kind, (writer) => writer.bytes(Uint8Array.from(bytes)));
}

/** Symbols of each kind: 0 function `f`, 1 data `d`, 2 section. */
const SYMBOLS = symbols([0, 0, 0, 1, 0x66], [1, 0, 1, 0x64, 0, 0, 4], [3, 2, 4]);

function relocations(target: number, ...rows: number[][]): Section {
  return custom("reloc.X", (writer) => {
    writer.uleb(target);
    vector(rows, (row, bytes: number[]) => row.bytes(Uint8Array.from(bytes)))(writer);
  });
}

const LARGEST_31 = [0xff, 0xff, 0xff, 0xff, 0x07];
const LARGEST_32 = [0xff, 0xff, 0xff, 0xff, 0x0f];

const row = (problem: string, sections: readonly Section[], message: string): MalformedObject => ({
  problem,
  bytes: buildModule(sections),
  message,
});
const own = (problem: string, sections: readonly Section[], message: string): MalformedObject => ({
  ...row(problem, sections, message),
  ours: true,
});

const HEADERS: readonly MalformedObject[] = [
  { problem: "no version", bytes: HEADER.slice(0, 7), message: "missing version number" },
  { problem: "a component", bytes: raw(0, 0x61, 0x73, 0x6d, 13, 0, 1, 0), message: "invalid version number: 65549" },
  { problem: "a section of no size", bytes: join([HEADER, raw(1, 0)]), message: "zero length section" },
  { problem: "a section beyond the file", bytes: join([HEADER, raw(1, 2, 0)]), message: "section too large" },
  { problem: "a section id alone", bytes: join([HEADER, raw(1)]), message: "malformed uleb128, extends past end" },
  {
    problem: "a size of 33 bits",
    bytes: join([HEADER, raw(1, 0xff, 0xff, 0xff, 0xff, 0x1f)]),
    message: "LEB is outside Varuint32 range",
  },
  {
    problem: "a size of 65 bits",
    bytes: join([HEADER, raw(1, ...UNPADDED_U64, 0x02)]),
    message: "uleb128 too big for uint64",
  },
  {
    problem: "a custom section without name",
    bytes: join([HEADER, raw(0, 1, 5)]),
    message: "EOF while reading string",
  },
  row("an unknown section", [{ id: 14, content: raw(0) }], "invalid section type: 14"),
  row("two type sections", [TYPE, TYPE], "out of order section type: 1"),
  row("types after functions", [{ id: 3, content: raw(0) }, TYPE], "out of order section type: 1"),
  row(
    "a tag section after globals",
    [
      { id: 6, content: raw(0) },
      { id: 13, content: raw(0) },
    ],
    "out of order section type: 13",
  ),
  row(
    "code before data count",
    [CODE, { id: 12, content: raw(0) }].map((s, i) => (i === 0 ? { id: 10, content: raw(0) } : s)),
    "out of order section type: 12",
  ),
  row("data after linking", [linking(), { id: 11, content: raw(0) }], "out of order section type: 11"),
  row("linking after relocations", [...BASE, relocations(4), linking()], "out of order section type: 0"),
  row("names after producers", [custom("producers", raw(0)), custom("name", raw())], "out of order section type: 0"),
];

const STANDARD: readonly MalformedObject[] = [
  row("bytes after the types", [{ id: 1, content: raw(0, 0) }], "type section ended prematurely"),
  row("fewer types than counted", [{ id: 1, content: raw(2, 0x60, 0, 0) }], "EOF while reading uint8"),
  row("a type of an unknown form", [{ id: 1, content: raw(1, 0x61) }], "bad form"),
  row("an empty group of types", [{ id: 1, content: raw(1, 0x4e, 0) }], "Rec group size cannot be 0"),
  row("two supertypes", [{ id: 1, content: raw(1, 0x50, 2, 0, 0) }], "Invalid number of supertypes"),
  row("an import of an unknown kind", [{ id: 2, content: raw(1, 0, 0, 5) }], "unexpected import kind"),
  row("a function import of no type", [{ id: 2, content: raw(1, 0, 0, 0, 0) }], "invalid function type"),
  row("a tag import of no type", [{ id: 2, content: raw(1, 0, 0, 4, 0, 0) }], "invalid tag type"),
  row("a tag import with attributes", [TYPE, { id: 2, content: raw(1, 0, 0, 4, 1, 0) }], "invalid attribute"),
  row("a table import of numbers", [{ id: 2, content: raw(1, 0, 0, 1, 0x7f, 0, 0) }], "invalid table element type"),
  row(
    "a global import that is 2 mutable",
    [{ id: 2, content: raw(1, 0, 0, 3, 0x7f, 2) }],
    "LEB is outside Varuint1 range",
  ),
  row("a page size of 2^32", [{ id: 2, content: raw(1, 0, 0, 2, 8, 0, 32) }], "log2(wasm page size) too large"),
  row("bytes after the imports", [{ id: 2, content: raw(0, 0) }], "import section ended prematurely"),
  row(
    "an import name beyond the section",
    [TYPE, { id: 2, content: raw(1, 3, 0x65, 0x6e, 0x76, 9, 0x66) }],
    "EOF while reading string",
  ),
  row("a function of no type", [{ id: 3, content: raw(1, 0) }], "invalid function type"),
  row("bytes after the functions", [{ id: 3, content: raw(0, 0) }], "function section ended prematurely"),
  row("a table of numbers", [{ id: 4, content: raw(1, 0x7f, 0, 0) }], "invalid table element type"),
  row("bytes after the tables", [{ id: 4, content: raw(0, 0) }], "table section ended prematurely"),
  row("bytes after the memories", [{ id: 5, content: raw(0, 0) }], "memory section ended prematurely"),
  row("a tag with attributes", [TYPE, { id: 13, content: raw(1, 1, 0) }], "invalid attribute"),
  row("a tag of no type", [{ id: 13, content: raw(1, 0, 0) }], "invalid tag type"),
  row("bytes after the tags", [{ id: 13, content: raw(0, 0) }], "tag section ended prematurely"),
  row(
    "a global of an unknown instruction",
    [{ id: 6, content: raw(1, 0x7f, 0, 0x6d, 0x0b) }],
    "invalid opcode in init_expr: 109",
  ),
  row(
    "a constant of 33 bits",
    [{ id: 6, content: raw(1, 0x7f, 0, 0x41, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x0b) }],
    "LEB is outside Varint32 range",
  ),
  row(
    "a constant of 65 bits",
    [{ id: 6, content: raw(1, 0x7e, 0, 0x42, ...UNPADDED_U64, 1, 0x0b) }],
    "sleb128 too big for int64",
  ),
  row(
    "a constant that does not end",
    [{ id: 6, content: raw(1, 0x7e, 0, 0x42, 0xff) }],
    "malformed sleb128, extends past end",
  ),
  row("a float that does not end", [{ id: 6, content: raw(1, 0x7d, 0, 0x43, 0, 0) }], "EOF while reading float64"),
  row("bytes after the globals", [{ id: 6, content: raw(0, 0) }], "global section ended prematurely"),
  row("an export of an unknown kind", [{ id: 7, content: raw(1, 0, 5, 0) }], "unexpected export kind"),
  row("an export of no function", [{ id: 7, content: raw(1, 0, 0, 0) }], "invalid function export"),
  row("an export of no global", [{ id: 7, content: raw(1, 0, 3, 0) }], "invalid global export"),
  row("an export of no tag", [{ id: 7, content: raw(1, 0, 4, 0) }], "invalid tag export"),
  own(
    "an import that is exported, without a symbol table",
    [TYPE, IMPORTED_FUNCTION, { id: 7, content: raw(1, 1, 0x66, 0, 0) }, custom("linking", raw(2))],
    "export of an import",
  ),
  own(
    "a table that is none exported, without a symbol table",
    [{ id: 7, content: raw(1, 1, 0x74, 1, 0) }, custom("linking", raw(2))],
    "invalid table export",
  ),
  row("bytes after the exports", [{ id: 7, content: raw(0, 0) }], "export section ended prematurely"),
  row("a start function that is none", [{ id: 8, content: raw(0) }], "invalid start function"),
  row("elements of no table", [{ id: 9, content: raw(1, 0, 0x41, 0, 0x0b, 0) }], "invalid TableNumber"),
  row("elements with unknown flags", [{ id: 9, content: raw(1, 8) }], "Unsupported flags for element segment"),
  row(
    "elements of an unknown kind",
    [
      { id: 4, content: raw(1, 0x70, 0, 0) },
      { id: 9, content: raw(1, 1, 1, 0) },
    ],
    "invalid elem type",
  ),
  row("bytes after the elements", [{ id: 9, content: raw(0, 0) }], "elem section ended prematurely"),
  row("fewer bodies than functions", [TYPE, FUNCTION, { id: 10, content: raw(0) }], "invalid function count"),
  row(
    "a body beyond the section",
    [TYPE, FUNCTION, { id: 10, content: raw(1, 9, 0, 0x0b) }],
    "Function extends beyond buffer",
  ),
  row(
    "locals beyond the body",
    [TYPE, FUNCTION, { id: 10, content: raw(1, 2, 1, 1, 0x7f, 0x0b) }],
    "Function extends beyond buffer",
  ),
  row(
    "bytes after the bodies",
    [TYPE, FUNCTION, { id: 10, content: raw(1, 2, 0, 0x0b, 0) }],
    "code section ended prematurely",
  ),
  row("a segment beyond the section", [{ id: 11, content: raw(1, 0, 0x41, 0, 0x0b, 5, 1) }], "invalid segment size"),
  row("bytes after the segments", [{ id: 11, content: raw(0, 0) }], "data section ended prematurely"),
  row(
    "more segments than announced",
    [{ id: 12, content: raw(0) }, DATA],
    "number of data segments does not match DataCount section",
  ),
];

const LINKING: readonly MalformedObject[] = [
  row("another version of linking", [custom("linking", raw(1))], "unexpected metadata version: 1 (Expected: 2)"),
  row("a subsection that ends early", [...BASE, linking(part(8, 0, 0))], "linking sub-section ended prematurely"),
  row(
    "a subsection beyond the section",
    [...BASE, custom("linking", raw(2, 99, 5, 0))],
    "linking section ended prematurely",
  ),
  row("a name for no segment", [linking(part(5, 1, 0, 0, 0))], "too many segment names"),
  own("a segment of alignment 2^32", [...BASE, linking(part(5, 1, 0, 32, 0))], "invalid segment alignment: 32"),
  row("an init function that is none", [...BASE, linking(part(6, 1, 0, 0))], "invalid function symbol: 0"),
  own(
    "an init function of an older symbol table",
    [...BASE, linking(SYMBOLS, part(6, 1, 0, 0), symbols())],
    "invalid function symbol: 0",
  ),
  row("a comdat without name", [...BASE, linking(part(7, 1, 0, 0, 0))], "bad/duplicate COMDAT name "),
  row(
    "two comdats of a name",
    [...BASE, linking(part(7, 2, 1, 0x63, 0, 0, 1, 0x63, 0, 0))],
    "bad/duplicate COMDAT name c",
  ),
  row("a comdat with flags", [...BASE, linking(part(7, 1, 1, 0x63, 1, 0))], "unsupported COMDAT flags"),
  row("a comdat of an unknown kind", [...BASE, linking(part(7, 1, 1, 0x63, 0, 1, 2, 0))], "invalid COMDAT entry type"),
  row("a comdat of no segment", [...BASE, linking(part(7, 1, 1, 0x63, 0, 1, 0, 1))], "COMDAT data index out of range"),
  row(
    "a segment in two comdats",
    [...BASE, linking(part(7, 1, 1, 0x63, 0, 2, 0, 0, 0, 0))],
    "data segment in two COMDATs",
  ),
  row(
    "a comdat of no function",
    [...BASE, linking(part(7, 1, 1, 0x63, 0, 1, 1, 1))],
    "COMDAT function index out of range",
  ),
  row(
    "a function in two comdats",
    [...BASE, linking(part(7, 1, 1, 0x63, 0, 2, 1, 0, 1, 0))],
    "function in two COMDATs",
  ),
  row(
    "a comdat of no section",
    [...BASE, linking(part(7, 1, 1, 0x63, 0, 1, 5, 5))],
    "COMDAT section index out of range",
  ),
  row(
    "a comdat of the code section",
    [...BASE, linking(part(7, 1, 1, 0x63, 0, 1, 5, 2))],
    "non-custom section in a COMDAT",
  ),
  own("functions without code", [TYPE, FUNCTION, linking()], "invalid function count"),
];

const SYMBOL_TABLE: readonly MalformedObject[] = [
  row("a symbol of an unknown kind", [...BASE, linking(symbols([6, 0, 0]))], "invalid symbol type: 6"),
  row(
    "a function symbol of no function",
    [...BASE, linking(symbols([0, 0, 1, 1, 0x66]))],
    "invalid function symbol index",
  ),
  row(
    "a defined symbol of an import",
    [TYPE, IMPORTED_FUNCTION, linking(symbols([0, 0, 0, 1, 0x66]))],
    "invalid function symbol index",
  ),
  row(
    "an undefined symbol of a definition",
    [...BASE, linking(symbols([0, 0x10, 0]))],
    "invalid function symbol index",
  ),
  row("a global symbol of no global", [...BASE, linking(symbols([2, 0, 0, 1, 0x66]))], "invalid global symbol index"),
  row("a table symbol of no table", [...BASE, linking(symbols([5, 0, 0, 1, 0x66]))], "invalid table symbol index"),
  row("a tag symbol of no tag", [...BASE, linking(symbols([4, 0, 0, 1, 0x66]))], "invalid tag symbol index"),
  row(
    "a weak undefined global",
    [{ id: 2, content: raw(1, 0, 0, 3, 0x7f, 0) }, linking(symbols([2, 0x11, 0]))],
    "undefined weak global symbol",
  ),
  row(
    "a weak undefined table",
    [{ id: 2, content: raw(1, 0, 0, 1, 0x70, 0, 0) }, linking(symbols([5, 0x11, 0]))],
    "undefined weak table symbol",
  ),
  row(
    "a weak undefined tag",
    [TYPE, { id: 2, content: raw(1, 0, 0, 4, 0, 0) }, linking(symbols([4, 0x11, 0]))],
    "undefined weak global symbol",
  ),
  row("data in no segment", [...BASE, linking(symbols([1, 0, 1, 0x64, 1, 0, 0]))], "invalid data segment index: 1"),
  row(
    "data beyond its segment",
    [...BASE, linking(symbols([1, 0, 1, 0x64, 0, 5, 0]))],
    "invalid data symbol offset: `d` (offset: 5 segment size: 4)",
  ),
  row(
    "data at 2^64 - 1",
    [...BASE, linking(symbols([1, 0, 1, 0x64, 0, ...UNPADDED_U64, 1, 0]))],
    "invalid data symbol offset: `d` (offset: 18446744073709551615 segment size: 4)",
  ),
  row(
    "a section symbol that is not local",
    [...BASE, linking(symbols([3, 0, 4]))],
    "section symbols must have local binding",
  ),
  own(
    "absolute data in no segment",
    [...BASE, linking(symbols([1, 0x80 + 0, 4, 1, 0x64, 1, 9, 0]))],
    "invalid data segment index: 1",
  ),
  own("a section symbol of no section", [...BASE, linking(symbols([3, 2, 5]))], "invalid section symbol index"),
  own("a section symbol of the code", [...BASE, linking(symbols([3, 2, 2]))], "invalid section symbol index"),
  own("an undefined section symbol", [...BASE, linking(symbols([3, 0x12, 4]))], "section symbols cannot be undefined"),
  row(
    "two symbols of a name",
    [...BASE, linking(symbols([0, 0, 0, 1, 0x66], [1, 0x10, 1, 0x66]))],
    "duplicate symbol name f",
  ),
  row(
    "two symbols of a name before a wrong one",
    [...BASE, linking(symbols([0, 0, 0, 1, 0x66], [1, 0x10, 1, 0x66], [6, 0, 0]))],
    "duplicate symbol name f",
  ),
  row("a symbol name beyond the table", [...BASE, linking(symbols([0, 0, 0, 9, 0x66]))], "EOF while reading string"),
  row("fewer symbols than counted", [...BASE, linking(part(8, 2, 0, 0, 0, 1, 0x66))], "EOF while reading uint8"),
];

const RELOCATIONS: readonly MalformedObject[] = [
  row("relocations of no section", [...BASE, linking(SYMBOLS), relocations(9)], "invalid section index"),
  row("an unknown relocation", [...BASE, linking(SYMBOLS), relocations(4, [27, 0, 0])], "invalid relocation type: 27"),
  row(
    "relocations out of order",
    [...BASE, linking(SYMBOLS), relocations(4, [26, 1, 0], [26, 0, 0])],
    "relocations not in offset order",
  ),
  row(
    "a relocation beyond the section",
    [...BASE, linking(SYMBOLS), relocations(4, [26, 5, 0])],
    "invalid relocation offset",
  ),
  row(
    "a relocation at the last place of 31 bits",
    [...BASE, linking(SYMBOLS), relocations(4, [26, ...LARGEST_31, 0])],
    "invalid relocation offset",
  ),
  row(
    "a relocation of code at the last place of 31 bits",
    [...BASE, linking(SYMBOLS), relocations(2, [0, ...LARGEST_31, 0])],
    "invalid relocation offset",
  ),
  row(
    "more relocations than there are bytes",
    [...BASE, linking(SYMBOLS), custom("reloc.X", (writer) => writer.bytes(raw(4, ...LARGEST_32, 26, 0, 0)))],
    "malformed uleb128, extends past end",
  ),
  own(
    "64 bits beyond the section",
    [...BASE, linking(SYMBOLS), relocations(4, [18, 0, 0])],
    "invalid relocation offset",
  ),
  row(
    "a function relocation to data",
    [...BASE, linking(SYMBOLS), relocations(4, [0, 0, 1])],
    "invalid function relocation: d",
  ),
  row("a table slot of data", [...BASE, linking(SYMBOLS), relocations(4, [1, 0, 1])], "invalid function relocation: d"),
  row(
    "a table number of a function",
    [...BASE, linking(SYMBOLS), relocations(4, [20, 0, 0])],
    "invalid table relocation: f",
  ),
  row(
    "a type relocation to no type",
    [...BASE, linking(SYMBOLS), relocations(4, [6, 0, 1])],
    "invalid relocation type index: d",
  ),
  row(
    "a global relocation to a section",
    [...BASE, linking(SYMBOLS), relocations(4, [7, 0, 2])],
    "invalid global relocation: custom",
  ),
  row(
    "a global index of a function",
    [...BASE, linking(SYMBOLS), relocations(4, [13, 0, 0])],
    "invalid global relocation: f",
  ),
  row(
    "a tag relocation to a function",
    [...BASE, linking(SYMBOLS), relocations(4, [10, 0, 0])],
    "invalid tag relocation: f",
  ),
  row(
    "an address of a function",
    [...BASE, linking(SYMBOLS), relocations(4, [5, 0, 0, 0])],
    "invalid data relocation: f",
  ),
  row(
    "a function offset of data",
    [...BASE, linking(SYMBOLS), relocations(4, [8, 0, 1, 0])],
    "invalid function relocation: d",
  ),
  row(
    "a section offset of data",
    [...BASE, linking(SYMBOLS), relocations(4, [9, 0, 1, 0])],
    "invalid section relocation: d",
  ),
  row(
    "an addend of 33 bits",
    [...BASE, linking(SYMBOLS), relocations(4, [5, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    "LEB is outside Varint32 range",
  ),
  own(
    "a relocation to no symbol",
    [...BASE, linking(SYMBOLS), relocations(4, [0, 0, 7])],
    "invalid function relocation: 7",
  ),
  row(
    "bytes after the relocations",
    [...BASE, linking(SYMBOLS), custom("reloc.X", raw(4, 0, 0))],
    "reloc section ended prematurely",
  ),
];

/** A field of producers. */
const SDK = [3, 0x73, 0x64, 0x6b];
const name = (...bytes: number[]): Section => custom("name", raw(...bytes));
const CUSTOMS: readonly MalformedObject[] = [
  row("a function named twice", [...BASE, name(1, 7, 2, 0, 1, 0x66, 0, 1, 0x66)], "function named more than once"),
  row("a name for no function", [...BASE, name(1, 4, 1, 1, 1, 0x66)], "invalid function name entry"),
  row("an empty function name", [...BASE, name(1, 3, 1, 0, 0)], "invalid function name entry"),
  row("a global named twice", [GLOBAL, name(7, 7, 2, 0, 1, 0x66, 0, 1, 0x66)], "global named more than once"),
  row("a name for no global", [...BASE, name(7, 4, 1, 0, 1, 0x66)], "invalid global name entry"),
  row("a segment named twice", [...BASE, name(9, 5, 2, 0, 0, 0, 0)], "segment named more than once"),
  row("a name for no segment", [...BASE, name(9, 4, 1, 2, 1, 0x66)], "invalid data segment name entry"),
  own("a name for the segment after the last", [...BASE, name(9, 4, 1, 1, 1, 0x66)], "invalid data segment name entry"),
  row("names that end early", [...BASE, name(1, 2, 0, 0)], "name sub-section ended prematurely"),
  row("names beyond the section", [...BASE, name(2, 9, 0)], "name section ended prematurely"),
  row(
    "an unknown producers field",
    [custom("producers", raw(1, 1, 0x61, 0))],
    "producers section field is not named one of language, processed-by, or sdk",
  ),
  row(
    "a producers field twice",
    [custom("producers", raw(2, ...SDK, 0, ...SDK, 0))],
    "producers section does not have unique fields",
  ),
  row(
    "a producer twice",
    [custom("producers", raw(1, ...SDK, 2, 1, 0x61, 0, 1, 0x61, 0))],
    "producers section contains repeated producer",
  ),
  row("bytes after the producers", [custom("producers", raw(0, 0))], "producers section ended prematurely"),
  row("a feature without policy", [custom("target_features", raw(1, 0x3d, 1, 0x61))], "unknown feature policy prefix"),
  row(
    "a feature twice",
    [custom("target_features", raw(2, 0x2b, 1, 0x61, 0x2d, 1, 0x61))],
    'target features section contains repeated feature "a"',
  ),
  row("bytes after the features", [custom("target_features", raw(0, 0))], "target features section ended prematurely"),
  row("bytes after dylink", [custom("dylink", raw(0, 0, 0, 0, 0, 0))], "dylink section ended prematurely"),
  row(
    "a dylink.0 subsection that ends early",
    [custom("dylink.0", raw(2, 2, 0, 0))],
    "dylink.0 sub-section ended prematurely",
  ),
  own(
    "a dylink.0 subsection beyond the section",
    [custom("dylink.0", raw(99, 9, 0))],
    "dylink.0 section ended prematurely",
  ),
  own(
    "elements of no function",
    [TYPE, FUNCTION, { id: 4, content: raw(1, 0x70, 0, 0) }, { id: 9, content: raw(1, 0, 0x41, 0, 0x0b, 1, 1) }],
    "invalid function index in elem segment",
  ),
];

const TABLE_IMPORT: Section = { id: 2, content: raw(1, 1, 0x6d, 1, 0x74, 1, 0x70, 0, 0) };
/** It stands for the imported table. */
const TABLE_SYMBOL = symbols([5, 0x10, 0]);

function typedObject(code: Section, data: Section): Section[] {
  return [TYPE, FUNCTION, code, data, linking(part(99))];
}

/** What is wrong with these is all that the kernel can hold against them: the rest is as compilers make it. */
const NEARLY_USUAL: readonly MalformedObject[] = [
  row(
    "locals that go on in the next body",
    [
      TYPE,
      { id: 3, content: raw(2, 0, 0) },
      { id: 10, content: raw(2, 2, 1, 1, 2, 0, 0x0b) },
      linking(symbols([1, 0x10, 1, 0x64])),
    ],
    "Function extends beyond buffer",
  ),
  own(
    "locals beyond the code of an object",
    typedObject({ id: 10, content: raw(1, 2, 1, 1) }, DATA),
    "EOF while reading uint8",
  ),
  own(
    "a segment's offset beyond 32 bits",
    typedObject(CODE, { id: 11, content: raw(1, 0, 0x41, 0x80, 0x80, 0x80, 0x80, 0x10, 0x0b, 0) }),
    "LEB is outside Varint32 range",
  ),
  own(
    "elements of no function of an object",
    [TABLE_IMPORT, { id: 9, content: raw(1, 0, 0x41, 0, 0x0b, 1, 0) }, linking(TABLE_SYMBOL)],
    "invalid function index in elem segment",
  ),
  row("relocations of themselves", [...BASE, linking(SYMBOLS), relocations(6)], "invalid section index"),
  own(
    "fewer relocations than counted",
    [...BASE, linking(SYMBOLS), custom("reloc.X", raw(4, 2, 26, 0, 0))],
    "malformed uleb128, extends past end",
  ),
  row(
    "a defined global with a function's index",
    [...BASE, linking(symbols([2, 0, 0, 1, 0x67]))],
    "invalid global symbol index",
  ),
  row(
    "a comdat twice in an object",
    [...BASE, linking(SYMBOLS, part(7, 2, 1, 0x63, 0, 0, 1, 0x63, 0, 0))],
    "bad/duplicate COMDAT name c",
  ),
  row(
    "an init function that is data of an object",
    [...BASE, linking(SYMBOLS, part(6, 1, 0, 1))],
    "invalid function symbol: 1",
  ),
];

export const MALFORMED_OBJECTS: readonly MalformedObject[] = [
  ...HEADERS,
  ...STANDARD,
  ...LINKING,
  ...SYMBOL_TABLE,
  ...RELOCATIONS,
  ...CUSTOMS,
  ...NEARLY_USUAL,
  { problem: "no module at all", bytes: encodeText("\0asn"), message: "invalid magic number", ours: true },
];
