/** Everything that a link produces, as bytes: the module, and the files that options ask for beside it. */
import { LinkAborted } from "../diag/diagnostics.ts";
import { formatChromeTrace, formatTimeTable } from "../diag/time-trace.ts";
import type { FileContent } from "../host/host.ts";
import type { LinkState } from "../model/link-state.ts";
import { formatMap } from "./map-file.ts";
import { layOutModule, moduleContent } from "./write-module.ts";

/** What a link has made. Nothing of it is written yet: the command does that, in the order of these fields. */
export interface LinkOutputs {
  /** Files beside the module, such as the map; `-` is stdout. */
  readonly sideFiles: readonly SideFile[];
  /** Undefined after an error that came up when the map was ready. An error in a relocation comes up when it is written. */
  readonly module: FileContent | undefined;
  /** Asked for when the module is written: what tells how long that took. */
  readonly lastFiles?: () => readonly SideFile[];
}

export interface SideFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function writeOutputs(link: LinkState): LinkOutputs {
  const { diagnostics, host, config } = link;
  const layout = layOutModule(link);
  const sideFiles: SideFile[] = [];
  diagnostics.log("-- writeMapFile");
  if (config.mapFile !== "") {
    // wasm-ld has just made its file when an address that cannot be had ends the link.
    const map = unlessAborted(() => formatMap(link, layout.sections));
    sideFiles.push({ path: config.mapFile, bytes: host.encodeText(map ?? "") });
    if (map === undefined) return { sideFiles, module: undefined };
  }
  diagnostics.log("-- openFile");
  diagnostics.log(`writing: ${config.outputFile}`);
  if (diagnostics.hasErrors) return { sideFiles, module: undefined };
  return { sideFiles, module: unlessAborted(() => moduleContent(link, layout)), lastFiles: () => timeTraceFiles(link) };
}

/** Undefined after an error that ends the link: what is beside the module is written all the same. */
function unlessAborted<T>(make: () => T): T | undefined {
  try {
    return make();
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
