/** What messages begin with: the last part of the path by which the program was called, without a Windows `.exe`. */
export function programNameOf(path: string): string {
  const isExecutable = path.toLowerCase().endsWith(".exe");
  const name = path.slice(path.lastIndexOf("/") + 1);
  return isExecutable ? name.slice(name.lastIndexOf("\\") + 1, -".exe".length) : name;
}
