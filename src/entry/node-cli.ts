/**
 * The command `tsld` on Node. Called by another name (a symbolic link `wasm-ld`), it says that name in its diagnostics.
 */
import { FAILURE_TEXT } from "../host/host.ts";
import { NodeHost } from "../host/node.ts";
import { runCommand } from "./command.ts";
import { invokedName } from "./invoked-name.ts";
import { NativeKernels } from "./native-kernel.ts";

/** What a shell reports of a program that SIGPIPE ended; Node ignores that signal. */
const ENDED_BY_SIGPIPE = 141;

export interface CommandOutcome {
  readonly exitCode: number;
  /** Bytes of the module that a link has written; 0 if there is none. */
  readonly linkedSize: number;
}

/**
 * @param kernelModule `kernel/assembly`; throws where there is no WebAssembly.
 * @param room for the contents of files: memory that is not new to the process, and that nobody else uses.
 */
export function main(kernelModule: () => WebAssembly.Module, room: Uint8Array): CommandOutcome {
  const host = new NodeHost(room);
  const program = invokedName(process.argv[1]);
  const kernels = new NativeKernels(kernelModule);
  const { exitCode } = runCommand([program, ...process.argv.slice(2)], host, kernels.create);
  const linkedSize = exitCode === 0 ? host.moduleSize : 0;
  const failure = host.printFailure;
  if (failure === undefined) return { exitCode, linkedSize };
  if (failure === "broken-pipe") return { exitCode: ENDED_BY_SIGPIPE, linkedSize };
  host.print("stderr", `${program}: error: cannot write the output of this program: ${FAILURE_TEXT[failure]}\n`);
  return { exitCode: 1, linkedSize };
}
