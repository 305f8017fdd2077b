/** What `exports.ts` exports of names, archives and objects. */
import { collectGarbage } from "./garbage.ts";
import { bytesAt, RESULT, setList, setNumber, setWords, u32At } from "./lists.ts";
import { DECODE_SLACK } from "../portable/relocation-source.ts";
import { NameEntryWriter } from "../portable/name-entries.ts";
import { columnsTable } from "../portable/object-table.ts";
import { archiveReader, joiner, names, objects, reader, space } from "./state.ts";

export function internName(bytes: usize, _words: i32, size: i32): i32 {
  const name = names.intern(bytesAt(bytes, size), 0, size);
  collectGarbage();
  return name;
}

export function nameTexts(first: i32, last: i32): usize {
  const end = min(last, names.count);
  const starts = names.startsOf(first, end);
  const size = starts[end - first] as i32;
  const words = (size + 7) / 8;
  const text = new Uint8Array(words * 8);
  text.set(names.textOf(first, end));
  setList(0, starts, starts.length);
  setWords(2, text, words);
  return RESULT;
}

export function nameEntries(
  functionNames: usize,
  functionCount: i32,
  firstIndex: i32,
  marks: usize,
  markCount: i32,
): usize {
  const entries = new NameEntryWriter(
    names,
    u32At(functionNames, functionCount),
    firstIndex,
    bytesAt(marks, markCount),
  );
  const content = entries.content;
  setWords(0, content, (content.length + 7) / 8);
  setNumber(2, content.length);
  setList(3, entries.leftOut.view(), entries.leftOut.count);
  setList(5, entries.places.view(), entries.places.count);
  return RESULT;
}

export function readArchive(
  bytes: usize,
  _words: i32,
  size: i32,
  longNames: usize,
  longNamesSize: i32,
  isBsd: i32,
  goesOn: i32,
): usize {
  const view = bytesAt(bytes, size);
  const table = archiveReader.read(view, size, bytesAt(longNames, longNamesSize), isBsd != 0, goesOn != 0);
  setList(0, table, table.length);
  return RESULT;
}

export function readObject(bytes: usize, words: i32, size: i32): usize {
  const view = words == 0 ? new Uint8Array(DECODE_SLACK) : bytesAt(bytes, size + DECODE_SLACK);
  const table = reader.read(view, size);
  setList(0, table, table.length);
  return RESULT;
}

export function objectColumns(object: i32): usize {
  const table = columnsTable(objects, object);
  setList(0, table, table.length);
  return RESULT;
}

export function claimComdats(comdats: usize, count: i32): usize {
  const kept = joiner.claimComdats(u32At(comdats, count));
  setList(0, kept, count);
  return RESULT;
}

export function putSymbols(table: usize, numbers: i32): void {
  space.put(u32At(table, numbers));
  collectGarbage();
}

export function takeSymbols(): usize {
  const table = space.take();
  setList(0, table, table.length);
  return RESULT;
}

export function joinObject(object: i32, file: i32, chunkStart: i32, symbolStart: i32): usize {
  joiner.join(object, file, chunkStart, symbolStart);
  return addObjectSymbols(object, 0);
}

export function addObjectSymbols(object: i32, index: i32): usize {
  setNumber(0, joiner.addSymbols(object, index));
  setNumber(1, joiner.wanted);
  return RESULT;
}

export function offerNames(offered: usize, count: i32, files: usize, _fileCount: i32): usize {
  setNumber(0, joiner.offer(u32At(offered, count), u32At(files, count)));
  setNumber(1, joiner.wanted);
  return RESULT;
}

export function takeChunks(): usize {
  const table = joiner.takeChunks();
  setList(0, table, table.length);
  return RESULT;
}
