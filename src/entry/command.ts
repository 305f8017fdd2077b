/** The command as every entry point runs it: `cli/main.ts` joined to the linker. One place, so that all hosts run the same. */
import type { LinkResult } from "../cli/link-result.ts";
import { type RunResult, run } from "../cli/main.ts";
import type { Diagnostics } from "../diag/diagnostics.ts";
import { type Host, FAILURE_TEXT } from "../host/host.ts";
import type { Config } from "../options/config.ts";

/** Runs `argv`, whose first element is the program's name, on `host`. */
export function runCommand(argv: readonly string[], host: Host): RunResult {
  return run(argv, host, link);
}

// Stands in until link.ts is there: the module is the first input.
function link(config: Config, host: Host, diagnostics: Diagnostics): LinkResult | undefined {
  let module: Uint8Array | undefined;
  for (const input of config.inputs) {
    if (input.kind !== "file") continue;
    const bytes = host.readFile(input.path);
    if (bytes.ok) module ??= bytes.value;
    else diagnostics.report("cannot-open", { path: input.path, reason: FAILURE_TEXT[bytes.failure] });
  }
  return module === undefined ? undefined : { module, sideFiles: [] };
}
