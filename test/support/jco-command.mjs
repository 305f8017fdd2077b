// Runs the command of a component that jco made JavaScript of, like `wasmtime run --dir .`:
//   node jco-command.mjs [--component contract] PROGRAM ARG...     (without --component: tsld.wasm, from dist/jco/)
import * as cli from "@bytecodealliance/preview2-shim/cli";
import { _setPreopens } from "@bytecodealliance/preview2-shim/filesystem";

const MODULES = { tsld: "../../dist/jco/tsld.js", contract: "../../.cache/host-contract/contract.js" };

let args = process.argv.slice(2);
let component = "tsld";
if (args[0] === "--component") [, component, ...args] = args;

_setPreopens({ ".": process.cwd(), "/": "/" });
cli._setArgs(args);
// The shim says that every output is a terminal.
if (!process.stdout.isTTY) cli._setTerminalStdout(undefined);
if (!process.stderr.isTTY) cli._setTerminalStderr(undefined);
const { run } = await import(new URL(MODULES[component], import.meta.url).href);
try {
  run.run();
} catch (error) {
  process.exitCode = 1;
  // The command has printed why it failed; anything else is a defect of the component or of its host.
  if (error?.constructor?.name !== "ComponentError") console.error(error);
}
