/** The command as every entry point runs it: `cli/main.ts` joined to the linker. One place, so that all hosts run the same. */
import { type RunResult, run } from "../cli/main.ts";
import type { Host } from "../host/host.ts";
import { link } from "../link.ts";

/** Runs `argv`, whose first element is the program's name, on `host`. */
export function runCommand(argv: readonly string[], host: Host): RunResult {
  return run(argv, host, link);
}
