/**
 * What `dist/tsld.js` is: it runs the command, `dist/tsld-command.cjs`, and its late parts, from the code that V8 made of them in an
 * earlier run. To read and compile a quarter of a megabyte again takes longer than a small link. That code is kept beside the command:
 * who may write there may write to the command as well. Where it cannot be kept, every run compiles anew.
 */
import {
  closeSync,
  openSync,
  readFileSync,
  readvSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { Script } from "node:vm";
import { latin1Slice } from "../host/node-buffers.ts";
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
/**
 * Most of the kernel runs in every link: all of it is compiled at once, by several threads. They begin while this one loads the command:
 * with the last option, `WebAssembly.compile` hands the bytes to them before it returns, and whoever asks for a module of the same bytes
 * later gets that one.
 */
const FOR_KERNEL = ["--wasm-tiering-budget=100000000", "--no-wasm-lazy-compilation", "--wasm-test-streaming"];
const patience = PATIENCE[process.versions.v8.split(".", 2).join(".")];
// Before anything is compiled: V8 refuses kept code that was made with other options.
if (patience !== undefined) setFlags(FOR_KERNEL.concat(patience));

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
const STDERR = 2;
/** How the command names its own parts. */
const OWN = "tsld:";
/** Most files that are read here are shorter, and the kernel is. */
const ROOM = 1 << 20;
const KERNEL_ROOM = 1 << 17;

// `node:path` would have to be compiled first.
const folder =
  typeof __dirname === "string" ? __dirname : realpathSync(process.argv[1] ?? "").replace(/[\\/][^\\/]*$/, "");
const kernelPath = `${folder}/tsld-kernel.wasm`;
/** For one file after the other, and then for those of the link: what is touched for the first time costs more than to read it. */
let room: Uint8Array<ArrayBuffer> | undefined = new Uint8Array(ROOM);
/** Parts of which better code may be kept than there was. */
const unkept: Part[] = [];
// Without the options, it would be compiled twice.
const compiles = patience !== undefined && "WebAssembly" in globalThis;
const kernel = compiles ? readOwn(kernelPath, new Uint8Array(KERNEL_ROOM)) : undefined;
// What it comes to, nobody asks.
if (kernel !== undefined) WebAssembly.compile(kernel).catch(() => undefined);
const command = loadPart("tsld:command") as Partial<Command>;
if (command.main === undefined) throw new Error(`${folder}/tsld-command.cjs exports no command`);
/** Given up for a part that is loaded late: what it has to say may be that no more files can be opened. */
let spare = open(kernelPath);
const { exitCode, linkedSize } = command.main(() => kernel ?? readOwn(kernelPath), giveRoom());
// After a link, V8 has compiled the functions that links need.
if (linkedSize > 0 && unkept.length > 0) keepCode(linkedSize < SMALL_MODULE);
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
  return id.startsWith(OWN) ? loadLate(id) : require(id);
}

function loadLate(id: string): object {
  if (spare !== undefined) closeSync(spare);
  spare = undefined;
  const exports = loadPart(id);
  spare = open(kernelPath);
  return exports;
}

function loadPart(id: string): object {
  const path = `${folder}/tsld-${id.slice(OWN.length)}.cjs`;
  const keptPath = `${path.slice(0, -"cjs".length)}${COMMAND_HASH}.${process.versions.v8}.cache`;
  const source = latin1Slice.call(readOwn(path));
  const lasting = read(keptPath);
  const code = lasting ?? read(provisional(keptPath));
  const script = new Script(source, code === undefined ? { filename: path } : { filename: path, cachedData: code });
  const served = lasting === undefined ? "provisional" : "lasting";
  const kept = script.cachedDataRejected === true ? "refused" : served;
  if (kept !== "lasting") unkept.push({ script, keptPath, kept: code === undefined ? "none" : kept });
  const define = script.runInThisContext() as (require: (id: string) => unknown, exports: object) => void;
  const exports = {};
  define(load, exports);
  return exports;
}

/** The room is the command's from now on. */
function giveRoom(): Uint8Array {
  const given = roomOrNew();
  room = undefined;
  return given;
}

function roomOrNew(): Uint8Array<ArrayBuffer> {
  return room ?? new Uint8Array(ROOM);
}

interface FlagSetter {
  readonly setFlagsFromString: (flag: string) => void;
}

/** Node's own module for V8 loads all of its streams, 1.4 ms; the binding under it is what that calls, but is told of as outdated. */
function setFlags(flags: readonly string[]): void {
  const teller: { emitWarning: unknown } = process;
  const { emitWarning } = teller;
  teller.emitWarning = () => undefined;
  let setter: FlagSetter;
  try {
    setter = (process as unknown as { binding(name: string): FlagSetter }).binding("v8");
  } catch {
    setter = require("node:v8") as FlagSetter; // a Node without it, or one that restricts this program
  }
  teller.emitWarning = emitWarning;
  flags.forEach((flag) => setter.setFlagsFromString(flag));
}

/** Nobody can say more where a part of the installation is missing. */
function readOwn(path: string, into?: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const content = read(path, into);
  if (content !== undefined) return content;
  writeSync(STDERR, `tsld: error: cannot read ${path}, which is a part of this program\n`);
  return exit(1);
}

/** In `into`, unless that is too small; undefined if it is not there. */
function read(path: string, into = roomOrNew()): Uint8Array<ArrayBuffer> | undefined {
  const descriptor = open(path);
  if (descriptor === undefined) return undefined;
  try {
    let size = 0;
    for (let count = -1; count !== 0; size += count) count = readvSync(descriptor, [into.subarray(size)]);
    return size < into.length ? into.subarray(0, size) : readFileSync(path);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch {
    return undefined;
  }
}

/** Of a link so small that it did not need what most links need: it serves until a larger one comes. */
function provisional(keptPath: string): string {
  return `${keptPath.slice(0, -"cache".length)}small.cache`;
}

function keepCode(isSmall: boolean): void {
  for (const { script, keptPath, kept } of unkept) {
    if (isSmall && kept === "provisional") continue;
    keep(isSmall ? provisional(keptPath) : keptPath, script.createCachedData());
    if (!isSmall) remove(provisional(keptPath));
    else if (kept === "refused") remove(keptPath);
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
