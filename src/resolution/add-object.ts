/**
 * An object joins the link: its functions, segments and sections become chunks, its symbols meet the namespace (LLD's
 * `ObjFile::parse`). All chunks of a file get consecutive ids before its first symbol can extract another file.
 */
import type { CustomSection, ObjectModule } from "../format/object-module.ts";
import { SegmentFlag } from "../format/wasm.ts";
import { ChunkKind } from "../model/chunk-table.ts";
import { fileName, type ObjectContent, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";
import { addElements, nameDefinitions } from "./add-elements.ts";
import { addObjectSymbols } from "./add-object-symbols.ts";

export function addObject(link: LinkState, file: ObjectFile, module: ObjectModule): void {
  const where = { file: fileName(file) };
  if (module.kind !== "relocatable") link.diagnostics.report("not-relocatable", where);
  if (module.elementProblem !== undefined) {
    link.diagnostics.report("malformed-object", { ...where, problem: module.elementProblem });
  }
  const keptComdats = module.comdats.map((name) => claimComdat(link, name));
  const content = addChunks(link, file, module, keptComdats);
  file.content = content;
  nameDefinitions(link, content);
  addObjectSymbols(link, file, content);
  link.objects.push(file);
}

/** The first file that has a COMDAT group keeps it. */
function claimComdat(link: LinkState, name: string): boolean {
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
  const count = module.functions.count + module.segments.count + module.customSections.length;
  link.chunks.reserve(count);
  const functionStart = link.chunks.length;
  addFunctions(link, file.id, module, keptComdats);
  const segmentStart = link.chunks.length;
  addSegments(link, file.id, module, keptComdats);
  const sectionStart = link.chunks.length;
  module.customSections.forEach((section, index) => addCustomSection(link, file.id, section, index, keptComdats));
  // One symbol more than the file has: an object without table symbols may be given one.
  const symbolStart = link.reserveFileSymbols(module.symbols.count + 1);
  return {
    module,
    symbolStart,
    symbolCount: module.symbols.count,
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
  const { functions, code } = module;
  if (code === undefined) return;
  const { chunks } = link;
  for (let i = 0; i < functions.count; i++) {
    const start = functions.start[i];
    const size = functions.size[i];
    const inputOffset = start - code.start;
    const comdat = functions.comdat[i];
    const id = chunks.add({
      kind: ChunkKind.function,
      file,
      inputIndex: i,
      start,
      size,
      inputOffset,
      signature: functions.signature[i],
      comdat,
      isDiscarded: isExcluded(comdat, keptComdats),
    });
    const debugName = functions.debugNames.get(i);
    if (debugName !== undefined) chunks.debugNames.set(id, debugName);
    const exportName = functions.exportNames.get(i);
    if (exportName !== undefined) chunks.exportNames.set(id, exportName);
  }
}

function addSegments(link: LinkState, file: number, module: ObjectModule, keptComdats: readonly boolean[]): void {
  const { segments, data } = module;
  if (data === undefined) return;
  for (let i = 0; i < segments.count; i++) {
    const start = segments.start[i];
    const size = segments.size[i];
    const inputOffset = start - data.start;
    const comdat = segments.comdat[i];
    const alignment = segments.alignment[i];
    const flags = segments.flags[i];
    const name = segments.names[i] ?? "";
    // Objects from before the TLS flag are told by the segment's name.
    const isTls = name.startsWith(".tdata") || name.startsWith(".tbss");
    link.chunks.add({
      kind: ChunkKind.segment,
      file,
      inputIndex: i,
      start,
      size,
      inputOffset,
      comdat,
      alignment,
      segmentFlags: isTls ? flags | SegmentFlag.tls : flags,
      isMergeable: (flags & SegmentFlag.strings) !== 0 && alignment === 0 && size > 0 && link.config.optimize > 0,
      isDiscarded: isExcluded(comdat, keptComdats),
    });
  }
}

/** wasm-ld knows string sections by name: custom sections have no flags yet. */
const STRING_SECTIONS: ReadonlySet<string> = new Set([".debug_str", ".debug_str.dwo", ".debug_line_str"]);
/** llvm-cov expects its sections aligned to 8 bytes. */
const ALIGNED_SECTIONS: ReadonlySet<string> = new Set(["__llvm_covfun", "__llvm_covmap"]);

function addCustomSection(
  link: LinkState,
  file: number,
  section: CustomSection,
  inputIndex: number,
  keptComdats: readonly boolean[],
): void {
  const { name, start, size, comdat, relocationStart, relocationEnd } = section;
  const isMergeable = STRING_SECTIONS.has(name) && link.config.optimize > 0;
  link.chunks.add({
    kind: ChunkKind.customSection,
    file,
    inputIndex,
    start,
    size,
    inputOffset: 0,
    relocationStart,
    relocationEnd,
    comdat,
    alignment: ALIGNED_SECTIONS.has(name) ? 8 : 1,
    segmentFlags: isMergeable ? SegmentFlag.strings : 0,
    isMergeable,
    isDiscarded: isExcluded(comdat, keptComdats),
  });
}
