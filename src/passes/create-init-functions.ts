/**
 * Creates the functions that run at start-up, as far as this link needs them; their bodies follow once indices are
 * known (LLD: `createSyntheticInitFunctions`).
 *
 * Reads: segments, GOT lists.
 * Writes: symbols, known.
 */
import type { SymbolId } from "../base/ids.ts";
import { SymbolFlag } from "../format/wasm.ts";
import type { LinkState } from "../model/link-state.ts";
import { isTlsSegment } from "../model/output-segment.ts";
import { markSymbolLive } from "../model/symbol-queries.ts";
import { addSyntheticFunction } from "../resolution/add-synthetic.ts";
import { createApplyDataRelocs } from "./shared/data-relocation-code.ts";
import { needsInitialization } from "./shared/output-segments.ts";

export function createInitFunctions(link: LinkState): void {
  link.diagnostics.log("-- createSyntheticInitFunctions");
  const { config, known, out, symbols } = link;
  if (config.relocatable) return;
  createApplyDataRelocs(link);
  if (link.segments.some((segment) => needsInitialization(link, segment))) {
    known.initMemory = addStartup(link, "__wasm_init_memory");
    // It sets the base to the first thread's copy of the thread-local data.
    if (config.sharedMemory && known.tlsBase !== undefined) markSymbolLive(link, known.tlsBase);
  }
  const hasTlsGot = out.internalGotSymbols.some((id) => symbols.isTls(id));
  if (config.sharedMemory && hasTlsGot) {
    known.applyGlobalTlsRelocs = addStartup(link, "__wasm_apply_global_tls_relocs");
    if (known.tlsBase !== undefined) markSymbolLive(link, known.tlsBase);
  }
  if (config.sharedMemory && hasTlsRelocations(link)) {
    known.applyTlsRelocs = addStartup(link, "__wasm_apply_tls_relocs");
  }
  if (config.isPic && needsGlobalRelocations(link)) {
    known.applyGlobalRelocs = addStartup(link, "__wasm_apply_global_relocs");
  }
  if (known.applyGlobalRelocs !== undefined && known.initMemory !== undefined) {
    out.startFunction = addStartup(link, "__wasm_start");
  }
}

function addStartup(link: LinkState, name: string): SymbolId {
  const id = addSyntheticFunction(link, name, SymbolFlag.visibilityHidden, link.signatures.intern([], []));
  markSymbolLive(link, id);
  return id;
}

function hasTlsRelocations(link: LinkState): boolean {
  const { relocationStart, relocationEnd } = link.chunks;
  return link.segments.some(
    (segment) =>
      isTlsSegment(segment) && Array.from(segment.chunks).some((id) => relocationStart[id] !== relocationEnd[id]),
  );
}

/** With extended constant expressions the globals of the GOT compute their values themselves. */
function needsGlobalRelocations(link: LinkState): boolean {
  const { out, symbols } = link;
  return !out.extendedConst && out.internalGotSymbols.some((id) => !symbols.isTls(id));
}
