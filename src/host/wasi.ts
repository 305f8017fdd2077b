/**
 * The machine as WASI 0.2 shows it. Only this file knows that WASI throws, how much one call may move, and that handles
 * want to be given back at once: garbage collection would come too late for a link of a thousand files.
 */
/// <reference path="./wasi-imports.d.ts" />
import { getEnvironment, initialCwd } from "wasi:cli/environment@0.2.12";
import { getStderr } from "wasi:cli/stderr@0.2.12";
import { getStdout } from "wasi:cli/stdout@0.2.12";
import { getTerminalStderr } from "wasi:cli/terminal-stderr@0.2.12";
import { now as wallClock } from "wasi:clocks/wall-clock@0.2.12";
import { getDirectories } from "wasi:filesystem/preopens@0.2.12";
import type { Descriptor, DescriptorStat } from "wasi:filesystem/types@0.2.12";
import type { OutputStream } from "wasi:io/streams@0.2.12";
import { getRandomBytes } from "wasi:random/random@0.2.12";
import { type Failure, type FileContent, failed, type Host, type Outcome, success } from "./host.ts";
import { collect, writeContent } from "./output.ts";
import { type Location, Preopens } from "./preopens.ts";
import { showsColors } from "./terminal.ts";
import type { TextCoding } from "./utf8.ts";

/**
 * Asked for at once. wasmtime gives at most 64 KiB whatever is asked; jco's file system gives all, at a high price per
 * call.
 */
const READ_SIZE = 4 << 20;
const WRITE_SIZE = 1 << 20;
/** The most that `blocking-write-and-flush` may be given. */
const STREAM_WRITE_SIZE = 4096;

const FOLLOW = { symlinkFollow: true };

/** What the JavaScript engine around this code does in its own way: see `entry/guest-engines.ts`. */
export interface GuestEngine {
  readonly text: TextCoding;
  /** A `u64` argument as the engine's bindings want it. */
  u64(value: number): bigint | number;
}

export class WasiHost implements Host {
  readonly #preopens = new Preopens(getDirectories(), initialCwd() ?? undefined);
  readonly #environment = new Map(getEnvironment());
  readonly #engine: GuestEngine;
  readonly #streams: Partial<Record<"stdout" | "stderr", OutputStream>> = {};

  constructor(engine: GuestEngine) {
    this.#engine = engine;
  }

  readFile(path: string): Outcome<Uint8Array> {
    return this.#at(path, (location) => {
      const file = location.directory.openAt(FOLLOW, location.path, {}, { read: true });
      try {
        return readWhole(this.#engine, file);
      } finally {
        file[Symbol.dispose]();
      }
    });
  }

  writeFile(path: string, content: FileContent, _executable: boolean): Outcome<void> {
    if (path === "-")
      return attempt(() => this.#writeStream("stdout", collect(content) ?? fail("insufficient-memory")));
    return this.#at(path, (location) => {
      if (isReplaceable(location)) replaceFile(this.#engine, location, content);
      else writeInPlace(this.#engine, location, content);
    });
  }

  canWrite(path: string): Outcome<void> {
    if (path === "-") return success(undefined);
    return this.#at(path, (location) => {
      if (isReplaceable(location)) {
        const temporary = createTemporary(this.#engine, location);
        temporary.file[Symbol.dispose]();
        location.directory.unlinkFileAt(temporary.path);
      } else {
        location.directory.openAt(FOLLOW, location.path, {}, { write: true })[Symbol.dispose]();
      }
    });
  }

  exists(path: string): boolean {
    return this.#at(path, ({ directory, path: inside }) => directory.statAt(FOLLOW, inside)).ok;
  }

  print(stream: "stdout" | "stderr", text: string): void {
    attempt(() => this.#writeStream(stream, this.#engine.text.encode(text))); // where it fails, nobody is left to be told
  }

  hasColors(): boolean {
    return showsColors(this.environment("TERM")) && getTerminalStderr() instanceof Object;
  }

  environment(name: string): string | undefined {
    return this.#environment.get(name);
  }

  currentDirectory(): string {
    return initialCwd() ?? "/";
  }

  randomBytes(count: number): Uint8Array {
    return getRandomBytes(this.#engine.u64(count));
  }

  now(): number {
    const { seconds, nanoseconds } = wallClock();
    return Number(seconds) * 1000 + nanoseconds / 1e6;
  }

  decodeText(bytes: Uint8Array, start: number, end: number): string {
    return this.#engine.text.decode(bytes, start, end);
  }

  encodeText(text: string): Uint8Array {
    return this.#engine.text.encode(text);
  }

  #writeStream(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    // Asked for once and never given back: hosts may hand out the same stream each time.
    this.#streams[stream] ??= stream === "stdout" ? getStdout() : getStderr();
    const output = this.#streams[stream];
    for (let at = 0; at < bytes.length; at += STREAM_WRITE_SIZE) {
      output.blockingWriteAndFlush(bytes.subarray(at, at + STREAM_WRITE_SIZE));
    }
  }

  #at<T>(path: string, action: (location: Location<Descriptor>) => T): Outcome<T> {
    if (path === "") return failed("not-found");
    const location = this.#preopens.locate(path);
    if (location === undefined) return failed("not-preopened");
    return attempt(() => action(location));
  }
}

