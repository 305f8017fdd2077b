/**
 * The output file (LLD: `finalizeSections`, `writeSections`, `writeBuildId`): sections are laid out in order, then every
 * section writes itself into its place.
 */
import { ulebSize } from "../binary/leb.ts";
import { LinkAborted } from "../diag/diagnostics.ts";
import { MODULE_HEADER, SectionId } from "../format/wasm.ts";
import type { FileContent, Output } from "../host/host.ts";
import { collect } from "../host/output.ts";
import type { LinkState } from "../model/link-state.ts";
import { Relocator } from "../relocation/relocator.ts";
import { buildIdSize, computeBuildId, isComputed } from "./build-id.ts";
import { createSections } from "./create-sections.ts";
import { bodySize, type OutputSection, sectionHeader, sectionName } from "./output-section.ts";

/** The module when every section has its place, but no byte is written. */
export interface ModuleLayout {
  readonly sections: readonly OutputSection[];
  /** Of the file. */
  readonly size: number;
}

export function layOutModule(link: LinkState): ModuleLayout {
  const relocator = new Relocator(link);
  const sections = createSections(link, relocator);
  logCounts(link);
  const size = layOutSections(link, sections);
  // Offsets of code have become known, and merged strings have found their places.
  relocator.forget();
  return { sections, size };
}

const NO_BYTES = new Uint8Array(0);
/** Sizes in a module have 32 bits. */
const LARGEST_OUTPUT = 2 ** 32 - 1;

/**
 * The module's bytes, made when they are written, unless its identifier has to be computed of them; undefined, after saying so, if the
 * format or the machine has no room for them. @throws LinkAborted
 */
export function moduleContent(link: LinkState, { sections, size }: ModuleLayout): FileContent | undefined {
  const { buildId } = link.config;
  // The identifier ends the last section.
  const idPlace = size - buildIdSize(buildId);
  const content = {
    size,
    make(output: Output): void {
      writeSections(link, sections, output);
      if (!isComputed(buildId)) output.put(idPlace, computeBuildId(buildId, NO_BYTES, link.host));
      if (link.diagnostics.hasErrors) throw new LinkAborted();
    },
  };
  const fits = size <= LARGEST_OUTPUT;
  if (fits && !isComputed(buildId)) return content;
  const bytes = fits ? collect(content) : undefined;
  if (bytes === undefined) link.diagnostics.report("output-too-large", { size: String(size) });
  bytes?.set(computeBuildId(buildId, bytes, link.host), idPlace);
  return bytes;
}

function writeSections(link: LinkState, sections: readonly OutputSection[], output: Output): void {
  link.diagnostics.log("-- writeSections");
  output.put(0, Uint8Array.from(MODULE_HEADER));
  for (const section of sections) {
    const { body, header, offset } = section;
    logWriting(link, section);
    output.put(offset, header);
    link.timeTrace.time(`write ${sectionName(body)}`, () => body.write(output, offset + header.length));
  }
}

/** Returns the size of the file. */
function layOutSections(link: LinkState, sections: readonly OutputSection[]): number {
  link.diagnostics.log("-- finalizeSections");
  let offset = MODULE_HEADER.length;
  for (const section of sections) {
    section.offset = offset;
    section.size = link.timeTrace.time(`lay out ${sectionName(section.body)}`, () => section.body.layOut());
    section.header = sectionHeader(link, section.body, section.size);
    offset += section.header.length + section.size;
    logHeader(link, section);
  }
  return offset;
}

function logHeader(link: LinkState, { body, header, size }: OutputSection): void {
  if (!link.diagnostics.verbose) return;
  const total = header.length + size;
  link.diagnostics.log(`createHeader: ${sectionName(body)} body=${bodySize(link, body, size)} total=${total}`);
}

function logWriting(link: LinkState, { body, header, offset, size }: OutputSection): void {
  const { diagnostics } = link;
  if (!diagnostics.verbose) return;
  const total = header.length + size;
  if (body.id === SectionId.code) {
    diagnostics.log(`writing CODE offset=${offset} size=${total}`);
    diagnostics.log(` headersize=${header.length}`);
    diagnostics.log(` codeheadersize=${ulebSize(link.out.functions.length)}`);
  } else if (body.id === SectionId.data) {
    diagnostics.log(`writing DATA offset=${offset} size=${total} body=${size}`);
  } else {
    const chunks = body.id === SectionId.custom ? body.relocated?.chunks() : undefined;
    const place = chunks === undefined ? "" : ` offset=${offset} size=${total} chunks=${chunks.length}`;
    diagnostics.log(`writing ${sectionName(body)}${place}`);
  }
}

function logCounts(link: LinkState): void {
  const { out, diagnostics } = link;
  diagnostics.log(`Defined Functions: ${out.functions.length}`);
  diagnostics.log(`Defined Globals  : ${out.globalCount}`);
  diagnostics.log(`Defined Tags     : ${out.tags.length}`);
  diagnostics.log(`Defined Tables   : ${out.tables.length}`);
  diagnostics.log(`Function Imports : ${out.importedFunctionCount}`);
  diagnostics.log(`Global Imports   : ${out.importedGlobalCount}`);
  diagnostics.log(`Tag Imports      : ${out.importedTagCount}`);
  diagnostics.log(`Table Imports    : ${out.importedTableCount}`);
}
