// Runs the command of dist/jco/ (tsld.wasm as JavaScript) like `wasmtime run --dir .`: node jco-command.mjs PROGRAM ARG...
import * as cli from "@bytecodealliance/preview2-shim/cli";
import { _setPreopens } from "@bytecodealliance/preview2-shim/filesystem";

_setPreopens({ ".": process.cwd(), "/": "/" });
cli._setArgs(process.argv.slice(2));
// The shim says that every output is a terminal.
if (!process.stdout.isTTY) cli._setTerminalStdout(undefined);
if (!process.stderr.isTTY) cli._setTerminalStderr(undefined);
const { run } = await import(new URL("../../dist/jco/tsld.js", import.meta.url).href);
try {
  run.run();
} catch (e) {
  if (process.env.DBG) console.error(e);
  process.exitCode = 1; // `run` has printed why
}
