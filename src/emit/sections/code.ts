/** The code section: every function's bytes, size field included, one after the other. */
import type { ChunkId } from "../../base/ids.ts";
import { ulebSize } from "../../binary/leb.ts";
import { ByteWriter } from "../../binary/writer.ts";
import { SectionId } from "../../format/wasm.ts";
import type { LinkState } from "../../model/link-state.ts";
import { NONE } from "../../model/symbol-table.ts";
import type { Relocator } from "../../relocation/relocator.ts";
import { compressedSize, writeCompressed } from "../compress-relocations.ts";
import type { SectionBody } from "../output-section.ts";

/**
 * `relocator` is asked before layout for sizes under --compress-relocations, after it for the bytes.
 */
export function codeSection(link: LinkState, relocator: Relocator): SectionBody {
  const { functions } = link.out;
  const { chunks } = link;
  const isCompressed = (chunk: number): boolean => chunks.file[chunk] !== NONE;
  const compressed = link.config.compressRelocations ? functions.filter(isCompressed) : [];
  return {
    id: SectionId.code,
    name: "",
    layOut() {
      for (const chunk of compressed) chunks.outputSize[chunk] = compressedSize(link, relocator, chunk);
      const { outputOffset, outputSize } = chunks;
      let offset = ulebSize(functions.length);
      for (let i = 0; i < functions.length; i++) {
        outputOffset[functions[i]] = offset;
        offset += outputSize[functions[i]];
      }
      return offset;
    },
    write(out, at) {
      const count = new ByteWriter(link.host.encodeText.bind(link.host));
      count.uleb(functions.length);
      out.put(at, count.finish());
      const whole = compressed.length === 0 ? functions : functions.filter((chunk) => !isCompressed(chunk));
      relocator.writeChunks(whole, out, at);
      for (const chunk of compressed) {
        writeCompressed(link, relocator, chunk, out, at + chunks.outputOffset[chunk]);
      }
    },
    relocated: {
      chunks: () => functions,
      count: relocationCount(link, () => functions),
    },
  };
}

/**
 * Relocations of code and data that a `reloc.*` section announces, if there is one: wasm-ld counts all of a chunk's, even
 * if it lists only those of live symbols.
 */
export function relocationCount(link: LinkState, chunksOf: (link: LinkState) => readonly ChunkId[]): number {
  const { config, chunks } = link;
  if (!config.relocatable && !config.emitRelocs) return 0;
  return chunksOf(link).reduce((sum, id) => sum + chunks.relocationEnd[id] - chunks.relocationStart[id], 0);
}
