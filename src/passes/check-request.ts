/**
 * What can be known to fail before any work is done (LLD: the part of `linkerMain` between opening and reading the
 * inputs).
 *
 * Reads: config.
 * Writes: allowUndefined, exportedNames, traced names.
 */
import { stringMapOrder } from "../base/string-map-order.ts";
import { FAILURE_TEXT } from "../host/host.ts";
import type { LinkState } from "../model/link-state.ts";
import { checkOptions } from "../options/check-options.ts";
import { allowImportFile } from "./shared/import-list.ts";

/**
 * Options that exclude each other. wasm-ld looks at them after it has opened the inputs, so a missing file comes first.
 */
export function checkOptionsTogether(link: LinkState): void {
  checkOptions(link.config, link.diagnostics);
}

/** Nobody wants to learn at the end of a long link that the output cannot be written. */
export function checkOutputs(link: LinkState): void {
  const { config, diagnostics } = link;
  if (config.allowUndefinedFile !== undefined) allowImportFile(link, config.allowUndefinedFile);
  const output = canCreate(link, config.outputFile);
  if (output !== undefined) diagnostics.report("cannot-open-output", { path: config.outputFile, reason: output });
  const map = canCreate(link, config.mapFile);
  if (map !== undefined) diagnostics.report("cannot-open-map", { path: config.mapFile, reason: map });
}

/** Why `path` cannot be created; `undefined` where it can be, or is not a file. */
function canCreate(link: LinkState, path: string): string | undefined {
  if (path === "" || path === "-") return undefined;
  const outcome = link.host.canWrite(path);
  return outcome.ok ? undefined : FAILURE_TEXT[outcome.failure];
}

/** The names that --trace-symbol, --export and --export-if-defined give. */
export function collectNames(link: LinkState): void {
  const { config, symbols, host } = link;
  for (const name of config.traceSymbols) symbols.trace(name);
  // wasm-ld keeps these in a hash table, and its order decides which archive members come first.
  link.exportedNames = stringMapOrder(config.exportedSymbols, host.encodeText.bind(host));
  for (const name of link.exportedNames) link.exportedNameSet.add(name);
}
