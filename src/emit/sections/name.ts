/** The name section: module, functions, globals and data segments, demangled (LLD: `NameSection`). */
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import type { ByteWriter } from "../../binary/writer.ts";
import { mayBeMangled } from "../../demangle/mangled-prefix.ts";
import { NameSubsection, SectionId } from "../../format/wasm.ts";
import { chunkName } from "../../model/chunk-names.ts";
import type { LinkState } from "../../model/link-state.ts";
import type { OutputSegment } from "../../model/output-segment.ts";
import { isFunctionKind, isGlobalKind } from "../../model/symbol-kind.ts";
import { displayName, functionIndexOf, globalIndexOf, symbolName } from "../../model/symbol-queries.ts";
import { NONE } from "../../model/symbol-table.ts";
import { madeSection, type SectionBody } from "../output-section.ts";

const NO_BYTES: Uint8Array = new Uint8Array(0);

/** `segments`: those that take bytes of the file. */
export function nameSection(link: LinkState, segments: readonly OutputSegment[]): SectionBody {
  return madeSection(link, { id: SectionId.custom, name: "name" }, (out) => {
    const { config } = link;
    out.byte(NameSubsection.module);
    out.sized(() => out.text(config.soName === "" ? baseName(config.outputFile) : config.soName));
    writeFunctionNames(link, out);
    writeGlobalNames(link, out);
    const named = segments.filter(({ name }) => name !== "");
    if (named.length === 0) return;
    out.byte(NameSubsection.dataSegment);
    out.sized(() => {
      out.uleb(named.length);
      for (const { index, name } of named) {
        out.uleb(index);
        out.text(name);
      }
    });
  });
}

function baseName(path: string): string {
  const trimmed = path.replace(/(.)\/+$/, "$1/.");
  return trimmed.slice(trimmed.lastIndexOf("/", trimmed.length - 2) + 1);
}

function writeFunctionNames(link: LinkState, out: ByteWriter): void {
  const { functions, importedSymbols, importedFunctionCount } = link.out;
  const count = importedFunctionCount + countNamed(link, functions);
  if (count === 0) return;
  out.byte(NameSubsection.function);
  out.sized(() => {
    out.uleb(count);
    for (const id of importedSymbols) {
      if (!isFunctionKind(link.symbols.kind[id])) continue;
      // wasm-ld asks what a call would be told: an import that has a stub as well is called like the stub.
      out.uleb(functionIndexOf(link, id));
      out.text(symbolName(link, id));
    }
    writeDefinedNames(link, out);
  });
}

function countNamed(link: LinkState, functions: readonly ChunkId[]): number {
  const { nameLength } = link.chunks;
  let count = 0;
  for (let i = 0; i < functions.length; i++) {
    const chunk = functions[i];
    if (nameLength[chunk] !== 0 || hasSymbolName(link, chunk) || link.chunks.debugNames.has(chunk)) count++;
  }
  return count;
}

function hasSymbolName(link: LinkState, chunk: ChunkId): boolean {
  if (link.chunks.file[chunk] !== NONE) return link.chunks.nameLength[chunk] !== 0;
  return (link.chunks.names.get(chunk) ?? "") !== "";
}

/** Most names of C are shown as they are: bytes to bytes, without a string. */
function writeDefinedNames(link: LinkState, out: ByteWriter): void {
  const { functions } = link.out;
  const { file: files, nameStart, nameLength, functionIndex, debugNames } = link.chunks;
  let file = NONE;
  let bytes = NO_BYTES;
  for (let i = 0; i < functions.length; i++) {
    const chunk = functions[i];
    if (files[chunk] !== file) {
      file = files[chunk];
      bytes = file === NONE ? NO_BYTES : link.content(file).module.bytes;
    }
    const start = nameStart[chunk];
    const length = nameLength[chunk];
    if (length === 0 || mayBeMangled(bytes[start]) || (debugNames.size > 0 && debugNames.has(chunk))) {
      writeFunctionName(link, out, chunk);
      continue;
    }
    out.named(functionIndex[chunk], bytes, start, length);
  }
}

/** A debug name that no symbol goes with is counted but not written, as wasm-ld does. */
function writeFunctionName(link: LinkState, out: ByteWriter, chunk: ChunkId): void {
  if (!hasSymbolName(link, chunk)) return;
  out.uleb(link.chunks.functionIndex[chunk]);
  out.text(link.chunks.debugNames.get(chunk) ?? displayName(link, chunkName(link, chunk)));
}

function writeGlobalNames(link: LinkState, out: ByteWriter): void {
  const { symbols } = link;
  const { globals, gotSymbols, internalGotSymbols, importedSymbols, importedGlobalCount } = link.out;
  const named = globals.filter(({ name }) => name !== "");
  const count = importedGlobalCount + named.length + internalGotSymbols.length;
  if (count === 0) return;
  const entry = (index: number, name: string): void => {
    out.uleb(index);
    out.text(name);
  };
  const gotEntry = (id: SymbolId, prefix: string): void => {
    entry(symbols.gotIndex[id], prefix + symbolName(link, id));
  };
  out.byte(NameSubsection.global);
  out.sized(() => {
    out.uleb(count);
    for (const id of importedSymbols) {
      // A weak definition that is imported, too, is called by the index of its own global.
      if (isGlobalKind(symbols.kind[id])) entry(globalIndexOf(link, id), symbolName(link, id));
    }
    for (const id of gotSymbols) gotEntry(id, "");
    for (const { index, name } of named) entry(index, displayName(link, name));
    for (const id of internalGotSymbols) {
      const isFunction = isFunctionKind(symbols.kind[id]);
      gotEntry(id, isFunction ? "GOT.func.internal." : "GOT.data.internal.");
    }
  });
}
