/**
 * Ends the link if a file has changed of which parts were read one after the other. No counterpart in LLD, which maps files into memory.
 *
 * Reads: openFiles.
 * Writes: nothing.
 */
import type { LinkState } from "../model/link-state.ts";
import { checkOpenFiles } from "./shared/read-input.ts";

export function checkInputs(link: LinkState): void {
  checkOpenFiles(link);
}
