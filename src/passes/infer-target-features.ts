/**
 * Which features of WebAssembly the output may use, and whether the inputs agree (LLD: `populateTargetFeatures`).
 *
 * Reads: features of the objects, config.
 * Writes: out.features, extendedConst, emitBssSegments.
 */
import { sortByName } from "../base/byte-order.ts";
import { stringMapOrder } from "../base/string-map-order.ts";
import { SegmentFlag } from "../format/wasm.ts";
import type { Feature } from "../format/object-module.ts";
import type { LinkState } from "../model/link-state.ts";

export function inferTargetFeatures(link: LinkState): void {
  const { config, out, diagnostics } = link;
  diagnostics.log("-- populateTargetFeatures");
  const allowed = out.features;
  // All position-independent objects should say so themselves, but older ones do not.
  if (config.isPic) allowed.add("mutable-globals");
  for (const name of config.extraFeatures) allowed.add(name);
  for (const name of config.features ?? []) allowed.add(name);
  if (config.features === undefined || config.checkFeatures) examineInputs(link, allowed);
  const hasBulkMemory = allowed.has("bulk-memory");
  // Relocations may refer to places in BSS; and imported memory is zeroed by memory.fill, which needs bulk-memory.
  if (config.emitRelocs || (config.memoryImport !== undefined && !hasBulkMemory)) out.emitBssSegments = true;
  if (allowed.has("extended-const")) out.extendedConst = true;
  logFeatures(link);
}

/** wasm-ld's set keeps up to eight names as they came, and sorts more. */
function logFeatures(link: LinkState): void {
  if (!link.diagnostics.verbose) return;
  const { features } = link.out;
  const encode = link.host.encodeText.bind(link.host);
  const names = features.size > 8 ? sortByName(features, (name) => name, encode) : features;
  for (const name of names) link.diagnostics.log(`Allowed feature: ${name}`);
}

function examineInputs(link: LinkState, allowed: Set<string>): void {
  const { config } = link;
  /** First file by feature. */
  const used = new Map<string, string>();
  const disallowed = new Map<string, string>();
  // Objects that were made alike share what they say.
  const met = new Set<readonly Feature[]>();
  for (const file of link.objects) {
    const { features } = link.content(file.id).module;
    if (met.has(features)) continue;
    met.add(features);
    for (const { prefix, name } of features) {
      const files = prefix === "+" ? used : disallowed;
      if (!files.has(name)) files.set(name, file.name);
    }
  }
  if (config.features === undefined) for (const name of inMessageOrder(link, used.keys())) allowed.add(name);
  if (!config.checkFeatures) return;
  checkThreads(link, allowed, disallowed);
  if (config.features !== undefined) {
    for (const feature of inMessageOrder(link, used.keys())) {
      if (allowed.has(feature)) continue;
      link.diagnostics.report("feature-not-allowed", { feature, file: used.get(feature) as string });
    }
  }
  checkDisallowed(link, disallowed);
}

/** wasm-ld walks a hash table, which decides the order of its messages, and of nothing else: without any, the names stay as they are. */
function inMessageOrder(link: LinkState, names: Iterable<string>): Iterable<string> {
  const { config, diagnostics, host } = link;
  const isTold = diagnostics.verbose || config.features !== undefined;
  return isTold ? stringMapOrder(names, host.encodeText.bind(host)) : names;
}

function checkThreads(link: LinkState, allowed: Set<string>, disallowed: Map<string, string>): void {
  const { config, diagnostics } = link;
  const missing = ["atomics", "bulk-memory"].filter((feature) => !allowed.has(feature));
  if (config.sharedMemory) {
    const file = disallowed.get("shared-mem");
    if (file !== undefined) diagnostics.report("shared-memory-disallowed", { file });
    for (const feature of missing) diagnostics.report("feature-for-shared-memory", { feature });
  }
  if (missing.length > 0 && hasLiveThreadLocal(link)) {
    for (const feature of missing) diagnostics.report("feature-for-tls", { feature });
  }
}

function hasLiveThreadLocal(link: LinkState): boolean {
  if (!link.hasThreadLocal) return false;
  const { live, segmentFlags } = link.chunks;
  return link.objects.some((file) => {
    const { segmentStart, sectionStart } = link.content(file.id);
    for (let chunk = segmentStart; chunk < sectionStart; chunk++) {
      if (live[chunk] !== 0 && (segmentFlags[chunk] & SegmentFlag.tls) !== 0) return true;
    }
    return false;
  });
}

function checkDisallowed(link: LinkState, disallowed: Map<string, string>): void {
  if (disallowed.size === 0) return;
  // Objects of one compiler share their list.
  const allowed = new Set<readonly Feature[]>();
  for (const file of link.objects) {
    const { features } = link.content(file.id).module;
    if (allowed.has(features)) continue;
    const wrong = features.filter(({ prefix, name }) => prefix !== "-" && disallowed.has(name));
    if (wrong.length === 0) allowed.add(features);
    for (const { name } of wrong) {
      const other = disallowed.get(name) as string;
      link.diagnostics.report("feature-disallowed", { feature: name, file: file.name, other });
    }
  }
}
