/** The files of a link, and what their display names are. */
import type { FileId, NameId } from "../base/ids.ts";
import type { ObjectSource } from "../format/object-source.ts";
import type { GlobalType, ObjectModule, TableType } from "../format/object-module.ts";

/** A relocatable object: given on the command line, or a member of an archive. */
export interface ObjectFile {
  readonly kind: "object";
  readonly id: FileId;
  /** File name as given; member name within an archive. */
  readonly name: string;
  /** Path of the archive, or empty. */
  readonly archive: string;
  readonly source: ObjectSource;
  readonly isBitcode: boolean;
  /** Waits for something to need one of its symbols. */
  isLazy: boolean;
  /**
   * Its init functions and retained segments count: it was named on the command line, or one of its symbols is live.
   */
  isLive: boolean;
  /** Of a lazy object: the non-local symbols that it defines. */
  readonly lazyNames: ArrayLike<NameId>;
  /** What was read, until the object joins the link. */
  module: ObjectModule | undefined;
  /** Set when the object joins the link, which for a lazy one is when it is extracted. */
  content: ObjectContent | undefined;
}

/** The rows that an object has added to the tables. */
export interface ObjectContent {
  readonly module: ObjectModule;
  /** First row in `LinkState.fileSymbols`; symbol `i` of the file is `fileSymbols[symbolStart + i]`. */
  readonly symbolStart: number;
  symbolCount: number;
  /** First ChunkId of each group; the groups follow each other. */
  readonly functionStart: number;
  readonly segmentStart: number;
  readonly sectionStart: number;
  readonly sectionEnd: number;
  /** Rows of `LinkState.globals`, `tags` and `tables`. */
  readonly globalStart: number;
  readonly tagStart: number;
  readonly tableStart: number;
  /** First row in `LinkState.typeIndexes`. */
  readonly typeStart: number;
}

export interface SharedFile {
  readonly kind: "shared";
  readonly id: FileId;
  readonly name: string;
  readonly archive: string;
  readonly module: ObjectModule;
}

/** A `#STUB` library: names that the host provides, and what each needs exported. */
export interface StubFile {
  readonly kind: "stub";
  readonly id: FileId;
  readonly name: string;
  readonly archive: string;
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

export type InputFile = ObjectFile | SharedFile | StubFile;

/** wasm-ld's way to name a file: `path`, `archive(member)`, or `<internal>` for the linker itself. */
export function fileName(file: InputFile | undefined): string {
  if (file === undefined) return "<internal>";
  return file.archive === "" ? file.name : `${file.archive}(${file.name})`;
}

/** A global, tag or table, defined by a file or by the linker (LLD's `InputElement`). */
export interface InputElement {
  /** FileId, or `NONE`. */
  readonly file: number;
  /** Of the first symbol of the file that names it; empty where none does. */
  readonly name: string;
  isLive: boolean;
  /** In the output. What a file defines and the link drops has 0, as most often in wasm-ld, which sets none. */
  index: number;
}

export interface InputGlobal extends InputElement {
  readonly type: GlobalType;
  /** The initialiser with its `end`, or the pointer-sized constant of one that the linker made. */
  init: Uint8Array | undefined;
  value: number;
}

export interface InputTag extends InputElement {
  readonly signature: number;
}

export interface InputTable extends InputElement {
  type: TableType;
}
