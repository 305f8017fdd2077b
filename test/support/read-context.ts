/** What reading objects needs, fresh for each test. */
import type { ReadContext } from "../../src/format/read-context.ts";
import { RELOCATION_KIND_TABLE } from "../../src/format/relocation-kind-table.ts";
import { SignatureTable } from "../../src/format/signature.ts";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { decodeText } from "./object-builder.ts";

export function createContext(): ReadContext {
  return { signatures: new SignatureTable(), kernel: new PlainKernel(RELOCATION_KIND_TABLE), decodeText };
}
