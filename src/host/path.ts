/**
 * `/`-separated paths taken apart and put together by their text alone: no file system is asked, symbolic links stay
 * unknown.
 */

/**
 * The parts of `path` with `.` and inner `..` taken out. A relative path may keep leading `..`; an absolute one has
 * none.
 */
export function splitPath(path: string): string[] {
  const isAbsolute = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== "..") parts.pop();
    else if (!isAbsolute) parts.push(part);
  }
  return parts;
}

/** `path` as an absolute path without `.` and `..`; a relative one starts at `directory`. */
export function absolutePath(path: string, directory: string): string {
  return `/${splitPath(path.startsWith("/") ? path : `${directory}/${path}`).join("/")}`;
}

/** The directory that holds an absolute `path`; `/` holds itself. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}
