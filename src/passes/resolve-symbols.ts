/**
 * Adds the symbols of every input, in command-line order, extracting lazy objects as soon as something needs them (LLD:
 * `SymbolTable::addFile`). An object joins `objects` after its own symbols are added, so that what it extracts comes
 * before it.
 *
 * Reads: inputs.
 * Writes: symbols, chunks, objects, sharedFiles, stubFiles, extractions.
 */
import type { ObjectModule } from "../format/object-module.ts";
import type { ArchivedRun } from "../model/archived-object.ts";
import { fileName, type InputFile, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { offerNames, type Waiting } from "../resolution/add-lazy.ts";
import { addObject } from "../resolution/add-object.ts";
import { addSharedSymbols } from "../resolution/add-shared.ts";
import { takeSymbols } from "../resolution/symbols-in-kernel.ts";
import { isBitcode } from "./shared/open-bitcode.ts";
import { readModule } from "./shared/open-object.ts";

export function resolveSymbols(link: LinkState): void {
  const addFile = (file: InputFile): void => {
    if (link.diagnostics.verbose) link.diagnostics.log(`Processing: ${fileName(file)}`);
    switch (file.kind) {
      case "shared":
        takeSymbols(link);
        addSharedSymbols(link, file);
        break;
      case "stub":
        link.stubFiles.push(file);
        break;
      case "object":
        joinLink(link, file);
        break;
    }
  };
  link.addFile = addFile;
  const { inputs } = link;
  link.inputs = [];
  const waiting: Waiting[] = [];
  for (const input of inputs) {
    if (isWaiting(input)) {
      waiting.push(input);
    } else {
      if (waiting.length > 0) offerAll(link, waiting.splice(0));
      addFile(input);
    }
  }
  offerAll(link, waiting);
  takeSymbols(link);
}

/** All at once, unless each is to be told first. */
function offerAll(link: LinkState, waiting: readonly Waiting[]): void {
  if (!link.diagnostics.verbose) {
    offerNames(link, waiting);
    return;
  }
  for (const file of waiting.flatMap((input) => oneByOne(link, input))) {
    link.diagnostics.log(`Processing: ${fileName(file)}`);
    offerNames(link, [file]);
  }
}

function oneByOne(link: LinkState, input: Waiting): ObjectFile[] {
  return input.kind === "archived" ? input.ids().map((id) => link.file(id) as ObjectFile) : [input];
}

function isWaiting(input: InputFile | ArchivedRun): input is Waiting {
  return input.kind === "archived" || (input.kind === "object" && input.isLazy);
}

function joinLink(link: LinkState, file: ObjectFile): void {
  if (isBitcode(link, file)) return;
  if (link.config.trace) link.diagnostics.message(fileName(file));
  const module: ObjectModule = file.module ?? readModule(link, file);
  file.module = undefined;
  addObject(link, file, module);
}
