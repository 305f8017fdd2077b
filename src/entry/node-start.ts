/**
 * What `dist/tsld.js` is: it runs the command, `dist/tsld-command.cjs`, and its late parts, from the code that V8 made of them in an
 * earlier run. To read and compile a quarter of a megabyte again takes longer than a small link. Where that code cannot be kept, every
 * run compiles anew.
 */
import { closeSync, realpathSync } from "node:fs";
import { Script } from "node:vm";
import { latin1Slice } from "../host/node-buffers.ts";
import { KeptKernel } from "./kept-kernel.ts";
import type { main } from "./node-cli.ts";
import { open, readInto, readOwn, remove, replaceOwn, Room } from "./own-files.ts";
import { v8Binding, v8Options } from "./v8-options.ts";

/** Of the running file; undefined in an ES module (see `build/bundle.mjs`). */
declare const __dirname: string | undefined;
/** Of whoever runs this file (see `build/bundle.mjs`): `node:module`, which has another one, brings the loader of ES modules with it. */
declare const require: NodeJS.Require;
/** Put in by `build/bundle.mjs`. V8 tells the code of one command from another's by length only. */
declare const COMMAND_HASH: string;

interface Command {
  readonly main: typeof main;
}

/** A file beside this one: a function expression of `require` and `exports`, as Node makes one of every CommonJS module. */
interface Part {
  readonly script: Script;
  /** Where the code that V8 has made of it belongs. */
  readonly keptPath: string;
  /** What there was of it; `refused`, by V8. */
  readonly kept: "provisional" | "refused" | "none";
}

/** Bytes of a module. A link of less needs not all that most links need, so that its code serves until a larger one comes. */
const SMALL_MODULE = 1 << 14;
/** How the command names its own parts. */
const OWN = "tsld:";

// Before anything is compiled: V8 refuses kept code that was made with other options.
const v8 = v8Options();
const v8Tag = v8 === undefined ? 0 : setFlags(v8.options);
// `node:path` would have to be compiled first.
const folder =
  typeof __dirname === "string" ? __dirname : realpathSync(process.argv[1] ?? "").replace(/[\\/][^\\/]*$/, "");
const kernelPath = `${folder}/tsld-kernel.wasm`;
// The code is one processor's, and of V8's options.
const keptKernelPath = `${folder}/tsld-kernel.${COMMAND_HASH}.${process.platform}-${process.arch}-${v8Tag}.cache`;
const kernel = new KeptKernel(kernelPath, v8?.keepsKernel === true ? keptKernelPath : "", v8 !== undefined);
const room = new Room();
/** Parts of which better code may be kept than there was. */
const unkept: Part[] = [];
/** At most one descriptor, given up for a part that is loaded late: what it has to say may be that no more files can be opened. */
const spare: number[] = [];
const command = loadPart("command") as Partial<Command>;
if (command.main === undefined) throw new Error(`${folder}/tsld-command.cjs exports no command`);
openSpare();
const { exitCode, linkedSize } = command.main(kernel.module, room.giveAway());
// After a link, V8 has compiled the functions that links need.
if (linkedSize > 0) {
  keepCode(linkedSize < SMALL_MODULE);
  // Who links once does not wait until the kernel's code is made as well.
  if (unkept.every(({ kept }) => kept === "provisional")) kernel.keep();
}
exit(exitCode);

/**
 * Everything is written, and Node need not tidy up: that takes a millisecond. Nor need it compile what tells those who wait for the
 * end of the program, where nobody does.
 */
function exit(code: number): never {
  const { reallyExit } = process as { readonly reallyExit?: (code: number) => void };
  if (process.listenerCount("exit") === 0) reallyExit?.(code);
  return process.exit(code);
}

/** What the command has of Node, and of its own parts that are loaded when they are needed. */
function load(id: string): unknown {
  return id.startsWith(OWN) ? loadLate(id.slice(OWN.length)) : require(id);
}

function loadLate(name: string): object {
  const descriptor = spare.pop();
  if (descriptor !== undefined) closeSync(descriptor);
  const exports = loadPart(name);
  openSpare();
  return exports;
}

function openSpare(): void {
  const descriptor = open(kernelPath);
  if (descriptor !== undefined) spare.push(descriptor);
}

function loadPart(name: string): object {
  const path = `${folder}/tsld-${name}.cjs`;
  const keptPath = keptPathOf(name);
  const memory = room.current();
  const source = latin1Slice.call(readOwn(path, memory));
  const lasting = readInto(keptPath, memory);
  const code = lasting ?? readInto(provisional(keptPath), memory);
  const script = new Script(source, code === undefined ? { filename: path } : { filename: path, cachedData: code });
  const served = lasting === undefined ? "provisional" : "lasting";
  const kept = script.cachedDataRejected === true ? "refused" : served;
  if (kept !== "lasting") unkept.push({ script, keptPath, kept: code === undefined ? "none" : kept });
  const define = script.runInThisContext() as (require: (id: string) => unknown, exports: object) => void;
  const exports = {};
  define(load, exports);
  return exports;
}

/** Where the code that V8 makes of a part is kept. */
function keptPathOf(name: string): string {
  return `${folder}/tsld-${name}.${COMMAND_HASH}.${process.versions.v8}.cache`;
}

/** Of a link so small that it did not need what most links need: it serves until a larger one comes. */
function provisional(keptPath: string): string {
  return `${keptPath.slice(0, -"cache".length)}small.cache`;
}

/** Returns what tells this V8 from others, and from itself with other options. */
function setFlags(flags: readonly string[]): number {
  const { setFlagsFromString, cachedDataVersionTag } = v8Binding();
  flags.forEach((flag) => setFlagsFromString(flag));
  return cachedDataVersionTag();
}

function keepCode(isSmall: boolean): void {
  for (const { script, keptPath, kept } of unkept) {
    if (isSmall && kept === "provisional") continue;
    replaceOwn(isSmall ? provisional(keptPath) : keptPath, () => script.createCachedData());
    if (!isSmall) remove(provisional(keptPath));
    else if (kept === "refused") remove(keptPath);
  }
}
