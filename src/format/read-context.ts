/** What reading one object shares with the whole link. */
import type { DecodeText } from "../binary/reader.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { NameTable } from "./name-table.ts";
import type { Feature, Producers } from "./object-module.ts";
import type { SignatureTable } from "./signature.ts";

export interface ReadContext {
  readonly signatures: SignatureTable;
  readonly names: NameTable;
  readonly kernel: Kernel;
  readonly decodeText: DecodeText;
  /** By NameId of the sections' whole content: most objects of a link were made by the same tools. */
  readonly producers: Map<number, Producers>;
  readonly features: Map<number, readonly Feature[]>;
}
