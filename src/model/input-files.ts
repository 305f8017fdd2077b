/** All files of a link, by FileId. Objects of an archive that wait have ids, and become files when somebody asks for them. */
import { type FileId, mintId } from "../base/ids.ts";
import type { ArchivedRun } from "./archived-object.ts";
import type { InputFile } from "./input-file.ts";

export class InputFiles {
  /** Shorter than `#count` while the last ones are in runs; undefined is in a run, too. */
  readonly #files: (InputFile | undefined)[] = [];
  /** By their first ids. */
  readonly #runs: ArchivedRun[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Of the file or the run that is added next. */
  get nextId(): FileId {
    return mintId(this.#count);
  }

  add(file: InputFile): void {
    this.#put(this.#count++, file);
  }

  addRun(run: ArchivedRun): void {
    this.#runs.push(run);
    this.#count += run.count;
  }

  /** Undefined for what the linker made itself (`NONE`). */
  at(id: number): InputFile | undefined {
    return this.#files[id] ?? this.#wake(id);
  }

  #wake(id: number): InputFile | undefined {
    if (id < 0 || id >= this.#count) return undefined;
    const file = this.#runOf(id).object(mintId(id));
    this.#put(id, file);
    return file;
  }

  /** Without holes: V8 makes a hash table of an array that has large ones. */
  #put(id: number, file: InputFile): void {
    const files = this.#files;
    while (files.length < id) files.push(undefined);
    files[id] = file;
  }

  #runOf(id: number): ArchivedRun {
    const runs = this.#runs;
    let low = 0;
    for (let high = runs.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (runs[middle].firstId <= id) low = middle;
      else high = middle;
    }
    return runs[low];
  }
}
