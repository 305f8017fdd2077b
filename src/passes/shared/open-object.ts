/**
 * One WebAssembly file, alone or in an archive, becomes a row of `files`. A lazy member of an archive is only asked for its
 * names; all others are read, those between --start-lib and --end-lib as well (LLD: `createObjectFile`, which reads every
 * member, too). A `FormatError` becomes a diagnostic here, and for archives in `open-archive.ts`.
 */

import type { NameId } from "../../base/ids.ts";
import { FormatError } from "../../binary/reader.ts";
import { readLazySymbols } from "../../format/lazy-symbols.ts";
import type { ObjectModule } from "../../format/object-module.ts";
import type { ObjectSource } from "../../format/object-source.ts";
import { readObject } from "../../format/read-object.ts";
import type { ArchivedRun } from "../../model/archived-object.ts";
import { fileName, type InputFile, type ObjectFile } from "../../model/input-file.ts";
import type { LinkState } from "../../model/link-state.ts";
import { checkOpenFiles } from "./read-input.ts";

export interface OpenedFile {
  /** The path as given, or the member's name. */
  readonly name: string;
  /** The archive's path, or empty. */
  readonly archive: string;
  readonly source: ObjectSource;
}

export interface OpenMode {
  readonly isStatic: boolean;
  readonly inLib: boolean;
}

export function openObject(link: LinkState, opened: OpenedFile, mode: OpenMode): void {
  const isMember = opened.archive !== "";
  if (mode.inLib && isMember) {
    const offered = readOffered(link, opened);
    if (offered !== undefined) {
      addObject(link, opened, offered, undefined);
      return;
    }
  }
  const module = readModule(link, opened);
  checkUnmodeled(link, opened.name, module.hasUnmodeledTypes);
  if (module.kind !== "shared") {
    const { is64 } = module;
    addObject(link, opened, { is64, lazyNames: mode.inLib ? readOffered(link, opened)?.lazyNames : undefined }, module);
  } else if (mode.isStatic && !isMember) {
    link.diagnostics.report("static-link-of-shared", { path: opened.name });
  } else {
    addShared(link, opened, module);
  }
}

/** With `lazyNames` it is a lazy one. */
function addObject(
  link: LinkState,
  { name, archive, source }: OpenedFile,
  { lazyNames, is64 }: Offered,
  module: ObjectModule | undefined,
): void {
  const isLazy = lazyNames !== undefined;
  const id = link.files.nextId;
  const names = lazyNames ?? [];
  // All at once: engines take ten times as long where one literal is spread over another.
  addInput(
    link,
    {
      kind: "object",
      id,
      name,
      archive,
      source,
      isBitcode: false,
      isLazy,
      isLive: !isLazy,
      lazyNames: names,
      module,
      content: undefined,
    },
    is64,
  );
}

function addShared(link: LinkState, { name, archive }: OpenedFile, module: ObjectModule): void {
  const file = { kind: "shared", id: link.files.nextId, name, archive, module } as const;
  link.files.add(file);
  link.inputs.push(file);
}

function addInput(link: LinkState, file: ObjectFile, is64: boolean): void {
  link.files.add(file);
  link.inputs.push(file);
  if (is64 !== link.is64) reportWidth(link, file);
}

/** Of an archive: lazy objects that nobody has asked for. */
export function addRun(link: LinkState, run: ArchivedRun, is64: boolean): void {
  link.files.addRun(run);
  link.inputs.push(run);
  if (is64 !== link.is64) for (const id of run.ids()) reportWidth(link, link.file(id));
}

/**
 * Pointers of all objects must be as wide as `-m` says; the width is never inferred. Where `-m wasm32` meets an object of 64 bits,
 * wasm-ld has the words of the opposite case.
 */
function reportWidth(link: LinkState, file: InputFile | undefined): void {
  const isUnsaid = link.config.is64 === undefined;
  link.diagnostics.report(isUnsaid ? "wasm64-without-option" : "wasm32-in-wasm64", { file: fileName(file) });
}

interface Offered {
  readonly lazyNames: readonly NameId[] | undefined;
  readonly is64: boolean;
}

/** What an object of any shape offers while nobody needs it; undefined for a shared library, which never waits. */
function readOffered(link: LinkState, opened: OpenedFile): Offered | undefined {
  const { decodeText } = link.readContext;
  const { kind, names, is64, hasUnmodeledTypes } = reading(link, opened, () =>
    readLazySymbols(opened.source.whole(), decodeText),
  );
  if (kind === "shared") return undefined;
  checkUnmodeled(link, opened.name, hasUnmodeledTypes);
  return { lazyNames: names.map((name) => link.names.intern(name)), is64 };
}

/** Reads all of an object. @throws LinkAborted when it is malformed, after saying so. */
export function readModule(link: LinkState, opened: OpenedFile): ObjectModule {
  return reading(link, opened, () => readObject(opened.source, link.readContext));
}

/** wasm-ld names a member without its archive; where it has no message, this linker says more. */
function reading<T>(link: LinkState, opened: OpenedFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    // Damage, or parts of two files.
    checkOpenFiles(link);
    const { message: problem, offset, crashesWasmLd } = error;
    const { name, archive } = opened;
    if (!crashesWasmLd) link.diagnostics.report("malformed-object", { file: name, problem });
    const file = archive === "" ? name : `${archive}(${name})`;
    link.diagnostics.report("damaged-object", { file, problem, offset: `0x${offset.toString(16)}` });
    throw error;
  }
}

function checkUnmodeled(link: LinkState, file: string, hasUnmodeledTypes: boolean): void {
  if (hasUnmodeledTypes) link.diagnostics.report("unmodeled-types", { file });
}
