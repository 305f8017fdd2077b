/**
 * Objects in archives. A libc has a thousand, of which a link needs a few: until somebody asks for one, all that there is of it is a
 * place in a run.
 */
import { type FileId, mintId, type NameId } from "../base/ids.ts";
import type { ObjectModule } from "../format/object-module.ts";
import type { ObjectSource } from "../format/object-source.ts";
import type { ArchivePart } from "../format/usual-archive.ts";
import type { ObjectContent, ObjectFile } from "./input-file.ts";

/** Objects that follow each other in a part of an archive, and wait: rows `[start, end)`, with FileIds from `firstId` on. */
export class ArchivedRun {
  readonly kind = "archived";
  readonly firstId: FileId;
  readonly count: number;
  readonly #archive: string;
  readonly #part: ArchivePart;
  readonly #start: number;

  constructor(firstId: FileId, archive: string, part: ArchivePart, start: number, end: number) {
    this.firstId = firstId;
    this.count = end - start;
    this.#archive = archive;
    this.#part = part;
    this.#start = start;
  }

  /** What the objects define, one after the other. */
  get lazyNames(): ArrayLike<NameId> {
    return this.#part.definedNames(this.#start, this.#start + this.count);
  }

  /** Sets, from `at` on, the FileId of each of `lazyNames`. */
  setOwners(owners: Uint32Array, at: number): void {
    const firstNames = this.#part.firstNames(this.#start, this.#start + this.count);
    const place = at - firstNames[0];
    let owner: number = this.firstId;
    for (let i = 1; i <= this.count; i++, owner++) {
      for (const end = place + firstNames[i]; at < end; at++) owners[at] = owner;
    }
  }

  object(id: FileId): ObjectFile {
    return new ArchivedObject(id, this.#archive, this.#part, this.#start + id - this.firstId);
  }

  /** One by one. */
  ids(): FileId[] {
    return Array.from({ length: this.count }, (_, i) => mintId(this.firstId + i));
  }
}

/** Its name and its bytes are looked up when they are asked for. */
class ArchivedObject implements ObjectFile {
  readonly kind = "object";
  readonly id: FileId;
  readonly archive: string;
  readonly isBitcode = false;
  isLazy = true;
  isLive = false;
  module: ObjectModule | undefined = undefined;
  content: ObjectContent | undefined = undefined;
  readonly #part: ArchivePart;
  readonly #row: number;
  #name: string | undefined;

  constructor(id: FileId, archive: string, part: ArchivePart, row: number) {
    this.id = id;
    this.archive = archive;
    this.#part = part;
    this.#row = row;
  }

  get name(): string {
    this.#name ??= this.#part.name(this.#row);
    return this.#name;
  }

  get source(): ObjectSource {
    return this.#part.object(this.#row);
  }

  get lazyNames(): ArrayLike<NameId> {
    return this.#part.definedNames(this.#row, this.#row + 1);
  }
}
