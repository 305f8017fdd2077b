/** What reading one object shares with the whole link. */
import type { DecodeText } from "../binary/reader.ts";
import type { RelocationTable } from "./relocation-table.ts";
import type { SignatureTable } from "./signature.ts";

export interface ReadContext {
  readonly signatures: SignatureTable;
  readonly relocations: RelocationTable;
  readonly decodeText: DecodeText;
}
