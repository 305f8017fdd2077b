/**
 * The output file (LLD: `finalizeSections`, `writeSections`, `writeBuildId`): sections are laid out in order, the file
 * is allocated once, every section writes itself into its place.
 */
import { MODULE_HEADER } from "../format/wasm.ts";
import type { RelocationContext } from "../kernel/relocation-values.ts";
import type { LinkState } from "../model/link-state.ts";
import { relocationContext } from "../model/symbol-values.ts";
import { buildIdSize, computeBuildId } from "./build-id.ts";
import { createSections } from "./create-sections.ts";
import { type OutputSection, sectionHeader, sectionName } from "./output-section.ts";

export interface WrittenModule {
  readonly bytes: Uint8Array;
  readonly sections: readonly OutputSection[];
}

export function writeModule(link: LinkState): WrittenModule {
  let current: RelocationContext | undefined;
  const sections = createSections(link, () => (current ??= relocationContext(link)));
  logCounts(link);
  const size = layOutSections(link, sections);
  // Offsets of code have become known, and merged strings have found their places.
  current = undefined;
  const bytes = new Uint8Array(size);
  bytes.set(MODULE_HEADER);
  for (const { body, header, offset } of sections) {
    bytes.set(header, offset);
    link.timeTrace.time(`write ${sectionName(body)}`, () => {
      body.write(bytes, offset + header.length);
    });
  }
  writeBuildId(link, bytes, sections);
  return { bytes, sections };
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
    const total = section.header.length + section.size;
    link.diagnostics.log(`createHeader: ${sectionName(section.body)} body=${section.size} total=${total}`);
  }
  return offset;
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

function writeBuildId(link: LinkState, bytes: Uint8Array, sections: readonly OutputSection[]): void {
  const { buildId } = link.config;
  const size = buildIdSize(buildId);
  const section = sections[sections.length - 1];
  if (size === 0 || section === undefined) return;
  // The identifier ends the last section.
  bytes.set(computeBuildId(buildId, bytes, link.host), section.offset + section.header.length + section.size - size);
}
