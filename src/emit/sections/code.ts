/** The code section: every function's bytes, size field included, one after the other. */
import { ulebSize } from "../../binary/leb.ts";
import { ByteWriter } from "../../binary/writer.ts";
import { SectionId } from "../../format/wasm.ts";
import type { LinkState } from "../../model/link-state.ts";
import { NONE } from "../../model/symbol-table.ts";
import type { Relocator } from "../../resolution/relocator.ts";
import { compressedSize, writeCompressed } from "../compress-relocations.ts";
import type { SectionBody } from "../output-section.ts";

/**
 * `relocator` is asked before layout for sizes under --compress-relocations, after it for the bytes.
 */
export function codeSection(link: LinkState, relocator: Relocator): SectionBody {
  const { functions } = link.out;
  const { chunks } = link;
  const isCompressed = (chunk: number): boolean => link.config.compressRelocations && chunks.file[chunk] !== NONE;
  return {
    id: SectionId.code,
    name: "",
    layOut() {
      let offset = ulebSize(functions.length);
      for (const chunk of functions) {
        chunks.outputOffset[chunk] = offset;
        if (isCompressed(chunk)) chunks.outputSize[chunk] = compressedSize(link, relocator, chunk);
        offset += chunks.outputSize[chunk];
      }
      return offset;
    },
    write(out, at) {
      const count = new ByteWriter(link.host.encodeText.bind(link.host));
      count.uleb(functions.length);
      out.set(count.finish(), at);
      relocator.writeChunks(
        functions.filter((chunk) => !isCompressed(chunk)),
        out,
        at,
      );
      for (const chunk of functions) {
        if (isCompressed(chunk)) writeCompressed(link, relocator, chunk, out, at + chunks.outputOffset[chunk]);
      }
    },
    relocated: {
      chunks: () => functions,
      count: functions.reduce((sum, id) => sum + relocationCount(link, id), 0),
    },
  };
}

/** wasm-ld announces all of a chunk's relocations in code and data, even if it lists only those of live symbols. */
export function relocationCount(link: LinkState, chunk: number): number {
  return link.chunks.relocationEnd[chunk] - link.chunks.relocationStart[chunk];
}
