/** `reloc.*` sections of -r and --emit-relocs output (LLD: `RelocSection`, `InputChunk::writeRelocations`). */
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import type { ByteWriter } from "../../binary/writer.ts";
import { HAS_ADDEND, R_WASM_TYPE_INDEX_LEB, TARGET_OF, Target } from "../../format/relocation-types.ts";
import { SectionId } from "../../format/wasm.ts";
import type { RelocationRows } from "../../kernel/kernel.ts";
import { sectionOffset } from "../../model/chunk-places.ts";
import type { LinkState } from "../../model/link-state.ts";
import { Kind } from "../../model/symbol-kind.ts";
import { relocationsOf } from "../../relocation/relocator.ts";
import { madeSection, type OutputSection, type SectionBody } from "../output-section.ts";
import { liveRelocations } from "./custom.ts";
import { sectionSymbolOf } from "./section-symbols.ts";

/** Lists the relocations of `section`, which has been laid out. */
export function relocationSection(link: LinkState, name: string, section: OutputSection): SectionBody {
  return madeSection(link, { id: SectionId.custom, name: `reloc.${name}` }, (out) => {
    const { relocated } = section.body;
    if (relocated === undefined) return;
    out.uleb(section.index);
    out.uleb(relocated.count);
    for (const chunk of relocated.chunks()) writeChunkRelocations(link, out, chunk);
  });
}

function writeChunkRelocations(link: LinkState, out: ByteWriter, chunk: ChunkId): void {
  const { chunks } = link;
  const relocations = relocationsOf(link, chunk);
  const moved = chunks.outputOffset[chunk] - chunks.inputOffset[chunk];
  for (const row of liveRelocations(link, chunk, relocations)) {
    const type = relocations.type[row];
    out.uleb(type);
    out.uleb(relocations.offset[row] + moved);
    out.uleb(outputIndex(link, chunk, relocations, row));
    if (HAS_ADDEND[type] !== 0) out.sleb(outputAddend(link, chunk, relocations, row));
  }
}

/** The relocation's type or symbol, by its index in the output. */
function outputIndex(link: LinkState, chunk: ChunkId, relocations: RelocationRows, row: number): number {
  const { chunks, symbols } = link;
  const content = link.content(chunks.file[chunk]);
  const index = relocations.index[row];
  if (relocations.type[row] === R_WASM_TYPE_INDEX_LEB) return link.typeIndexes[content.typeStart + index];
  const symbol = link.symbolOf(content, index);
  const shown = symbols.kind[symbol] === Kind.section ? sectionSymbol(link, symbol) : symbol;
  return symbols.outputSymbolIndex[shown];
}

function sectionSymbol(link: LinkState, symbol: SymbolId): SymbolId {
  return sectionSymbolOf(link, link.symbols.target[symbol] as ChunkId) ?? symbol;
}

/** Offsets into a section that was joined with others move with it; all other addends stay. */
function outputAddend(link: LinkState, chunk: ChunkId, relocations: RelocationRows, row: number): number {
  const { chunks, symbols } = link;
  const addend = relocations.addend[row];
  if (TARGET_OF[relocations.type[row]] !== Target.sectionOffset) return addend;
  const content = link.content(chunks.file[chunk]);
  const symbol = link.symbolOf(content, relocations.index[row]);
  return sectionOffset(link, symbols.target[symbol] as ChunkId, addend);
}
