/** An object in an archive, while nobody may ever need it: its name and its bytes are looked up when they are asked for. */
import type { FileId, NameId } from "../base/ids.ts";
import type { ObjectModule } from "../format/object-module.ts";
import type { ObjectSource } from "../format/object-source.ts";
import type { ArchivePart } from "../format/usual-archive.ts";
import type { ObjectContent, ObjectFile } from "./input-file.ts";

export class ArchivedObject implements ObjectFile {
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
    return this.#part.definedNames(this.#row);
  }
}
