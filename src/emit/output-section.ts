/**
 * A section of the output on its way to bytes (LLD: `OutputSection`). All sections are laid out in order first; then each writes itself
 * into its place.
 */
import type { ChunkId } from "../base/ids.ts";
import { ulebSize } from "../binary/leb.ts";
import { ByteWriter } from "../binary/writer.ts";
import { SectionId } from "../format/wasm.ts";
import type { Output } from "../host/host.ts";
import type { LinkState } from "../model/link-state.ts";

/** What a section has to say about itself; `SectionBody` objects are made in section order by `create-sections.ts`. */
export interface SectionBody {
  /** `SectionId`. */
  readonly id: number;
  /** Of a custom section; empty otherwise. */
  readonly name: string;
  /** Fixes the content's size in bytes, without the name of a custom section. Called once, in section order. */
  layOut(): number;
  /** Writes the content at `at`. */
  write(out: Output, at: number): void;
  /** Chunks whose relocations a `reloc.*` section lists, and how many it announces. */
  readonly relocated?: { readonly chunks: () => readonly ChunkId[]; readonly count: number };
}

export interface OutputSection {
  readonly body: SectionBody;
  /** Place among the sections of the file. */
  readonly index: number;
  /** Id, size and name, as bytes. */
  header: Uint8Array;
  /** Offset of the header in the file. */
  offset: number;
  /** Bytes of the content, without the header. */
  size: number;
}

const SECTION_NAMES: readonly (readonly [number, string])[] = [
  [SectionId.custom, "CUSTOM"],
  [SectionId.type, "TYPE"],
  [SectionId.import, "IMPORT"],
  [SectionId.function, "FUNCTION"],
  [SectionId.table, "TABLE"],
  [SectionId.memory, "MEMORY"],
  [SectionId.global, "GLOBAL"],
  [SectionId.tag, "TAG"],
  [SectionId.export, "EXPORT"],
  [SectionId.start, "START"],
  [SectionId.element, "ELEM"],
  [SectionId.code, "CODE"],
  [SectionId.data, "DATA"],
  [SectionId.dataCount, "DATACOUNT"],
];
const NAME_OF: ReadonlyMap<number, string> = new Map(SECTION_NAMES);

/** `CODE`, or `CUSTOM(name)`. */
export function sectionName(body: SectionBody): string {
  const type = NAME_OF.get(body.id) ?? "";
  return body.name === "" ? type : `${type}(${body.name})`;
}

/** Bytes behind the section's size: a custom section's begin with its name. */
export function bodySize(link: LinkState, body: SectionBody, size: number): number {
  if (body.id !== SectionId.custom) return size;
  const nameSize = link.host.encodeText(body.name).length;
  return ulebSize(nameSize) + nameSize + size;
}

/** Id, size and, for a custom section, the name that the size includes. */
export function sectionHeader(link: LinkState, body: SectionBody, size: number): Uint8Array {
  const header = new ByteWriter(link.host.encodeText.bind(link.host));
  header.byte(body.id);
  header.uleb(bodySize(link, body, size));
  if (body.id === SectionId.custom) header.text(body.name);
  return header.finish();
}

/** A section whose content is small enough to be made on its own: everything but code, data and debug information. */
export function madeSection(
  link: LinkState,
  section: { readonly id: number; readonly name?: string },
  write: (out: ByteWriter) => void,
): SectionBody {
  let content = new Uint8Array(0);
  return {
    id: section.id,
    name: section.name ?? "",
    layOut() {
      const writer = new ByteWriter(link.host.encodeText.bind(link.host));
      write(writer);
      content = writer.finish() as Uint8Array<ArrayBuffer>;
      return content.length;
    },
    write(out, at) {
      out.put(at, content);
    },
  };
}
