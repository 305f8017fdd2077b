/** What reading objects needs, fresh for each test. */
import type { ReadContext } from "../../src/format/read-context.ts";
import { RelocationTable } from "../../src/format/relocation-table.ts";
import { SignatureTable } from "../../src/format/signature.ts";
import { decodeText } from "./object-builder.ts";

export function createContext(): ReadContext {
  return { signatures: new SignatureTable(), relocations: new RelocationTable(), decodeText };
}
