/**
 * `__start_NAME` and `__stop_NAME` for output segments whose name is a C identifier (LLD: `addStartStopSymbols`).
 *
 * Reads: segments.
 * Writes: symbols, where somebody refers to them.
 */
import type { LinkState } from "../model/link-state.ts";
import { addOptionalData } from "../resolution/add-synthetic.ts";

export function addStartStopSymbols(link: LinkState): void {
  for (const { name, startAddress, size } of link.segments) {
    // Most begin with a dot: an expression would have to be compiled first.
    if (name.startsWith(".") || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue;
    addOptionalData(link, `__start_${name}`, startAddress);
    addOptionalData(link, `__stop_${name}`, startAddress + size);
  }
}
