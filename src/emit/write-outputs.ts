/** Everything that a link produces, as bytes: the module, and the files that options ask for beside it. */
import { formatChromeTrace, formatTimeTable } from "../diag/time-trace.ts";
import type { LinkState } from "../model/link-state.ts";
import { formatMap } from "./map-file.ts";
import { writeModule } from "./write-module.ts";

/** What a link has made. Nothing of it is written yet: the command does that, when it knows that the link went well. */
export interface LinkResult {
  readonly module: Uint8Array;
  /** Files beside the module, such as the map, in the order in which they are written; `-` is stdout. */
  readonly sideFiles: readonly SideFile[];
}

interface SideFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function writeOutputs(link: LinkState): LinkResult {
  const { bytes, sections } = writeModule(link);
  const { mapFile } = link.config;
  const sideFiles: SideFile[] = [];
  if (mapFile !== "") sideFiles.push({ path: mapFile, bytes: link.host.encodeText(formatMap(link, sections)) });
  return { module: bytes, sideFiles: [...sideFiles, ...timeTraceFiles(link)] };
}

function timeTraceFiles(link: LinkState): SideFile[] {
  const path = link.config.timeTrace;
  const { spans } = link.timeTrace;
  if (path === "") link.host.print("stderr", formatTimeTable(spans));
  if (path === undefined || path === "") return [];
  return [{ path, bytes: link.host.encodeText(formatChromeTrace(spans, link.config.programName)) }];
}
