/**
 * LLVM bitcode (`clang -flto`, rustc's `-C linker-plugin-lto`) has to be compiled before it can be linked, which only LLVM
 * can do. A member of an archive that nobody needs does no harm: it waits as a lazy object, by the names that the
 * archive's index has for it, and is an error once it is needed.
 */
import { type ArchiveIndex, readArchiveIndex } from "../../format/archive-index.ts";
import { identifyFile } from "../../format/file-type.ts";
import { fileName, type ObjectFile } from "../../model/input-file.ts";
import type { LinkState } from "../../model/link-state.ts";
import type { InputContent } from "./input-content.ts";
import type { OpenedFile } from "./open-object.ts";

/** Without `names`, by which it could wait, it is refused now. */
export function openBitcode(link: LinkState, opened: OpenedFile, names?: readonly string[]): void {
  const { name, archive, source } = opened;
  const id = link.files.nextId;
  const isLazy = names !== undefined;
  const waiting = {
    isBitcode: true,
    isLazy,
    isLive: false,
    lazyNames: (names ?? []).map((name) => link.names.intern(name)),
    module: undefined,
    content: undefined,
  };
  const file: ObjectFile = { kind: "object", id, name, archive, source, ...waiting };
  if (isLazy) {
    link.files.add(file);
    link.inputs.push(file);
  } else {
    refuse(link, file);
  }
}

/** Whether `file`, which is needed now, turns out to be bitcode; then an error says so. */
export function isBitcode(link: LinkState, file: ObjectFile): boolean {
  if (file.isBitcode) refuse(link, file);
  return file.isBitcode;
}

function refuse(link: LinkState, file: ObjectFile): void {
  link.diagnostics.report("unsupported-bitcode", { file: fileName(file) });
}

/** The names of an archive's members, read when the first of them is asked for. */
export class BitcodeNames {
  readonly #read: () => ArchiveIndex;
  #index: ArchiveIndex | undefined;

  constructor(link: LinkState, input: InputContent) {
    const decodeText = link.host.decodeText.bind(link.host);
    this.#read = () => readArchiveIndex(input.whole(), identifyFile(input.start) === "thin-archive", decodeText);
  }

  /** Undefined when the archive has no index. A member that an index leaves out defines nothing. */
  of(headerOffset: number): readonly string[] | undefined {
    this.#index ??= this.#read();
    return this.#index.size === 0 ? undefined : (this.#index.get(headerOffset) ?? []);
  }
}
