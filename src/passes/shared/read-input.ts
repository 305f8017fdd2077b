import { FAILURE_TEXT } from "../../host/host.ts";
import type { LinkState } from "../../model/link-state.ts";

/** The bytes of a file that the link needs; a file that cannot be read is reported and left out. */
export function readInput(link: LinkState, path: string): Uint8Array | undefined {
  link.diagnostics.log(`Loading: ${path}`);
  const file = link.host.readFile(path);
  if (file.ok) return file.value;
  link.diagnostics.report("cannot-open", { path, reason: FAILURE_TEXT[file.failure] });
  return undefined;
}
