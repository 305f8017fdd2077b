/**
 * The names in a file of `--allow-undefined-file` or in the `.imports` file beside an archive: one a line, `#` begins a
 * comment.
 */
import { trimSpace } from "./trim.ts";

export function readImportFile(text: string): string[] {
  return text
    .split("\n")
    .map(trimSpace)
    .filter((line) => line !== "" && !line.startsWith("#"));
}
