/**
 * Link-time optimization without any bitcode (LLD: `compileBitcodeFiles`): what wasm-ld then does for its options.
 *
 * Reads: config.lto.
 * Writes: the files that the options name, empty and at once.
 */
import { LinkAborted } from "../diag/diagnostics.ts";
import { FAILURE_TEXT } from "../host/host.ts";
import type { LinkState } from "../model/link-state.ts";

export function compileBitcode(link: LinkState): void {
  const { indexFile, objectFile, partitions } = link.config.lto;
  if (indexFile !== "") createEmpty(link, indexFile, "cannot-open");
  if (objectFile === "") return;
  // LLVM has put all bitcode into one module, and compiles it even now, when it is for no machine.
  link.diagnostics.report("no-target-for-bitcode", {});
  for (let partition = 0; partition < partitions; partition++) {
    createEmpty(link, partition === 0 ? objectFile : `${objectFile}${partition}`, "cannot-create");
  }
}

function createEmpty(link: LinkState, path: string, problem: "cannot-open" | "cannot-create"): void {
  const outcome = link.host.writeFile(path, new Uint8Array(0), false);
  if (!outcome.ok) link.diagnostics.report(problem, { path, reason: FAILURE_TEXT[outcome.failure] });
}

/** `--thinlto-index-only`: the objects are to be compiled elsewhere, and linked then. @throws LinkAborted, after no error. */
export function endAtIndex(): never {
  throw new LinkAborted("--thinlto-index-only");
}
