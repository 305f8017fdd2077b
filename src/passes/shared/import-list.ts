import { readImportFile } from "../../format/import-file.ts";
import type { LinkState } from "../../model/link-state.ts";
import { readInput } from "./read-input.ts";

/** Names in a file (--allow-undefined-file, or `X.imports` beside `X.a`) may stay undefined and are imported. */
export function allowImportFile(link: LinkState, path: string): void {
  const bytes = readInput(link, path);
  if (bytes === undefined) return;
  for (const name of readImportFile(link.host.decodeText(bytes, 0, bytes.length))) link.allowUndefined.add(name);
}
