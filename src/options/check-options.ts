import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Config } from "./config.ts";

/**
 * Reports options that do not go together (LLD's `checkOptions`). Called once the inputs are open: a file that is
 * missing is reported before, and alone.
 */
export function checkOptions(config: Config, diagnostics: Diagnostics): void {
  if (config.compressRelocations && keepsDebug(config)) diagnostics.report("compress-with-debug", {});
  checkLto(config, diagnostics);
  if (config.pie && config.shared) diagnostics.report("shared-with-pie", {});
  if (config.outputFile === "" && !config.lto.indexOnly) diagnostics.report("no-output-file", {});
  if (config.importTable && config.exportTable) diagnostics.report("import-and-export-table", {});
  if (config.relocatable) checkRelocatable(config, diagnostics);
  if (!config.experimentalPic) warnOfUnstable(config, diagnostics);
  if (config.bsymbolic && !config.shared) diagnostics.report("bsymbolic-without-shared", {});
  if (config.isPic) checkPositionIndependent(config, diagnostics);
}

function checkLto({ lto }: Config, diagnostics: Diagnostics): void {
  if (lto.partitions === 0) diagnostics.report("zero-lto-partitions", {});
  if (!isJobCount(lto.jobs)) diagnostics.report("invalid-thinlto-jobs", { value: lto.jobs });
}

function keepsDebug(config: Config): boolean {
  return !config.stripDebug && !config.stripAll;
}

function checkRelocatable(config: Config, diagnostics: Diagnostics): void {
  if (config.entry !== "") diagnostics.report("relocatable-with-entry", {});
  if (config.gcSections) diagnostics.report("relocatable-with-gc", {});
  if (config.compressRelocations) diagnostics.report("relocatable-with-compress", {});
  if (config.undefinedSymbols.length > 0) diagnostics.report("relocatable-with-undefined", {});
  if (config.pie) diagnostics.report("relocatable-with-pie", {});
  if (config.sharedMemory) diagnostics.report("relocatable-with-shared-memory", {});
  if (config.globalBase !== 0) diagnostics.report("relocatable-with-global-base", {});
}

function checkPositionIndependent(config: Config, diagnostics: Diagnostics): void {
  if (config.globalBase !== 0) diagnostics.report("pic-with-global-base", {});
  if (config.tableBase !== 0) diagnostics.report("pic-with-table-base", {});
}

function warnOfUnstable(config: Config, diagnostics: Diagnostics): void {
  if (config.shared) diagnostics.report("shared-unstable", {});
  if (config.pie) diagnostics.report("pie-unstable", {});
  if (config.unresolvedSymbols === "import-dynamic") diagnostics.report("import-dynamic-unstable", {});
}

/** A decimal number of 32 bits, or `all`, or nothing. */
function isJobCount(jobs: string): boolean {
  if (jobs === "" || jobs === "all") return true;
  return /^[0-9]+$/.test(jobs) && BigInt(jobs) < 1n << 32n;
}
