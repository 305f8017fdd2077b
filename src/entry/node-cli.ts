/** The command `tsld` on Node. Called by another name (a symbolic link `wasm-ld`), it says that name in its diagnostics. */
import { NodeHost } from "../host/node.ts";
import { runCommand } from "./command.ts";
import { programName } from "./program-name.ts";

const host = new NodeHost();
// The exit code is set rather than exit() called, so that output which Node still holds is written.
process.exitCode = runCommand([programName(process.argv[1]), ...process.argv.slice(2)], host).exitCode;
