import type { Diagnostics } from "../diag/diagnostics.ts";
import type { LinkOutputs, SideFile } from "../emit/write-outputs.ts";
import { FAILURE_TEXT, type Failure, type Host } from "../host/host.ts";
import type { Config } from "../options/config.ts";

/**
 * Writes the files beside the module, then the module; an older module stays if one of the others cannot be written, but for the
 * time trace, which is told last.
 *
 * @throws LinkAborted where the module has an error that comes up when its bytes are made.
 */
export function writeOutput(result: LinkOutputs, config: Config, host: Host, diagnostics: Diagnostics): void {
  const writeSideFiles = (files: readonly SideFile[]): void => {
    for (const { path, bytes } of files) {
      const written = host.writeFile(path, bytes, false);
      if (!written.ok) diagnostics.report("cannot-open", { path, reason: FAILURE_TEXT[written.failure] });
    }
  };
  writeSideFiles(result.sideFiles);
  if (diagnostics.hasErrors || result.module === undefined) return;
  const written = host.writeFile(config.outputFile, result.module, true);
  if (written.ok) {
    writeSideFiles(result.lastFiles?.() ?? []);
  } else {
    const id = FOUND_WHILE_WRITING.has(written.failure) ? "cannot-write-output" : "cannot-create-output";
    diagnostics.report(id, { path: config.outputFile, reason: FAILURE_TEXT[written.failure] });
  }
}

/** Other failures come up when the file is made. */
const FOUND_WHILE_WRITING: ReadonlySet<Failure> = new Set<Failure>(["no-space", "too-large", "no-memory", "io"]);
