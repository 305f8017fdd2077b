/**
 * The command `tsld` on Node. Called by another name (a symbolic link `wasm-ld`), it says that name in its diagnostics.
 */
import { FAILURE_TEXT } from "../host/host.ts";
import { NodeHost } from "../host/node.ts";
import { runCommand } from "./command.ts";
import { programName } from "./program-name.ts";

/** What a shell reports of a program that SIGPIPE ended; Node ignores that signal. */
const ENDED_BY_SIGPIPE = 141;

function main(): number {
  const host = new NodeHost();
  const program = programName(process.argv[1]);
  const { exitCode } = runCommand([program, ...process.argv.slice(2)], host);
  const failure = host.printFailure;
  if (failure === undefined) return exitCode;
  if (failure === "broken-pipe") return ENDED_BY_SIGPIPE;
  host.print("stderr", `${program}: error: cannot write the output of this program: ${FAILURE_TEXT[failure]}\n`);
  return 1;
}

// Set rather than given to exit(), so that whatever Node still holds is written.
process.exitCode = main();
