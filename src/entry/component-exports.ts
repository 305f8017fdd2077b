/** What a component exports: the command (`wasi:cli/run`) and the linker as a function (`tsld:linker/linker`). */
import { getArguments } from "wasi:cli/environment@0.2.12";
import { getRandomBytes } from "wasi:random/random@0.2.12";
import { wellFormed } from "../host/utf8.ts";
import { type GuestEngine, WasiHost } from "../host/wasi.ts";
import type { CreateKernel } from "../link.ts";
import { runCommand } from "./command.ts";
import { invokedName } from "./invoked-name.ts";
import { linkInMemory } from "./link-in-memory.ts";

export interface File {
  path: string;
  content: Uint8Array;
}

export interface Request {
  arguments: string[];
  files: File[];
  programName?: string | null;
}

export interface Response {
  exitStatus: number;
  module: Uint8Array | undefined;
  sideFiles: File[];
  stdout: string;
  stderr: string;
  diagnostics: { severity: "warning" | "error"; id: string; text: string }[];
}

export interface ComponentExports {
  readonly run: { run(): void };
  readonly linker: { link(request: Request): Response };
}

/** The exports on the given engine. It is made for each call: what an engine makes while it is built need not outlive its snapshot. */
export function componentExports(engine: () => GuestEngine, createKernel: CreateKernel): ComponentExports {
  const run = {
    /** Throws where the link fails: the host makes exit status 1 of it. What went wrong was printed by then. */
    run(): void {
      const [program, ...args] = getArguments();
      // `wasmtime run tsld.wasm -- a.o` passes the `--` on to the program.
      if (args[0] === "--") args.shift();
      const { exitCode } = runCommand([invokedName(program), ...args], new WasiHost(engine()), createKernel);
      if (exitCode !== 0) throw undefined;
    },
  };

  const linker = {
    link(request: Request): Response {
      const { text, u64 } = engine();
      const files = request.files.map(({ path, content }) => [path, content] as const);
      const memory = { text, randomBytes: (count: number) => getRandomBytes(u64(count)) };
      const done = linkInMemory(request.programName ?? "tsld", request.arguments, files, memory, createKernel);
      const sideFiles: File[] = [];
      for (const [path, content] of done.files) if (content !== done.module) sideFiles.push({ path, content });
      return {
        exitStatus: done.exitCode,
        module: done.module,
        sideFiles,
        stdout: wellFormed(done.stdout),
        stderr: wellFormed(done.stderr),
        diagnostics: done.diagnostics.map((row) => ({
          severity: row.severity,
          id: row.id,
          text: wellFormed(row.text),
        })),
      };
    },
  };
  return { run, linker };
}
