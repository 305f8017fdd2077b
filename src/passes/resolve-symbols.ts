/**
 * Adds the symbols of every input, in command-line order, extracting lazy objects as soon as something needs them (LLD:
 * `SymbolTable::addFile`). An object joins `objects` after its own symbols are added, so that what it extracts comes
 * before it.
 *
 * Reads: inputs.
 * Writes: symbols, chunks, objects, sharedFiles, stubFiles, extractions.
 */
import type { ObjectModule } from "../format/object-module.ts";
import { fileName, type InputFile, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { addLazy } from "../resolution/add-lazy.ts";
import { addObject } from "../resolution/add-object.ts";
import { addSharedSymbols } from "../resolution/add-shared.ts";
import { isBitcode } from "./shared/open-bitcode.ts";
import { readExtracted } from "./shared/open-object.ts";

export function resolveSymbols(link: LinkState): void {
  const addFile = (file: InputFile): void => {
    if (link.diagnostics.verbose) link.diagnostics.log(`Processing: ${fileName(file)}`);
    switch (file.kind) {
      case "shared":
        addSharedSymbols(link, file);
        break;
      case "stub":
        link.stubFiles.push(file);
        break;
      case "object":
        if (file.isLazy) offerLazily(link, file);
        else joinLink(link, file);
        break;
    }
  };
  link.addFile = addFile;
  const { inputs } = link;
  link.inputs = [];
  inputs.forEach(addFile);
}

function offerLazily(link: LinkState, file: ObjectFile): void {
  const names = file.lazyNames;
  // The file stops being lazy as soon as one of its names is needed; then all its symbols have been added.
  for (let i = 0; i < names.length && file.isLazy; i++) addLazy(link, names[i], file.id);
}

function joinLink(link: LinkState, file: ObjectFile): void {
  if (isBitcode(link, file)) return;
  if (link.config.trace) link.diagnostics.message(fileName(file));
  const module: ObjectModule = file.module ?? readExtracted(link, file);
  file.module = undefined;
  addObject(link, file, module);
}
