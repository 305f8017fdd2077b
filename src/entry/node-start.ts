/**
 * What `dist/tsld.js` is: it runs the command, `dist/tsld-command.cjs`, from the code that V8 made of it in an earlier run.
 * To read and compile a quarter of a megabyte again takes longer than a small link. That code is kept beside the command:
 * who may write there may write to the command as well. Where it cannot be kept, every run compiles anew.
 */
import { readFileSync, realpathSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { Script } from "node:vm";
import type { main } from "./node-cli.ts";

/** Of the running file; undefined in an ES module (see `build/bundle.mjs`). */
declare const __dirname: string | undefined;
/** Of whoever runs this file (see `build/bundle.mjs`): `node:module`, which has another one, brings the loader of ES modules with it. */
declare const require: NodeJS.Require;
/** Put in by `build/bundle.mjs`. V8 tells the code of one command from another's by length only. */
declare const COMMAND_HASH: string;

/**
 * Most links are over before code that V8 optimizes has paid for its making, which takes other threads as much CPU time as the
 * link: only what runs many times as long as V8 would wait for is worth it. Options of the versions of V8 in Node 20, 22 and 24;
 * another one might not know them, and say so.
 */
const PATIENCE: Readonly<Record<string, readonly string[] | undefined>> = {
  "11.3": ["--interrupt-budget=500000"],
  "12.4": ["--invocation-count-for-turbofan=30000"],
  "13.6": ["--invocation-count-for-turbofan=30000", "--invocation-count-for-maglev=4000"],
};
/** Most of the kernel runs in every link: all of it is compiled at once, by several threads. */
const FOR_KERNEL = ["--wasm-tiering-budget=40000000", "--no-wasm-lazy-compilation"];
// Before anything is compiled: V8 refuses kept code that was made with other options.
const patience = PATIENCE[process.versions.v8.split(".", 2).join(".")];
if (patience !== undefined) {
  const { setFlagsFromString } = flagSetter();
  for (const option of [...FOR_KERNEL, ...patience]) setFlagsFromString(option);
}

interface Command {
  readonly main: typeof main;
}

// `node:path` would have to be compiled first.
const folder =
  typeof __dirname === "string" ? __dirname : realpathSync(process.argv[1] ?? "").replace(/[\\/][^\\/]*$/, "");
const commandPath = `${folder}/tsld-command.cjs`;
const keptPath = commandPath.replace(/cjs$/, `${COMMAND_HASH}.${process.versions.v8}.cache`);
/** Of a link so small that it did not need what most links need: it serves until a larger one comes. */
const provisionalPath = keptPath.replace(/cache$/, "small.cache");
/** Bytes of a module. */
const SMALL_MODULE = 1 << 14;

const lasting = read(keptPath);
const kept = lasting ?? read(provisionalPath);
const script = new Script(readFileSync(commandPath, "latin1"), {
  filename: commandPath,
  ...(kept !== undefined && { cachedData: kept }),
});
// The script is a function expression, as Node makes one of every CommonJS module.
const define = script.runInThisContext() as (require: NodeJS.Require, exports: Partial<Command>) => void;
const command: Partial<Command> = {};
// For Node's own modules, all that the command needs.
define(require, command);
if (command.main === undefined) throw new Error(`${commandPath} exports no command`);
const { exitCode, linkedSize } = command.main();
const isSmall = linkedSize < SMALL_MODULE;
const present = isSmall ? kept : lasting;
// After a link, V8 has compiled the functions that links need.
if (linkedSize > 0 && (present === undefined || script.cachedDataRejected === true)) {
  keep(isSmall ? provisionalPath : keptPath, script.createCachedData());
  if (!isSmall) remove(provisionalPath);
  else if (lasting !== undefined) remove(keptPath); // V8 has refused it
}
// Everything is written, and Node need not tidy up: that takes a millisecond.
process.exit(exitCode);

interface FlagSetter {
  readonly setFlagsFromString: (flag: string) => void;
}

/** Node's own module for V8 loads all of its streams, 1.4 ms; the binding under it is what that calls, but is told of as outdated. */
function flagSetter(): FlagSetter {
  const isQuiet = process.noDeprecation === true;
  process.noDeprecation = true;
  try {
    return (process as unknown as { binding(name: string): FlagSetter }).binding("v8");
  } catch {
    return require("node:v8") as FlagSetter; // a Node without it, or one that restricts this program
  } finally {
    process.noDeprecation = isQuiet;
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** In one step, as other links may be running. */
function keep(path: string, code: Buffer): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, code, { flag: "wx" });
    renameSync(temporary, path);
  } catch {
    remove(temporary); // the folder cannot be written to, or is full
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never there.
  }
}
