import { expect, test } from "vitest";
import { mintId } from "../../../src/base/ids.ts";
import type { ArchivePart } from "../../../src/format/usual-archive.ts";
import { ArchivedRun } from "../../../src/model/archived-object.ts";
import type { StubFile } from "../../../src/model/input-file.ts";
import { InputFiles } from "../../../src/model/input-files.ts";

/** Of an archive of which only the members' names are asked for. */
const named: Pick<ArchivePart, "name"> = { name: (row) => `member${row}.o` };
const part = named as ArchivePart;

function stub(files: InputFiles): StubFile {
  return { kind: "stub", id: files.nextId, name: `stub${files.nextId}`, archive: "", dependencies: new Map() };
}

test("files and runs of an archive have ids in the order in which they were added", () => {
  const files = new InputFiles();
  files.add(stub(files));
  files.addRun(new ArchivedRun(files.nextId, "a.a", part, 0, 3));
  files.addRun(new ArchivedRun(files.nextId, "b.a", part, 7, 9));
  files.add(stub(files));
  expect(files.count).toBe(7);
  const names = Array.from({ length: files.count }, (_, id) => files.at(id)?.name);
  expect(names).toEqual(["stub0", "member0.o", "member1.o", "member2.o", "member7.o", "member8.o", "stub6"]);
  expect(files.at(4)).toMatchObject({ archive: "b.a", id: 4, isLazy: true });
});

test("an object of a run is the same whenever it is asked for, the last one first as well", () => {
  const files = new InputFiles();
  files.addRun(new ArchivedRun(files.nextId, "a.a", part, 0, 3));
  const last = files.at(2);
  const first = files.at(0);
  expect([files.at(0) === first, files.at(2) === last]).toEqual([true, true]);
});

test.each([-1, 3])("nobody has id %i", (id) => {
  const files = new InputFiles();
  files.addRun(new ArchivedRun(mintId(0), "a.a", part, 0, 3));
  expect(files.at(id)).toBeUndefined();
});
