/** One link over files in memory: what the library and the component's typed export have in common. */
import type { Diagnostic } from "../diag/diagnostics.ts";
import { MemoryHost, type MemoryHostOptions } from "../host/memory.ts";
import type { CreateKernel } from "../link.ts";
import { runCommand } from "./command.ts";

export interface MemoryLink {
  readonly exitCode: number;
  readonly module: Uint8Array | undefined;
  readonly files: Map<string, Uint8Array>;
  /** All text that went there, `-M` and other side files on `-` included, but not a module. */
  readonly stdout: string;
  readonly stderr: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function linkInMemory(
  programName: string,
  args: readonly string[],
  files: Iterable<readonly [string, Uint8Array]>,
  engine: Pick<MemoryHostOptions, "text" | "randomBytes" | "now">,
  createKernel: CreateKernel,
): MemoryLink {
  const host = new MemoryHost(files, engine);
  const textOf = (part: string | Uint8Array): string =>
    typeof part === "string" ? part : host.decodeText(part, 0, part.length);
  const finished = runCommand([programName, ...args], host, createKernel);
  const written = new Map(host.written);
  const module = host.executable;
  // What else was written to `-` is text.
  const streamed = host.standardOutput.filter((part) => part !== module);
  written.delete("-"); // not a file
  return {
    exitCode: finished.exitCode,
    module,
    files: written,
    stdout: streamed.map(textOf).join(""),
    stderr: host.printed("stderr"),
    diagnostics: finished.diagnostics,
  };
}
