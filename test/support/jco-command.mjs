// Runs the command of a component that jco made JavaScript of, like `wasmtime run --dir .`:
//   node jco-command.mjs [--component NAME] PROGRAM ARG...     (without --component: tsld.wasm, from dist/jco/)
import { setFlagsFromString } from "node:v8";
import * as cli from "@bytecodealliance/preview2-shim/cli";
import { _setPreopens } from "@bytecodealliance/preview2-shim/filesystem";

/** @type {Readonly<Record<string, string>>} */
const MODULES = {
  tsld: "../../dist/jco/tsld.js",
  small: "../../dist/jco-small/tsld.js",
  contract: "../../.cache/host-contract/contract.js",
};
// QuickJS's module adds up constants. Browsers and later versions of Node know how to; Node 20 wants to be told.
if (process.versions.node.startsWith("20.")) setFlagsFromString("--experimental-wasm-extended-const");
// A link is over before code of the engine that V8 optimizes has paid for its making.
setFlagsFromString("--wasm-tiering-budget=200000000");

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
