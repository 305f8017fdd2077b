const ENDINGS: readonly string[] = [".cjs", ".js", ".mjs", ".wasm"];

/**
 * What diagnostics begin with, from the path the program was started by: its last part, without the ending of the file
 * that happens to hold tsld (`tsld.js`, `tsld.wasm`).
 */
export function invokedName(path: string | undefined): string {
  const whole = path ?? "";
  const file = whole.slice(Math.max(whole.lastIndexOf("/"), whole.lastIndexOf("\\")) + 1);
  const ending = ENDINGS.find((candidate) => file.endsWith(candidate)) ?? "";
  return file.slice(0, file.length - ending.length) || "tsld";
}
