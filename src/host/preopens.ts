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
  /** Names that the last part of a directory's name has. */
  readonly #lastParts: ReadonlySet<string | undefined>;
  /** Where folders are that were asked for, by their names with the `/`: most files lie beside another. */
  readonly #folders = new Map<string, Location<Directory> | undefined>();

  constructor(directories: readonly (readonly [Directory, string])[], workingDirectory: string | undefined) {
    this.#workingDirectory = workingDirectory;
    this.#preopens = directories.map(([directory, name]) => {
      const path = this.#anchored(name);
      return { directory, isAbsolute: path.startsWith("/"), parts: splitPath(path) };
    });
    this.#lastParts = new Set(this.#preopens.map(({ parts }) => parts.at(-1)));
  }

  /** Where `path` lies, or undefined outside of every directory. */
  locate(path: string): Location<Directory> | undefined {
    const nameStart = path.lastIndexOf("/") + 1;
    const name = path.slice(nameStart);
    if (name === "" || name === "." || name === ".." || this.#lastParts.has(name)) return this.#find(path);
    const folder = path.slice(0, nameStart);
    let location = this.#folders.get(folder);
    if (location === undefined && !this.#folders.has(folder)) {
      location = this.#find(folder === "" ? "." : folder);
      this.#folders.set(folder, location);
    }
    if (location === undefined) return this.#find(path);
    const inside = location.path === "." ? name : `${location.path}/${name}`;
    return { directory: location.directory, path: inside };
  }

  #find(path: string): Location<Directory> | undefined {
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
