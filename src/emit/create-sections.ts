/** The sections of the output, in order, those that would be empty left out (LLD: `addSections`). */
import type { SymbolId } from "../base/ids.ts";
import { SectionId } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import type { OutputSegment } from "../model/output-segment.ts";
import type { Relocator } from "../relocation/relocator.ts";
import { buildIdSize } from "./build-id.ts";
import { type OutputSection, type SectionBody, sectionName } from "./output-section.ts";
import { codeSection } from "./sections/code.ts";
import { customSection } from "./sections/custom.ts";
import { dataSection } from "./sections/data.ts";
import { dylinkSection } from "./sections/dylink.ts";
import { elementSection } from "./sections/element.ts";
import { globalSection } from "./sections/global.ts";
import { linkingSection } from "./sections/linking.ts";
import { buildIdSection, hasProducers, producersSection, targetFeaturesSection } from "./sections/metadata.ts";
import { nameSection } from "./sections/name.ts";
import { relocationSection } from "./sections/relocations.ts";
import { addSectionSymbol } from "./sections/section-symbols.ts";
import {
  dataCountSection,
  exportSection,
  functionSection,
  importSection,
  memorySection,
  startSection,
  tableSection,
  tagSection,
  typeSection,
} from "./sections/standard.ts";

export function createSections(link: LinkState, relocator: Relocator): readonly OutputSection[] {
  link.diagnostics.log("-- addSections");
  const list = new SectionList(link);
  const segments = link.segments.filter((segment) => link.out.isWritten(segment));
  addDeclarations(link, list);
  addContents(link, list, segments, relocator);
  const hasRelocations = link.config.relocatable || link.config.emitRelocs;
  link.diagnostics.log("createCustomSections");
  const sectionSymbols = new Map<SymbolId, OutputSection>();
  for (const [name, chunks] of link.out.customSections) {
    const symbol = hasRelocations ? addSectionSymbol(link, name) : undefined;
    const section = list.add(customSection(link, name, chunks, relocator));
    if (symbol !== undefined) sectionSymbols.set(symbol, section);
  }
  if (hasRelocations) {
    list.add(linkingSection(link, (symbol) => sectionSymbols.get(symbol) as OutputSection));
    link.diagnostics.log("createRelocSections");
    for (const section of [...list.sections]) addRelocations(link, list, section);
  }
  addMetadata(link, list, segments);
  return list.sections;
}

class SectionList {
  readonly sections: OutputSection[] = [];
  readonly #link: LinkState;

  constructor(link: LinkState) {
    this.#link = link;
  }

  add(body: SectionBody): OutputSection {
    this.#link.diagnostics.log(`addSection: ${sectionName(body)}`);
    const index = this.sections.length;
    const section = { body, index, header: new Uint8Array(0), offset: 0, size: 0 };
    this.sections.push(section);
    return section;
  }
}

/** What the module is made of, up to its exports. */
function addDeclarations(link: LinkState, list: SectionList): void {
  const { out, config } = link;
  const isDynamic = config.isPic || config.unresolvedSymbols === "import-dynamic" || link.sharedFiles.length > 0;
  if (isDynamic) list.add(dylinkSection(link));
  if (out.types.signatures.length > 0) list.add(typeSection(link));
  const importCount = out.importedSymbols.length + out.gotSymbols.length;
  if (importCount > 0 || config.memoryImport !== undefined) list.add(importSection(link));
  if (out.functions.length > 0) list.add(functionSection(link));
  if (out.tables.length > 0) list.add(tableSection(link));
  if (config.memoryImport === undefined) list.add(memorySection(link));
  if (out.tags.length > 0) list.add(tagSection(link));
  if (out.globalCount > 0) list.add(globalSection(link));
  if (out.exports.length > 0) list.add(exportSection(link));
}

/** What runs and what is stored, from the start function on. */
function addContents(
  link: LinkState,
  list: SectionList,
  segments: readonly OutputSegment[],
  relocator: Relocator,
): void {
  const { out, config, known } = link;
  if (out.startFunction !== undefined) list.add(startSection(link, out.startFunction));
  const table = known.indirectFunctionTable;
  if (out.tableEntries.length > 0 && table !== undefined) list.add(elementSection(link, table));
  if (segments.length > 0 && config.sharedMemory) list.add(dataCountSection(link, segments.length));
  if (out.functions.length > 0) list.add(codeSection(link, relocator));
  if (segments.length > 0) list.add(dataSection(link, segments, relocator));
}

function addRelocations(link: LinkState, list: SectionList, section: OutputSection): void {
  const { body } = section;
  if (body.relocated === undefined || body.relocated.count === 0) return;
  const name = body.id === SectionId.code ? "CODE" : body.id === SectionId.data ? "DATA" : body.name;
  list.add(relocationSection(link, name, section));
}

function addMetadata(link: LinkState, list: SectionList, segments: readonly OutputSegment[]): void {
  const { config, out } = link;
  const isKept = (name: string): boolean => !config.stripAll || config.keepSections.has(name);
  if (isKept("name")) list.add(nameSection(link, segments));
  if (isKept("producers") && hasProducers(link)) list.add(producersSection(link));
  if (isKept("target_features") && out.features.size > 0) list.add(targetFeaturesSection(link));
  if (config.buildId.kind !== "none") list.add(buildIdSection(link, buildIdSize(config.buildId)));
}
