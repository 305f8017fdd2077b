/** The command as every entry point runs it: `cli/main.ts` joined to the linker. One place, so that all hosts run the same. */
import { type RunResult, run } from "../cli/main.ts";
import type { Host } from "../host/host.ts";
import { type CreateKernel, link } from "../link.ts";

/** Runs `argv`, whose first element is the program's name, on `host`, with a kernel as its engine runs it best. */
export function runCommand(argv: readonly string[], host: Host, createKernel: CreateKernel): RunResult {
  return run(argv, host, (config, linkHost, diagnostics) => link(config, linkHost, diagnostics, createKernel));
}
