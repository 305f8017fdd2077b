/**
 * The `dylink.0` section of a shared library and its forerunner `dylink` (tool-conventions, DynamicLinking.md). wasm-ld
 * asks only whether there is one; the content is checked and not kept.
 */
import { ByteReader } from "../binary/reader.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { finish } from "./standard-sections.ts";
import { DylinkSubsection } from "./wasm.ts";

export function readDylinkSection(reader: ByteReader, draft: ModuleDraft): void {
  draft.hasDylinkSection = true;
  skipMemoryInfo(reader);
  for (let count = reader.uleb32(); count > 0; count--) reader.skipText();
  finish(reader, "dylink section");
}

export function readDylink0Section(reader: ByteReader, draft: ModuleDraft): void {
  draft.hasDylinkSection = true;
  while (!reader.isAtEnd) {
    const kind = reader.u8();
    const size = reader.uleb32();
    if (size > reader.end - reader.at) reader.fail("dylink.0 section ended prematurely");
    const part = new ByteReader(reader.bytes, reader.at, reader.at + size);
    skipSubsection(part, kind);
    finish(part, "dylink.0 sub-section");
    reader.at += size;
  }
}

function skipSubsection(reader: ByteReader, kind: number): void {
  switch (kind) {
    case DylinkSubsection.memoryInfo:
      skipMemoryInfo(reader);
      break;
    case DylinkSubsection.needed:
    case DylinkSubsection.runtimePath:
      for (let count = reader.uleb32(); count > 0; count--) reader.skipText();
      break;
    case DylinkSubsection.exportInfo:
      for (let count = reader.uleb32(); count > 0; count--) {
        reader.skipText();
        reader.uleb32();
      }
      break;
    case DylinkSubsection.importInfo:
      for (let count = reader.uleb32(); count > 0; count--) {
        reader.skipText();
        reader.skipText();
        reader.uleb32();
      }
      break;
    default:
      reader.at = reader.end;
  }
}

/** Size and alignment of memory and table. */
function skipMemoryInfo(reader: ByteReader): void {
  for (let field = 0; field < 4; field++) reader.uleb32();
}
