/**
 * An object joins the link: its functions, segments and sections become chunks, its symbols meet the namespace (LLD's
 * `ObjFile::parse`). All chunks of a file get consecutive ids before its first symbol can extract another file.
 */
import { mintId, type NameId } from "../base/ids.ts";
import type { ObjectModule, SectionColumns } from "../format/object-module.ts";
import { SegmentFlag } from "../format/wasm.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import { fileName, type ObjectContent, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";
import { addElements } from "./add-elements.ts";
import { addObjectSymbols } from "./add-object-symbols.ts";

export function addObject(link: LinkState, file: ObjectFile, module: ObjectModule): void {
  const where = { file: fileName(file) };
  if (module.kind !== "relocatable") link.diagnostics.report("not-relocatable", where);
  if (module.elementProblem !== undefined) {
    link.diagnostics.report("malformed-object", { ...where, problem: module.elementProblem });
  }
  const keptComdats = Array.from(module.comdats, (name) => claimComdat(link, name));
  const content = addChunks(link, file, module, keptComdats);
  file.content = content;
  addObjectSymbols(link, file, content);
  link.objects.push(file);
}

/** The first file that has a COMDAT group keeps it. */
function claimComdat(link: LinkState, name: NameId): boolean {
  if (link.comdats.has(name)) return false;
  link.comdats.add(name);
  return true;
}

function addChunks(
  link: LinkState,
  file: ObjectFile,
  module: ObjectModule,
  keptComdats: readonly boolean[],
): ObjectContent {
  const count = module.functions.count + module.segments.count + module.customSections.count;
  link.chunks.reserve(count);
  const functionStart = link.chunks.length;
  addFunctions(link, file.id, module, keptComdats);
  const segmentStart = link.chunks.length;
  addSegments(link, file.id, module, keptComdats);
  const sectionStart = link.chunks.length;
  addCustomSections(link, file.id, module.customSections, keptComdats);
  // One symbol more than the file has: an object without table symbols may be given one.
  const symbolStart = link.reserveFileSymbols(module.symbolCount + 1);
  return {
    module,
    symbolStart,
    symbolCount: module.symbolCount,
    functionStart,
    segmentStart,
    sectionStart,
    sectionEnd: link.chunks.length,
    ...addElements(link, file.id, module),
    keptComdats,
    typeIndexes: new Int32Array(module.types.length).fill(NONE),
  };
}

function isExcluded(comdat: number, keptComdats: readonly boolean[]): boolean {
  return comdat !== NONE && !keptComdats[comdat];
}

function addFunctions(link: LinkState, file: number, module: ObjectModule, keptComdats: readonly boolean[]): void {
  const { functions } = module;
  if (module.code === undefined) return;
  const { chunks } = link;
  const first = chunks.addAll({ ...functions, kind: ChunkKind.function, file });
  discardLosers(link, first, functions.comdat, keptComdats);
  for (const [i, name] of functions.debugNames) chunks.debugNames.set(mintId(first + i), name);
  for (const [i, name] of functions.exportNames) chunks.exportNames.set(mintId(first + i), name);
}

function addSegments(link: LinkState, file: number, module: ObjectModule, keptComdats: readonly boolean[]): void {
  const { segments } = module;
  if (module.data === undefined) return;
  const { chunks, config } = link;
  const segmentFlags = segments.flags;
  const first = chunks.addAll({ ...segments, kind: ChunkKind.segment, file, segmentFlags });
  discardLosers(link, first, segments.comdat, keptComdats);
  for (let i = 0; i < segments.count; i++) {
    const hasStrings = (segmentFlags[i] & SegmentFlag.strings) !== 0;
    if (hasStrings && segments.alignment[i] === 0 && segments.size[i] > 0 && config.optimize > 0) {
      chunks.mergeable[first + i] = 1;
    }
  }
}

/** Marks the chunks of COMDAT groups that another file has. */
function discardLosers(link: LinkState, first: number, comdat: Int32Array, keptComdats: readonly boolean[]): void {
  if (!keptComdats.includes(false)) return;
  for (let i = 0; i < comdat.length; i++) {
    if (isExcluded(comdat[i], keptComdats)) link.chunks.discarded[first + i] = 1;
  }
}

function addCustomSections(
  link: LinkState,
  file: number,
  sections: SectionColumns,
  keptComdats: readonly boolean[],
): void {
  const { chunks, sectionRules } = link;
  const first = chunks.addAll({ ...sections, kind: ChunkKind.customSection, file });
  discardLosers(link, first, sections.comdat, keptComdats);
  for (let i = 0; i < sections.count; i++) {
    const rule = sectionRules.of(sections.name[i]);
    chunks.alignment[first + i] = rule.alignment;
    if (!rule.isMergeable) continue;
    chunks.mergeable[first + i] = 1;
    chunks.segmentFlags[first + i] = SegmentFlag.strings;
  }
}
