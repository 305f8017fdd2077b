/** The data section: the output segments, each with a header of its own. */
import type { ChunkId } from "../../base/ids.ts";
import type { ByteWriter } from "../../binary/writer.ts";
import { ByteWriter as Writer } from "../../binary/writer.ts";
import { DataSegmentFlag, SectionId } from "../../format/wasm.ts";
import type { LinkState } from "../../model/link-state.ts";
import type { OutputSegment } from "../../model/output-segment.ts";
import { elementIndexOf } from "../../model/symbol-queries.ts";
import type { Relocator } from "../../relocation/relocator.ts";
import type { SectionBody } from "../output-section.ts";
import { relocationCount } from "./code.ts";
import { writeConstant, writeGlobalValue, writeOffsetFrom } from "./constant.ts";

/** `segments`: those that take bytes of the file. */
export function dataSection(link: LinkState, segments: readonly OutputSegment[], relocator: Relocator): SectionBody {
  const { chunks } = link;
  const encode = link.host.encodeText.bind(link.host);
  const headers: Uint8Array[] = [];
  return {
    id: SectionId.data,
    name: "",
    layOut() {
      const count = new Writer(encode);
      count.uleb(segments.length);
      headers.push(count.finish());
      let offset = count.length;
      for (const segment of segments) {
        const header = new Writer(encode);
        writeHeader(link, header, segment);
        headers.push(header.finish());
        segment.sectionOffset = offset;
        logSegment(link, segment);
        const start = offset + header.length;
        const { outputOffset, outputSegmentOffset } = chunks;
        const list = segment.chunks;
        for (let i = 0; i < list.length; i++) outputOffset[list[i]] = start + outputSegmentOffset[list[i]];
        offset += header.length + segment.size;
      }
      return offset;
    },
    write(out, at) {
      out.put(at, headers[0]);
      segments.forEach((segment, position) => {
        out.put(at + segment.sectionOffset, headers[position + 1]);
        relocator.writeChunks(segment.chunks, out, at);
      });
    },
    relocated: {
      chunks: () => allChunks(link),
      count: relocationCount(link, allChunks),
    },
  };
}

function allChunks({ segments }: LinkState): readonly ChunkId[] {
  return segments.flatMap((segment) => Array.from(segment.chunks));
}

function logSegment({ diagnostics }: LinkState, { size, startAddress, name }: OutputSegment): void {
  const address = startAddress.toString(16);
  diagnostics.log(`Data segment: size=${size}, startVA=${address}, name=${name}`);
}

function writeHeader(link: LinkState, out: ByteWriter, segment: OutputSegment): void {
  const { config, known } = link;
  out.uleb(segment.isPassive ? DataSegmentFlag.passive : 0);
  if (!segment.isPassive) {
    if (!config.isPic || known.memoryBase === undefined) writeConstant(out, segment.startAddress, link.is64);
    else if (!link.out.extendedConst) writeGlobalValue(out, elementIndexOf(link, known.memoryBase));
    else writeOffsetFrom(out, elementIndexOf(link, known.memoryBase), segment.startAddress, link.is64);
  }
  out.uleb(segment.size);
}
