/**
 * Opens every file that the command line names and reads what it is (LLD: `LinkerDriver::createFiles`). Nothing is
 * resolved yet, but a malformed file ends the link here.
 *
 * Reads: config.inputs.
 * Writes: files, inputs, relocations, signatures.
 */

import { denseMapOrder } from "../base/dense-map-order.ts";
import { identifyFile } from "../format/file-type.ts";
import { inMemory, type ObjectSource } from "../format/object-source.ts";
import { readStubFile } from "../format/stub-file.ts";
import type { LinkState } from "../model/link-state.ts";
import type { InputArgument } from "../options/config.ts";
import { allowImportFile } from "./shared/import-list.ts";
import type { InputContent } from "./shared/input-content.ts";
import type { InputMode } from "./shared/input-mode.ts";
import { openArchive } from "./shared/open-archive.ts";
import { openBitcode } from "./shared/open-bitcode.ts";
import { openObject } from "./shared/open-object.ts";
import { openInputContent } from "./shared/read-input.ts";

export function openInputs(link: LinkState): void {
  const { config, diagnostics } = link;
  const mode: InputMode = { isStatic: !config.isPic, wholeArchive: false, inLib: false };
  for (const input of config.inputs) openInput(link, input, mode);
  if (link.inputs.length === 0 && !diagnostics.hasErrors) diagnostics.report("no-input-files", {});
}

function openInput(link: LinkState, input: InputArgument, mode: InputMode): void {
  const { diagnostics } = link;
  switch (input.kind) {
    case "file":
      openFile(link, input.path, mode);
      break;
    case "library":
      openLibrary(link, input.name, mode);
      break;
    case "static":
      mode.isStatic = true;
      break;
    case "dynamic":
      // -r output has no dynamic part, so that the option means nothing there.
      if (!link.config.relocatable) mode.isStatic = false;
      break;
    case "whole-archive":
      mode.wholeArchive = true;
      break;
    case "no-whole-archive":
      mode.wholeArchive = false;
      break;
    case "start-lib":
      if (mode.inLib) diagnostics.report("nested-start-lib", {});
      mode.inLib = true;
      break;
    case "end-lib":
      if (!mode.inLib) diagnostics.report("stray-end-lib", {});
      mode.inLib = false;
      break;
  }
}

function openLibrary(link: LinkState, name: string, mode: InputMode): void {
  const path = findLibrary(link, name, mode);
  if (path === undefined) link.diagnostics.report("library-not-found", { name });
  else openFile(link, path, mode);
}

/**
 * `-l:NAME` is a file name; `-lNAME` is `libNAME.so` where shared libraries are allowed, then `libNAME.a`, folder by
 * folder.
 */
function findLibrary(link: LinkState, name: string, mode: InputMode): string | undefined {
  const names = name.startsWith(":") ? [name.slice(1)] : [`lib${name}.a`];
  if (!name.startsWith(":") && !mode.isStatic) names.unshift(`lib${name}.so`);
  for (const folder of link.config.searchPaths) {
    for (const candidate of names) {
      const path = joinPath(folder, candidate);
      if (link.host.exists(path)) return path;
    }
  }
  return undefined;
}

/** As LLVM's `path::append`: one separator between the parts. */
function joinPath(folder: string, name: string): string {
  if (folder === "") return name;
  const tail = name.startsWith("/") ? name.replace(/^\/+/, "") : name;
  return folder.endsWith("/") ? folder + tail : `${folder}/${tail}`;
}

function openFile(link: LinkState, path: string, mode: InputMode): void {
  const content = openInputContent(link, path);
  if (content === undefined) return;
  switch (identifyFile(content.start)) {
    case "archive":
    case "thin-archive":
      allowImportsBeside(link, path);
      openArchive(link, path, content, mode);
      break;
    case "wasm":
      openObject(link, { name: path, archive: "", source: objectIn(content, mode) }, mode);
      break;
    case "bitcode":
      openBitcode(link, { name: path, archive: "", source: objectIn(content, mode) });
      break;
    case "stub": {
      const bytes = content.whole();
      const dependencies = inWasmLdOrder(link, readStubFile(link.host.decodeText(bytes, 0, bytes.length)));
      const file = { kind: "stub", id: link.files.nextId, name: path, archive: "", dependencies } as const;
      link.files.add(file);
      link.inputs.push(file);
      break;
    }
    case "unknown":
      link.diagnostics.report("unknown-file-type", { path });
      break;
  }
}

/** Of an object that waits, the symbols are read as well. */
function objectIn(content: InputContent, { inLib }: InputMode): ObjectSource {
  return inLib ? inMemory(content.whole()) : content.object(0, content.size, 0, 0);
}

/** wasm-ld keeps the symbols of a stub library in a hash table, and goes through that. */
function inWasmLdOrder({ host }: LinkState, dependencies: ReadonlyMap<string, string[]>): Map<string, string[]> {
  const names = denseMapOrder(dependencies.keys(), host.encodeText.bind(host));
  return new Map(names.map((name) => [name, dependencies.get(name) ?? []]));
}

/** `X.imports` beside `X.a` lists symbols that users of the archive may leave undefined (libc's system calls, say). */
function allowImportsBeside(link: LinkState, archivePath: string): void {
  const folderEnd = archivePath.lastIndexOf("/") + 1;
  const dot = archivePath.lastIndexOf(".");
  const stem = dot > folderEnd ? archivePath.slice(0, dot) : archivePath;
  const path = `${stem}.imports`;
  if (link.host.exists(path)) allowImportFile(link, path);
}
