/** What reading one object shares with the whole link. */
import type { DecodeText } from "../binary/reader.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { SignatureTable } from "./signature.ts";

export interface ReadContext {
  readonly signatures: SignatureTable;
  readonly kernel: Kernel;
  readonly decodeText: DecodeText;
}
