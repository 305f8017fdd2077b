/** What `tsld.wasm` exports: the command (`wasi:cli/run`) and the linker as a function (`tsld:linker/linker`). */
import { getArguments } from "wasi:cli/environment@0.2.12";
import { getRandomBytes } from "wasi:random/random@0.2.12";
import { WasiHost } from "../host/wasi.ts";
import { runCommand } from "./command.ts";
import { linkInMemory } from "./link-in-memory.ts";
import { nativeText } from "./native-text.ts";
import { programName } from "./program-name.ts";

export const run = {
  /** Throws where the link fails: the host makes exit status 1 of it. What went wrong was printed by then. */
  run(): void {
    const [program, ...args] = getArguments();
    // `wasmtime run tsld.wasm -- a.o` passes the `--` on to the program.
    if (args[0] === "--") args.shift();
    const { exitCode } = runCommand([programName(program), ...args], new WasiHost());
    if (exitCode !== 0) throw undefined;
  },
};

interface File {
  path: string;
  content: Uint8Array;
}

interface Request {
  arguments: string[];
  files: File[];
  programName?: string;
}

interface Response {
  exitStatus: number;
  module: Uint8Array | undefined;
  sideFiles: File[];
  stdout: string;
  stderr: string;
  diagnostics: { severity: "warning" | "error"; id: string; text: string }[];
}

export const linker = {
  link(request: Request): Response {
    const files = request.files.map(({ path, content }) => [path, content] as const);
    const done = linkInMemory(request.programName ?? "tsld", request.arguments, files, {
      text: nativeText(),
      randomBytes: (count) => getRandomBytes(BigInt(count)),
    });
    const sideFiles: File[] = [];
    for (const [path, content] of done.files) if (content !== done.module) sideFiles.push({ path, content });
    return {
      exitStatus: done.exitCode,
      module: done.module,
      sideFiles,
      stdout: done.stdout,
      stderr: done.stderr,
      diagnostics: done.diagnostics.map(({ severity, id, text }) => ({ severity, id, text })),
    };
  },
};
