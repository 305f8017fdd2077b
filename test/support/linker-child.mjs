// The child process of hosts.ts: links by the library (dist/api.js) or by the component's typed export (dist/jco/).

/**
 * @typedef {Record<string, Uint8Array>} Files content by path
 * @typedef {{ exitCode: number, files: Files, stdout: Buffer, stderr: string }} Outcome
 * @typedef {(programName: string, args: string[], files: Files) => Promise<Outcome>} Linker
 * @typedef {{ kind: "library" | "typed-export", programName: string, args: string[], files: Files }} Job
 */

/**
 * The typed export as jco shows it (`wit/world.wit`); its own declarations are there after a build only.
 * @typedef {{ path: string, content: Uint8Array }} File
 * @typedef {{ programName?: string, arguments: string[], files: File[] }} Request
 * @typedef {{ exitStatus: number, module?: Uint8Array, sideFiles: File[], stdout: string, stderr: string }} Response
 */

process.on("message", async (/** @type {Job} */ { kind, programName, args, files }) => {
  process.send?.(await LINKERS[kind](programName, args, files));
});
process.on("disconnect", () => process.exit());

/** @type {Record<Job["kind"], Linker>} */
const LINKERS = {
  async library(programName, args, files) {
    /** @type {typeof import("../../src/entry/api.ts")} */
    const { link } = await import(new URL("../../dist/api.js", import.meta.url).href);
    const result = link({ programName, args, files });
    return {
      exitCode: result.exitCode,
      files: Object.fromEntries(result.files),
      stdout: outputOf(result.stdout, args, result.module),
      stderr: result.stderr,
    };
  },

  async "typed-export"(programName, args, files) {
    /** @type {{ linker: { link(request: Request): Response } }} */
    const { linker } = await import(new URL("../../dist/jco/tsld.js", import.meta.url).href);
    const given = Object.entries(files).map(([path, content]) => ({ path, content }));
    const result = linker.link({ programName, arguments: args, files: given });
    const written = Object.fromEntries(result.sideFiles.map(({ path, content }) => [path, content]));
    const output = args[args.indexOf("-o") + 1];
    if (result.module !== undefined && output !== "-") written[output] = result.module;
    return {
      exitCode: result.exitStatus,
      files: written,
      stdout: outputOf(result.stdout, args, result.module),
      stderr: result.stderr,
    };
  },
};

/**
 * What the command would write to stdout: with `-o -`, the module as well.
 * @param {string} text @param {string[]} args @param {Uint8Array | undefined} module
 */
function outputOf(text, args, module) {
  const toStdout = module !== undefined && args[args.indexOf("-o") + 1] === "-";
  return Buffer.concat([Buffer.from(text), toStdout ? module : new Uint8Array()]);
}
