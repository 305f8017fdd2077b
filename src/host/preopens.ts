/**
 * Which preopened directory a path lies in. WASI has no paths of its own: the host gives directories by name
 * (`--dir .`, `--dir /src::/work`), and every path is opened relative to one of them.
 */
import { absolutePath, splitPath } from "./path.ts";

export interface Location<Directory> {
  readonly directory: Directory;
  /** Relative to `directory`; `.` for the directory itself. */
  readonly path: string;
}

interface Preopen<Directory> {
  readonly directory: Directory;
  readonly isAbsolute: boolean;
  readonly parts: readonly string[];
}

/**
 * Finds the longest matching directory, by whole path segments. Without a known working directory, a relative path is
 * first looked for below the relative names (`.`, `lib`, `..`), then below `/`, where WASI programs start.
 */
export class Preopens<Directory> {
  readonly #preopens: readonly Preopen<Directory>[];
  readonly #workingDirectory: string | undefined;

  constructor(directories: readonly (readonly [Directory, string])[], workingDirectory: string | undefined) {
    this.#workingDirectory = workingDirectory;
    this.#preopens = directories.map(([directory, name]) => {
      const path = this.#anchored(name);
      return { directory, isAbsolute: path.startsWith("/"), parts: splitPath(path) };
    });
  }

  /** Where `path` lies, or undefined outside of every directory. */
  locate(path: string): Location<Directory> | undefined {
    const anchored = this.#anchored(path);
    const found = this.#longestMatch(anchored);
    return found ?? (anchored.startsWith("/") ? undefined : this.#longestMatch(absolutePath(path, "/")));
  }

  #anchored(path: string): string {
    return this.#workingDirectory === undefined ? path : absolutePath(path, this.#workingDirectory);
  }

  #longestMatch(path: string): Location<Directory> | undefined {
    const isAbsolute = path.startsWith("/");
    const parts = splitPath(path);
    let best: Preopen<Directory> | undefined;
    for (const preopen of this.#preopens) {
      if (preopen.isAbsolute !== isAbsolute || !holds(preopen.parts, parts)) continue;
      if (best === undefined || preopen.parts.length > best.parts.length) best = preopen;
    }
    if (best === undefined) return undefined;
    return { directory: best.directory, path: parts.slice(best.parts.length).join("/") || "." };
  }
}

/** Whether `path` begins with `directory` and does not climb out of it again. */
function holds(directory: readonly string[], path: readonly string[]): boolean {
  return directory.every((part, i) => path[i] === part) && path[directory.length] !== "..";
}