const FAILURES: Readonly<Record<string, Failure>> = {
  "no-entry": "not-found",
  access: "access",
  "not-permitted": "access",
  "is-directory": "is-directory",
  "not-directory": "not-a-directory",
  "insufficient-space": "no-space",
  quota: "no-space",
  "name-too-long": "name-too-long",
  "read-only": "read-only",
  "file-too-large": "too-large",
  "insufficient-memory": "no-memory",
};

/** What WASI calls throw becomes a failure; anything else thrown is a defect and passes through. */
function attempt<T>(action: () => T): Outcome<T> {
  try {
    return success(action());
  } catch (error) {
    if (typeof error !== "object" || error === null || !("payload" in error)) throw error;
    return failed(FAILURES[String(error.payload)] ?? "io");
  }
}

function fail(code: string): never {
  throw Object.assign(new Error(code), { payload: code });
}

/** A small file comes in one piece. */
function readWhole(engine: GuestEngine, file: Descriptor): Uint8Array {
  const stat = file.stat();
  if (stat.type === "directory") fail("is-directory");
  const size = stat.type === "regular-file" ? Number(stat.size) : undefined;
  if (size === 0) return new Uint8Array(0);
  const [start, isEnd] = file.read(engine.u64(Math.min(READ_SIZE, size ?? READ_SIZE)), engine.u64(0));
  return isEnd || start.length === size || start.length === 0 ? start : readRest(engine, file, start, size);
}

/** Reads into one buffer of the file's `size`; a device, which has none, until it ends. */
function readRest(engine: GuestEngine, file: Descriptor, start: Uint8Array, size: number | undefined): Uint8Array {
  let bytes = new Uint8Array(size ?? READ_SIZE);
  bytes.set(start);
  let at = start.length;
  while (size === undefined || at < size) {
    const wanted = size === undefined ? READ_SIZE : Math.min(READ_SIZE, size - at);
    const [part, isEnd] = file.read(engine.u64(wanted), engine.u64(at));
    if (at + part.length > bytes.length) bytes = grow(bytes, at + part.length);
    bytes.set(part, at);
    at += part.length;
    if (isEnd || part.length === 0) break;
  }
  return at === bytes.length ? bytes : bytes.subarray(0, at);
}

function grow(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(size, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

/** A regular file, or none yet: what a rename may replace. A device or a pipe is written to, as wasm-ld does. */
function isReplaceable({ directory, path }: Location<Descriptor>): boolean {
  let stat: DescriptorStat;
  try {
    stat = directory.statAt(FOLLOW, path);
  } catch {
    return true; // creating the temporary file tells why, if it is more than "not there yet"
  }
  if (stat.type === "directory") fail("is-directory");
  return stat.type === "regular-file";
}

function replaceFile(engine: GuestEngine, location: Location<Descriptor>, content: FileContent): void {
  const { directory } = location;
  const temporary = createTemporary(engine, location);
  try {
    try {
      writeContent(content, (bytes, at) => writeAll(engine, temporary.file, bytes, at));
    } finally {
      temporary.file[Symbol.dispose]();
    }
    // As on Node: ext4 would write the new file to the disk first.
    attempt(() => directory.unlinkFileAt(location.path));
    directory.renameAt(temporary.path, directory, location.path);
  } catch (error) {
    attempt(() => directory.unlinkFileAt(temporary.path));
    throw error;
  }
}

/** A new file beside the one to replace. */
function createTemporary(
  engine: GuestEngine,
  { directory, path }: Location<Descriptor>,
): {
  readonly path: string;
  readonly file: Descriptor;
} {
  for (;;) {
    const suffix = Array.from(getRandomBytes(engine.u64(4)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const temporary = `${path}.tmp${suffix}`;
    try {
      return {
        path: temporary,
        file: directory.openAt({}, temporary, { create: true, exclusive: true }, { write: true }),
      };
    } catch (error) {
      if (!(error instanceof Object && "payload" in error && error.payload === "exist")) throw error;
    }
  }
}

function writeInPlace(engine: GuestEngine, { directory, path }: Location<Descriptor>, content: FileContent): void {
  const bytes = collect(content) ?? fail("insufficient-memory");
  const file = directory.openAt(FOLLOW, path, {}, { write: true });
  try {
    writeAll(engine, file, bytes, 0);
  } finally {
    file[Symbol.dispose]();
  }
}

function writeAll(engine: GuestEngine, file: Descriptor, bytes: Uint8Array, offset: number): void {
  for (let at = 0; at < bytes.length; ) {
    const taken = Number(file.write(bytes.subarray(at, at + WRITE_SIZE), engine.u64(offset + at)));
    if (taken === 0) fail("io");
    at += taken;
  }
}
