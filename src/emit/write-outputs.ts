/** Everything that a link produces, as bytes. */
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
  if (mapFile === "") return { module: bytes, sideFiles: [] };
  return { module: bytes, sideFiles: [{ path: mapFile, bytes: link.host.encodeText(formatMap(link, sections)) }] };
}
