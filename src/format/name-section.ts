/** The `name` section. A link uses the names of functions only, and only those of an object made by an earlier `-r`. */
import { type ByteReader } from "../binary/reader.ts";
import { decodeNames } from "./decode-names.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { NameSubsection } from "./wasm.ts";

interface NameKind {
  readonly subject: string;
  readonly entry: string;
  readonly mayBeEmpty: boolean;
}

const KINDS: ReadonlyMap<number, NameKind> = new Map([
  [NameSubsection.function, { subject: "function", entry: "invalid function name entry", mayBeEmpty: false }],
  [NameSubsection.global, { subject: "global", entry: "invalid global name entry", mayBeEmpty: false }],
  [NameSubsection.dataSegment, { subject: "segment", entry: "invalid data segment name entry", mayBeEmpty: true }],
]);

export function readNameSection(reader: ByteReader, draft: ModuleDraft): void {
  // Entities that have a name already, by kind of name.
  const named = new Map<number, Uint8Array>([
    [NameSubsection.function, new Uint8Array(draft.functionCount)],
    [NameSubsection.global, new Uint8Array(draft.globalCount)],
    [NameSubsection.dataSegment, new Uint8Array(draft.segments.count)],
  ]);
  while (!reader.isAtEnd) {
    const type = reader.u8();
    const size = reader.uleb32();
    if (size > reader.end - reader.at) reader.fail("name section ended prematurely");
    const kind = KINDS.get(type);
    const seen = named.get(type);
    if (kind !== undefined && seen !== undefined) {
      // LLVM lets the entries run to the end of the section and compares afterwards.
      const end = reader.at + size;
      const names = readNameMap(reader, kind, seen);
      if (reader.at !== end) reader.fail("name sub-section ended prematurely");
      if (type === NameSubsection.function) keepFunctionNames(names, draft);
    } else {
      reader.at += size;
    }
  }
}

interface NameMap {
  readonly index: number[];
  readonly start: number[];
  readonly length: number[];
}

function readNameMap(reader: ByteReader, kind: NameKind, seen: Uint8Array): NameMap {
  const entries: NameMap = { index: [], start: [], length: [] };
  for (let count = reader.uleb32(); count > 0; count--) {
    const index = reader.uleb32();
    const start = reader.skipText();
    const length = reader.at - start;
    if (seen[index] === 1) reader.fail(`${kind.subject} named more than once`);
    if (index >= seen.length || (length === 0 && !kind.mayBeEmpty)) reader.fail(kind.entry);
    seen[index] = 1;
    entries.index.push(index);
    entries.start.push(start);
    entries.length.push(length);
  }
  return entries;
}

function keepFunctionNames(entries: NameMap, draft: ModuleDraft): void {
  // Only relocatable objects are linked by these names.
  if (!draft.hasLinkingSection || draft.hasDylinkSection) return;
  const names = decodeNames(draft.bytes, entries.start, entries.length, entries.index.length, draft.decodeText);
  for (let i = 0; i < names.length; i++) {
    const row = draft.definedFunction(entries.index[i]);
    if (row >= 0) draft.functionDebugNames.set(row, names[i]);
  }
}
