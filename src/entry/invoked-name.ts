/**
 * What diagnostics begin with, from the path the program was started by: its last part, without the ending of the file
 * that happens to hold tsld (`tsld.js`, `tsld.wasm`).
 */
export function invokedName(path: string | undefined): string {
  const name = (path ?? "").replace(/^.*[/\\]/, "").replace(/\.(js|mjs|cjs|wasm)$/, "");
  return name === "" ? "tsld" : name;
}
