/** One link over files in memory: what the library and the component's typed export have in common. */
import type { Diagnostic } from "../diag/diagnostics.ts";
import { MemoryHost, type MemoryHostOptions } from "../host/memory.ts";
import { runCommand } from "./command.ts";

export interface MemoryLink {
  readonly exitCode: number;
  readonly module: Uint8Array | undefined;
  readonly files: Map<string, Uint8Array>;
  readonly stdout: string;
  readonly stderr: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function linkInMemory(
  programName: string,
  args: readonly string[],
  files: Iterable<readonly [string, Uint8Array]>,
  engine: Pick<MemoryHostOptions, "text" | "randomBytes" | "now">,
): MemoryLink {
  const host = new MemoryHost(files, engine);
  const finished = runCommand([programName, ...args], host);
  const written = new Map(host.written);
  const module = finished.outputFile === undefined ? undefined : written.get(finished.outputFile);
  written.delete("-"); // not a file: `module` has it
  return {
    exitCode: finished.exitCode,
    module,
    files: written,
    stdout: host.printed("stdout"),
    stderr: host.printed("stderr"),
    diagnostics: finished.diagnostics,
  };
}
