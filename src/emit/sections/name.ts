/** The name section: module, functions, globals and data segments, demangled (LLD: `NameSection`). */
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import type { ByteWriter } from "../../binary/writer.ts";
import { MANGLED_MARKS } from "../../demangle/mangled-prefix.ts";
import { NameSubsection, SectionId } from "../../format/wasm.ts";
import { chunkName } from "../../model/chunk-names.ts";
import type { LinkState } from "../../model/link-state.ts";
import type { OutputSegment } from "../../model/output-segment.ts";
import { isFunctionKind, isGlobalKind } from "../../model/symbol-kind.ts";
import { displayName, functionIndexOf, elementIndexOf, symbolName } from "../../model/symbol-queries.ts";
import { NONE } from "../../model/symbol-table.ts";
import { madeSection, type SectionBody } from "../output-section.ts";

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
  const trimmed = path.endsWith("/") ? path.replace(/(.)\/+$/, "$1/.") : path;
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
  const { name, debugNames } = link.chunks;
  let count = 0;
  for (let i = 0; i < functions.length; i++) {
    const chunk = functions[i];
    if (name[chunk] !== NONE || debugNames.has(chunk) || hasName(link, chunk)) count++;
  }
  return count;
}

/** Most names of C are shown as they are: those are the kernel's. */
function writeDefinedNames(link: LinkState, out: ByteWriter): void {
  const { functions, importedFunctionCount } = link.out;
  const { name, debugNames } = link.chunks;
  const names = new Uint32Array(functions.length);
  for (let i = 0; i < functions.length; i++) names[i] = name[functions[i]];
  if (debugNames.size > 0) {
    functions.forEach((chunk, i) => {
      if (debugNames.has(chunk)) names[i] = NONE;
    });
  }
  const { content, leftOut, places } = link.kernel.nameEntries(names, importedFunctionCount, MANGLED_MARKS);
  let done = 0;
  for (let i = 0; i < leftOut.length; i++) {
    if (places[i] > done) out.bytes(content.subarray(done, places[i]));
    done = places[i];
    writeFunctionName(link, out, functions[leftOut[i]]);
  }
  out.bytes(content.subarray(done));
}

/** A debug name that no symbol goes with is counted but not written, as wasm-ld does. */
function writeFunctionName(link: LinkState, out: ByteWriter, chunk: ChunkId): void {
  if (!hasName(link, chunk)) return;
  out.uleb(link.chunks.functionIndex[chunk]);
  out.text(link.chunks.debugNames.get(chunk) ?? displayName(link, chunkName(link, chunk)));
}

function hasName({ chunks }: LinkState, chunk: ChunkId): boolean {
  return chunks.name[chunk] !== NONE || (chunks.names.get(chunk) ?? "") !== "";
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
      if (isGlobalKind(symbols.kind[id])) entry(elementIndexOf(link, id), symbolName(link, id));
    }
    for (const id of gotSymbols) gotEntry(id, "");
    for (const { index, name } of named) entry(index, displayName(link, name));
    for (const id of internalGotSymbols) {
      const isFunction = isFunctionKind(symbols.kind[id]);
      gotEntry(id, isFunction ? "GOT.func.internal." : "GOT.data.internal.");
    }
  });
}
