/** What reading objects needs, fresh for each test. */
import { NameTable } from "../../src/format/name-table.ts";
import type { ReadContext } from "../../src/format/read-context.ts";
import { RELOCATION_KIND_TABLE } from "../../src/format/relocation-kind-table.ts";
import { SignatureTable } from "../../src/format/signature.ts";
import type { Kernel } from "../../src/kernel/kernel.ts";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { decodeText, encodeText } from "./object-builder.ts";

export function createContext(kernel: Kernel = new PlainKernel(RELOCATION_KIND_TABLE)): ReadContext {
  const names = new NameTable(kernel, { decodeText, encodeText });
  const signatures = new SignatureTable(names);
  return { signatures, names, kernel, decodeText, producers: new Map(), features: new Map() };
}
