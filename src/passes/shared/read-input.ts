import { FAILURE_TEXT, type Outcome } from "../../host/host.ts";
import type { LinkState } from "../../model/link-state.ts";
import { ContentInMemory, type InputContent, LargeContent } from "./input-content.ts";

/** The bytes of a file that the link needs; a file that cannot be read is reported and left out. */
export function readInput(link: LinkState, path: string): Uint8Array | undefined {
  return open(link, path, () => link.host.readFile(path));
}

/** The same, but a large file need not be read as a whole. */
export function openInputContent(link: LinkState, path: string): InputContent | undefined {
  const { host } = link;
  const content = open(link, path, () => host.openFile?.(path) ?? host.readFile(path));
  if (content === undefined) return undefined;
  if (!("read" in content)) return new ContentInMemory(content);
  const large = new LargeContent(link.diagnostics, path, content);
  link.openFiles.push(large);
  return large;
}

function open<T>(link: LinkState, path: string, openPath: () => Outcome<T>): T | undefined {
  link.diagnostics.log(`Loading: ${path}`);
  const content = openPath();
  if (content.ok) return content.value;
  link.diagnostics.report("cannot-open", { path, reason: FAILURE_TEXT[content.failure] });
  return undefined;
}

/** Ends the link, with an error that says so, if a file has changed of which parts were read one after the other. */
export function checkOpenFiles({ openFiles }: LinkState): void {
  for (const file of openFiles) file.check();
}
