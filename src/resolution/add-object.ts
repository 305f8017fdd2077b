/**
 * An object joins the link: its functions, segments and sections become chunks, its symbols meet the namespace (LLD's
 * `ObjFile::parse`). All chunks of a file get consecutive ids before its first symbol can extract another file.
 */
import { mintId } from "../base/ids.ts";
import type { ObjectModule } from "../format/object-module.ts";
import type { JoinStop } from "../kernel/kernel.ts";
import { fileName, type ObjectContent, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { NONE } from "../model/symbol-table.ts";
import { addChunks } from "./add-chunks.ts";
import { addElements } from "./add-elements.ts";
import { addLegacyFunctionTable, addObjectSymbols, SymbolAdder } from "./add-object-symbols.ts";
import { extractFile } from "./extract.ts";
import { giveSymbols, takeSymbols } from "./symbols-in-kernel.ts";

export function addObject(link: LinkState, file: ObjectFile, module: ObjectModule): void {
  if (module.kind !== "relocatable") link.diagnostics.report("not-relocatable", { file: fileName(file) });
  if (module.elementProblem !== undefined) {
    link.diagnostics.report("malformed-object", { file: fileName(file), problem: module.elementProblem });
  }
  if (module.kernelObject === undefined) addHere(link, file, module);
  else addInKernel(link, file, module, module.kernelObject);
  for (const [row, name] of module.exportNames) {
    link.chunks.exportNames.set(mintId(link.content(file.id).functionStart + row), name);
  }
  link.objects.push(file);
}

/** An object of a shape that the kernel does not know. */
function addHere(link: LinkState, file: ObjectFile, module: ObjectModule): void {
  takeSymbols(link);
  const { functions, segments } = module.chunkCounts;
  const functionStart = addChunks(link, file.id, module);
  const content = contentOf(link, module, functionStart, functionStart + functions + segments);
  file.content = { ...content, ...addElements(link, file.id, module) };
  addObjectSymbols(link, file, file.content);
}

function addInKernel(link: LinkState, file: ObjectFile, module: ObjectModule, object: number): void {
  const { functions, segments, sections } = module.chunkCounts;
  const functionStart = link.chunks.reserveForKernel(functions + segments + sections);
  const content = contentOf(link, module, functionStart, functionStart + functions + segments);
  file.content = content;
  giveSymbols(link);
  const isLegacy = module.tableSymbolCount !== module.importedTableCount;
  const end = isLegacy ? module.symbolCount + 1 : module.symbolCount;
  let stop = link.kernel.joinObject(object, file.id, functionStart, content.symbolStart);
  while (stop.index < end) {
    decide(link, file, content, stop);
    giveSymbols(link);
    stop = link.kernel.addObjectSymbols(object, stop.index + 1);
  }
  if (!isLegacy) return;
  content.symbolCount = end;
  link.legacyFunctionTable = true;
}

/** Where the kernel has stopped: extracts the file that it wants, or adds the symbol that it leaves. */
function decide(link: LinkState, file: ObjectFile, content: ObjectContent, { index, wanted }: JoinStop): void {
  if (wanted !== NONE) {
    extractFile(link, wanted);
    return;
  }
  takeSymbols(link);
  if (index === content.module.symbolCount) {
    addLegacyFunctionTable(link, file, content);
    return;
  }
  const row = content.module.symbols.symbolIndex.indexOf(index);
  const id = new SymbolAdder(link, file.id, content).add(row);
  // Read afresh: adding the symbol may have extracted files and grown the list.
  link.fileSymbols[content.symbolStart + index] = id;
}

/** What the kernel reads defines no globals, tags and tables. */
function contentOf(link: LinkState, module: ObjectModule, functionStart: number, sectionStart: number): ObjectContent {
  const { functions, sections } = module.chunkCounts;
  return {
    module,
    // One symbol more than the file has: an object without table symbols may be given one.
    symbolStart: link.reserveFileSymbols(module.symbolCount + 1),
    symbolCount: module.symbolCount,
    functionStart,
    segmentStart: functionStart + functions,
    sectionStart,
    sectionEnd: sectionStart + sections,
    globalStart: link.globals.length,
    tagStart: link.tags.length,
    tableStart: link.tables.length,
    typeStart: link.reserveTypes(module.typeCount),
  };
}
