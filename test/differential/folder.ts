/** Files of a job as a folder. */
import * as fs from "node:fs";
import { dirname, join, relative } from "node:path";

export type Files = Readonly<Record<string, Uint8Array>>;

export function writeFolder(folder: string, files: Files): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(folder, path)), { recursive: true });
    fs.writeFileSync(join(folder, path), content);
  }
}

/** Every file in `folder` that is not in `given`, or not with this content. */
export function newFiles(folder: string, given: Files): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = relative(folder, join(entry.parentPath, entry.name));
    const content = new Uint8Array(fs.readFileSync(join(folder, path)));
    const before = given[path];
    if (before === undefined || Buffer.compare(before, content) !== 0) found.set(path, content);
  }
  return found;
}
