import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Host } from "../host/host.ts";
import type { Config } from "../options/config.ts";

/** What a link has made. Nothing of it is written yet: the command does that, when it knows that the link went well. */
export interface LinkResult {
  readonly module: Uint8Array;
  /** Files beside the module, such as the map, in the order in which they are written; `-` is stdout. */
  readonly sideFiles: readonly SideFile[];
}

export interface SideFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Links; reports what is wrong and returns undefined if that is anything but warnings. @throws LinkAborted after a
 * fatal message.
 */
export type LinkFunction = (config: Config, host: Host, diagnostics: Diagnostics) => LinkResult | undefined;
