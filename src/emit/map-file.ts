/** `--Map` and `--print-map`: what is where (LLD: MapFile.cpp). */
import type { ChunkId, SymbolId } from "../base/ids.ts";
import { SectionId } from "../format/wasm.ts";
import { chunkDisplayName } from "../model/chunk-names.ts";
import { chunkAddress, dataAddress } from "../model/chunk-places.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind } from "../model/symbol-kind.ts";
import { chunkOf, isLive, symbolName } from "../model/symbol-queries.ts";
import { type OutputSection, sectionName } from "./output-section.ts";

/** The map's text. Addresses, offsets and sizes are hexadecimal; `-` where there is no address. */
export function formatMap(link: LinkState, sections: readonly OutputSection[]): string {
  const map = new MapWriter(link, sections);
  for (const section of sections) map.addSection(section);
  return map.text();
}

class MapWriter {
  readonly #link: LinkState;
  readonly #lines: string[] = ["    Addr      Off     Size Out     In      Symbol"];
  readonly #symbolsByChunk: ReadonlyMap<ChunkId, readonly SymbolId[]>;
  readonly #bodyOffsets = new Map<number, number>();

  constructor(link: LinkState, sections: readonly OutputSection[]) {
    this.#link = link;
    this.#symbolsByChunk = symbolsByChunk(link);
    for (const { body, offset } of sections) this.#bodyOffsets.set(body.id, offset);
  }

  text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  addSection(section: OutputSection): void {
    const { body, offset, header, size } = section;
    this.#add(undefined, offset, header.length + size, sectionName(body));
    if (body.id === SectionId.code) this.#addFunctions(offset);
    else if (body.id === SectionId.data) this.#addSegments(offset);
    else if (body.id === SectionId.global) {
      for (const { index, name } of this.#link.out.globals) this.#add(index, 0, 0, `${" ".repeat(8)}${name}`);
    }
  }

  #addFunctions(sectionStart: number): void {
    const { chunks, out } = this.#link;
    for (const chunk of out.functions) this.#addChunk(chunk, undefined, sectionStart + chunks.outputOffset[chunk]);
  }

  #addSegments(sectionStart: number): void {
    const { chunks } = this.#link;
    for (const segment of this.#link.segments) {
      this.#add(segment.startAddress, sectionStart + segment.sectionOffset, segment.size, segment.name);
      const isWritten = this.#link.out.isWritten(segment);
      for (const chunk of segment.chunks) {
        const place = isWritten ? sectionStart + chunks.outputOffset[chunk] : 0;
        this.#addChunk(chunk, chunkAddress(this.#link, chunk, 0), place);
      }
    }
  }

  #addChunk(chunk: ChunkId, address: number | undefined, place: number): void {
    const { chunks, symbols } = this.#link;
    const name = `${" ".repeat(8)}${chunkDisplayName(this.#link, chunk)}`;
    this.#add(address, place, chunks.outputSize[chunk], name);
    for (const symbol of this.#symbolsByChunk.get(chunk) ?? []) {
      const label = `${" ".repeat(16)}${symbolName(this.#link, symbol)}`;
      if (symbols.kind[symbol] === Kind.definedData) {
        const offset = place + symbols.offset[symbol];
        this.#add(dataAddress(this.#link, symbol), offset, symbols.size[symbol], label);
      } else {
        // An undefined function stands at its stub, but has no size of its own.
        const isDefined = symbols.kind[symbol] === Kind.definedFunction;
        this.#add(undefined, place, isDefined ? chunks.outputSize[chunk] : 0, label);
      }
    }
  }

  #add(address: number | undefined, offset: number, size: number, text: string): void {
    const column = (value: number): string => value.toString(16).padStart(8);
    const first = address === undefined ? "       -" : column(address);
    this.#lines.push(`${first} ${column(offset)} ${column(size)} ${text}`);
  }
}

/**
 * Live symbols by the chunk they are in, in the order of their files. @throws LinkAborted for one that is behind its strings:
 * wasm-ld asks for the address of all, though it shows none that is in strings.
 */
function symbolsByChunk(link: LinkState): ReadonlyMap<ChunkId, readonly SymbolId[]> {
  const { symbols } = link;
  const byChunk = new Map<ChunkId, SymbolId[]>();
  for (const file of link.objects) {
    const { symbolStart, symbolCount } = link.content(file.id);
    for (let row = symbolStart; row < symbolStart + symbolCount; row++) {
      const id = link.fileSymbols[row] as SymbolId;
      if (symbols.kind[id] === Kind.section || symbols.file[id] !== file.id || !isLive(link, id)) continue;
      const chunk = chunkOf(link, id);
      if (chunk === undefined) continue;
      if (link.chunks.mergeable[chunk] !== 0) dataAddress(link, id);
      const list = byChunk.get(chunk);
      if (list === undefined) byChunk.set(chunk, [id]);
      else list.push(id);
    }
  }
  return byChunk;
}
