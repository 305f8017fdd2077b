/**
 * What `dist/tsld.js` is: it runs the command, `dist/tsld-command.cjs`, from the code that V8 made of it in an earlier run.
 * To read and compile a quarter of a megabyte again takes longer than a small link. That code is kept beside the command:
 * who may write there may write to the command as well. Where it cannot be kept, every run compiles anew.
 */
import { readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import type { main } from "./node-cli.ts";

/** Put in by `build/bundle.mjs`. V8 tells the code of one command from another's by length only. */
declare const COMMAND_HASH: string;

interface Command {
  readonly main: typeof main;
}

const commandPath = fileURLToPath(new URL("tsld-command.cjs", import.meta.url));
const keptPath = commandPath.replace(/cjs$/, `${COMMAND_HASH}.${process.versions.v8}.cache`);

const kept = read(keptPath);
const script = new Script(readFileSync(commandPath, "utf8"), {
  filename: commandPath,
  ...(kept !== undefined && { cachedData: kept }),
});
// The script is a function expression, as Node makes one of every CommonJS module.
const define = script.runInThisContext() as (require: NodeJS.Require, exports: Partial<Command>) => void;
const command: Partial<Command> = {};
define(createRequire(import.meta.url), command);
if (command.main === undefined) throw new Error(`${commandPath} exports no command`);
const { exitCode, hasLinked } = command.main();
// Set rather than given to exit(), so that whatever Node still holds is written.
process.exitCode = exitCode;
// After a link, V8 has compiled the functions that links need.
if (hasLinked && (kept === undefined || script.cachedDataRejected === true)) keep(script.createCachedData());

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** In one step, as other links may be running. */
function keep(code: Buffer): void {
  const temporary = `${keptPath}.${process.pid}`;
  try {
    writeFileSync(temporary, code, { flag: "wx" });
    renameSync(temporary, keptPath);
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
