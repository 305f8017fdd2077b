/** The whole link on one screen: LLD's order of work, as a list. `link()` runs it and turns the state into bytes. */
import { type Diagnostics, LinkAborted } from "./diag/diagnostics.ts";
import { type LinkOutputs, writeOutputs } from "./emit/write-outputs.ts";
import { RELOCATION_KIND_TABLE } from "./format/relocation-kind-table.ts";
import type { Host } from "./host/host.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { LinkState } from "./model/link-state.ts";
import type { Config } from "./options/config.ts";
import { addOptionalSymbols } from "./passes/add-optional-symbols.ts";
import { addStartStopSymbols } from "./passes/add-start-stop-symbols.ts";
import { addSyntheticSymbols } from "./passes/add-synthetic-symbols.ts";
import { applyStubLibraries, markStubDependencies } from "./passes/apply-stub-libraries.ts";
import { assignIndexes } from "./passes/assign-indexes.ts";
import { calculateCustomSections } from "./passes/calculate-custom-sections.ts";
import { calculateExports } from "./passes/calculate-exports.ts";
import { calculateImports } from "./passes/calculate-imports.ts";
import { calculateInitFunctions } from "./passes/calculate-init-functions.ts";
import { calculateTypes } from "./passes/calculate-types.ts";
import { checkMutableGlobals } from "./passes/check-mutable-globals.ts";
import { checkOptionsTogether, checkOutputs, collectNames } from "./passes/check-request.ts";
import { checkStrings } from "./passes/check-strings.ts";
import { checkInputs } from "./passes/check-inputs.ts";
import { combineOutputSegments } from "./passes/combine-output-segments.ts";
import { compileBitcode, endAtIndex } from "./passes/compile-bitcode.ts";
import { createCommandWrappers } from "./passes/create-command-wrappers.ts";
import { createInitFunctions } from "./passes/create-init-functions.ts";
import { createOutputSegments } from "./passes/create-output-segments.ts";
import { cutRelocations } from "./passes/cut-relocations.ts";
import { demoteLazySymbols } from "./passes/demote-lazy-symbols.ts";
import { finalizeFunctionTable, findFunctionTable } from "./passes/finalize-function-table.ts";
import { checkRequiredExports, forceExports, showEntry } from "./passes/force-exports.ts";
import { inferTargetFeatures } from "./passes/infer-target-features.ts";
import { layoutMemory } from "./passes/layout-memory.ts";
import { markLive } from "./passes/mark-live.ts";
import { markMergeable } from "./passes/mark-mergeable.ts";
import { openInputs } from "./passes/open-inputs.ts";
import { populateProducers } from "./passes/populate-producers.ts";
import { populateSymtab } from "./passes/populate-symtab.ts";
import { reportCollected } from "./passes/report-collected.ts";
import { requireRoots } from "./passes/require-roots.ts";
import { resolveSignatureVariants } from "./passes/resolve-signature-variants.ts";
import { resolveSymbols } from "./passes/resolve-symbols.ts";
import { scanRelocations } from "./passes/scan-relocations.ts";
import { stubWeakUndefined } from "./passes/stub-weak-undefined.ts";
import { synthesizeBodies, synthesizeInitTls } from "./passes/synthesize-bodies.ts";
import { addWrappedSymbols, wrapSymbols } from "./passes/wrap-symbols.ts";
import { writeWhyExtract } from "./passes/write-why-extract.ts";
import { type Phase, when } from "./pipeline.ts";

const isFinal = (config: Config): boolean => !config.relocatable;
const isStatic = (config: Config): boolean => !config.relocatable && !config.isPic;
const isIndexOnly = (config: Config): boolean => config.lto.indexOnly;
const collects = (config: Config): boolean => config.gcSections;
const reportsCollected = (config: Config): boolean => config.gcSections && config.printGcSections;

// biome-ignore format: a table
export const PIPELINE: readonly Phase[] = [
  { name: "open", passes: [openInputs], settles: "which files were named" },
  { name: "check", passes: [checkOptionsTogether], settles: "that the options go together" },
  { name: "prepare", passes: [checkOutputs], settles: "that the output can be written" },
  { name: "resolve", passes: [collectNames, addSyntheticSymbols, resolveSymbols], settles: "what the inputs define" },
  { name: "require", passes: [requireRoots], settles: "what the command line asks for" },
  { name: "wrap", passes: [addWrappedSymbols], settles: "what --wrap asks for" },
  { name: "compile", passes: [markStubDependencies, compileBitcode], settles: "what bitcode becomes: nothing" },
  { name: "provide", passes: [applyStubLibraries, checkInputs, writeWhyExtract, when(isIndexOnly, endAtIndex), addOptionalSymbols,
      resolveSignatureVariants], settles: "the files, and one definition per name" },
  { name: "bind", passes: [wrapSymbols, forceExports, when(isStatic, stubWeakUndefined), showEntry],
      settles: "what every name means" },
  { name: "select", passes: [markMergeable, cutRelocations, checkStrings, demoteLazySymbols,
      when(collects, markLive), when(reportsCollected, reportCollected), findFunctionTable], settles: "what is live" },
  { name: "lay out", passes: [createOutputSegments, layoutMemory, when(isFinal, addStartStopSymbols), forceExports,
      checkRequiredExports, inferTargetFeatures, combineOutputSegments, populateProducers, calculateImports,
      scanRelocations, finalizeFunctionTable, createInitFunctions, assignIndexes, calculateInitFunctions,
      when(isFinal, synthesizeBodies), when(isFinal, createCommandWrappers), synthesizeInitTls],
      settles: "every address and every index" },
  { name: "describe", passes: [calculateTypes, calculateExports, calculateCustomSections, populateSymtab,
      checkMutableGlobals], settles: "every section" },
];

/**
 * Links what `config` asks for. Pure but for `host`: reads inputs, writes nothing but the files of --why-extract and of link-time
 * optimization; the caller writes the result, whose bytes are made then. Undefined after an error in any phase but the last, and
 * where the link ends before its map is made; after a later error, a result without `module`. Errors are in `diagnostics`.
 */
export function link(
  config: Config,
  host: Host,
  diagnostics: Diagnostics,
  createKernel: CreateKernel,
): LinkOutputs | undefined {
  const state = new LinkState(config, host, diagnostics, createKernel(RELOCATION_KIND_TABLE));
  try {
    for (const phase of PIPELINE) {
      for (const pass of phase.passes) state.timeTrace.time(pass.name, () => pass(state));
      if (diagnostics.hasErrors && phase !== PIPELINE.at(-1)) return undefined;
    }
    return writeOutputs(state);
  } catch (error) {
    if (error instanceof LinkAborted) return undefined;
    throw error;
  }
}

/** Makes the kernel of one link. */
export type CreateKernel = (kindTable: Uint8Array) => Kernel;

/** What the command calls: `link` with a kernel, or a stand-in. */
export type LinkFunction = (config: Config, host: Host, diagnostics: Diagnostics) => LinkOutputs | undefined;
