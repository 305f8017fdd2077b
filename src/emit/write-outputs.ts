/** Everything that a link produces, as bytes. */
import { formatChromeTrace, formatTimeTable } from "../diag/time-trace.ts";
import type { LinkState } from "../model/link-state.ts";
import { formatMap } from "./map-file.ts";
import { writeModule } from "./write-module.ts";

interface Outputs {
  readonly module: Uint8Array;
  readonly sideFiles: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

export function writeOutputs(link: LinkState): Outputs {
  const { bytes, sections } = writeModule(link);
  const { mapFile } = link.config;
  const sideFiles = [];
  if (mapFile !== "") sideFiles.push({ path: mapFile, bytes: link.host.encodeText(formatMap(link, sections)) });
  return { module: bytes, sideFiles: [...sideFiles, ...timeTraceFiles(link)] };
}

function timeTraceFiles(link: LinkState): Outputs["sideFiles"] {
  const path = link.config.timeTrace;
  const { spans } = link.timeTrace;
  if (path === "") link.host.print("stderr", formatTimeTable(spans));
  if (path === undefined || path === "") return [];
  return [{ path, bytes: link.host.encodeText(formatChromeTrace(spans, link.config.programName)) }];
}
