/** Everything that a link produces, as bytes: the module, and the files that options ask for beside it. */
import { LinkAborted } from "../diag/diagnostics.ts";
import { formatChromeTrace, formatTimeTable } from "../diag/time-trace.ts";
import type { LinkState } from "../model/link-state.ts";
import { formatMap } from "./map-file.ts";
import { layOutModule, type ModuleLayout, writeModule } from "./write-module.ts";

/** What a link has made. Nothing of it is written yet: the command does that. */
export interface LinkResult {
  /** Undefined after an error that came up when the map was ready. */
  readonly module: Uint8Array | undefined;
  /** Files beside the module, such as the map, in the order in which they are written; `-` is stdout. */
  readonly sideFiles: readonly SideFile[];
}

interface SideFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function writeOutputs(link: LinkState): LinkResult {
  const layout = layOutModule(link);
  const sideFiles: SideFile[] = [];
  const module = writeUnlessAborted(link, layout, sideFiles);
  return { module, sideFiles: module === undefined ? sideFiles : [...sideFiles, ...timeTraceFiles(link)] };
}

/** An address that cannot be had ends the link here; wasm-ld has written the map by then, or just made its file. */
function writeUnlessAborted(link: LinkState, layout: ModuleLayout, sideFiles: SideFile[]): Uint8Array | undefined {
  const { diagnostics, host, config } = link;
  try {
    diagnostics.log("-- writeMapFile");
    if (config.mapFile !== "") {
      sideFiles[0] = { path: config.mapFile, bytes: new Uint8Array(0) };
      sideFiles[0] = { path: config.mapFile, bytes: host.encodeText(formatMap(link, layout.sections)) };
    }
    diagnostics.log("-- openFile");
    diagnostics.log(`writing: ${config.outputFile}`);
    return diagnostics.hasErrors ? undefined : writeModule(link, layout);
  } catch (error) {
    if (error instanceof LinkAborted) return undefined;
    throw error;
  }
}

function timeTraceFiles(link: LinkState): SideFile[] {
  const path = link.config.timeTrace;
  const { spans } = link.timeTrace;
  if (path === "") link.host.print("stderr", formatTimeTable(spans));
  if (path === undefined || path === "") return [];
  return [{ path, bytes: link.host.encodeText(formatChromeTrace(spans, link.config.programName)) }];
}
