/**
 * Objects and archives from sources at test time, and what wasm-ld makes of them. Everything runs in the packaged LLVM
 * (`packaged-llvm.mjs`), over files in memory, and is cached by its content in `.cache/`.
 */
import { type Files, runTool, sysrootFile, type ToolResult } from "./packaged-llvm.mjs";

export { sysrootFile, type ToolResult };

export interface CompileOptions {
  /** Decides the language; becomes part of the object (debug information). Default: `input.c`. */
  readonly name?: string;
  /** Arguments for clang besides `-c` and `-o`; default `["-O1"]`. The target is wasm32-wasip1 unless one is given. */
  readonly args?: readonly string[];
  /** Headers and the like. */
  readonly files?: Files;
}

/** The object that clang makes of `source`: C, C++ (`name: "x.cc"`) or assembly (`name: "x.s"`). @throws with clang's messages */
export async function compile(source: string, options: CompileOptions = {}): Promise<Uint8Array> {
  const name = options.name ?? "input.c";
  const output = name.replace(/\.\w+$/, ".o");
  const driver = /\.(cc|cpp|cxx)$/.test(name) ? "clang++" : "clang";
  const argv = [driver, ...(options.args ?? ["-O1"]), "-c", name, "-o", output];
  return outputOf(await runTool(argv, { ...options.files, [name]: source }), output, argv);
}

/** An archive with a symbol table, members in the order of `members`. */
export async function archive(members: Files): Promise<Uint8Array> {
  const argv = ["ar", "rcsD", "out.a", ...Object.keys(members)];
  return outputOf(await runTool(argv, members), "out.a", argv);
}

/** Runs the packaged wasm-ld (22.1.0, same output as 22.1.8). `args` are its arguments; failing links are results, too. */
export async function wasmLd(args: readonly string[], files: Files): Promise<ToolResult> {
  return await runTool(["wasm-ld", ...args], files);
}

function outputOf(result: ToolResult, path: string, argv: readonly string[]): Uint8Array {
  const bytes = result.files[path];
  if (result.exitCode !== 0 || bytes === undefined) throw new Error(`${argv.join(" ")}\n${result.stderr}`);
  return bytes;
}
