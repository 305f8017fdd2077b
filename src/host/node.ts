/**
 * The machine as Node shows it. Output goes by file descriptor, so that the order of stdout and stderr stays as
 * printed. Node compiles its functions when they are first called: `readvSync` and `writevSync` come to the system in a few lines,
 * `readSync` and `writeSync` in ten times as many.
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readvSync,
  renameSync,
  statSync,
  unlinkSync,
  writevSync,
  type Stats,
} from "node:fs";
import { utf8Slice, utf8Write } from "./node-buffers.ts";
import { FileMemory } from "./file-memory.ts";
import { type Failure, type FileContent, failed, type Host, type LargeFile, type Outcome, success } from "./host.ts";
import { collect, writeContent } from "./output.ts";
import { showsColors } from "./terminal.ts";
import { decodeAgain, encodeAgain } from "./utf8.ts";

/** UTF-16 units; there is no hurry with one that is longer. */
const LONG_TEXT = 4096;
/** Bytes for short texts; more than one of them takes. */
const TEXTS_SIZE = 1 << 14;
const DESCRIPTOR = { stdout: 1, stderr: 2 } as const;
/** Node gives one read or write at most 2 GiB - 1. */
const LARGEST_TRANSFER = 0x4000_0000;
/** A shorter file is read at once. */
const SMALL_SIZE = 1 << 16;
/** From this size on, a file is not read before it is known what is wanted of it. */
const LARGE_SIZE = 1 << 17;
/** Enough to tell what a file is. */
const START_SIZE = 64;
/** So many files stay open. */
const MOST_LARGE_FILES = 256;

export class NodeHost implements Host {
  /** Why printing failed, the first time it did; `broken-pipe` when whoever read the output has gone. */
  printFailure: Failure | "broken-pipe" | undefined;
  /** Bytes of the module that was written; 0 if there is none. */
  moduleSize = 0;
  readonly #memory: FileMemory;
  #largeFiles = 0;
  #texts = new Uint8Array(0);
  #textEnd = 0;

  /** `room`: memory for the contents of files that is not new to the process. */
  constructor(room: Uint8Array = new Uint8Array(0)) {
    this.#memory = new FileMemory(room);
  }

  readFile(path: string): Outcome<Uint8Array> {
    return attempt(() => this.#open<never>(path, () => undefined));
  }

  openFile(path: string): Outcome<Uint8Array | LargeFile> {
    return attempt(() =>
      this.#open(path, (descriptor, status, start) => {
        if (status.size < LARGE_SIZE || this.#largeFiles >= MOST_LARGE_FILES) return undefined;
        this.#largeFiles++;
        // The memory that it was read to is used again.
        return new OpenFile(descriptor, status, start.slice(0, START_SIZE), this.#memory, () => this.#largeFiles--);
      }),
    );
  }

  /** The content, unless `keepOpen` takes a file that is not short. */
  #open<Kept>(
    path: string,
    keepOpen: (descriptor: number, status: Stats, start: Uint8Array) => Kept | undefined,
  ): Uint8Array | Kept {
    const descriptor = openSync(path, "r");
    let kept: Kept | undefined;
    try {
      const start = this.#memory.peek(SMALL_SIZE);
      const fromPlace = readPlace(descriptor, start, 0);
      const filled = fromPlace ?? fill(descriptor, start);
      // To ask for the size takes longer than to read most objects.
      if (filled < start.length) return this.#memory.take(filled);
      const status = fstatSync(descriptor);
      // A device has no size, nor have files that the system makes up.
      if (!status.isFile() || status.size <= start.length) {
        const rest = readFileSync(descriptor);
        return new Uint8Array(fromPlace === undefined ? Buffer.concat([start, rest]) : rest);
      }
      kept = keepOpen(descriptor, status, start);
      return kept ?? readRest(descriptor, start, this.#memory.take(status.size));
    } finally {
      if (kept === undefined) closeSync(descriptor);
    }
  }

  writeFile(path: string, content: FileContent, executable: boolean): Outcome<void> {
    return attempt(() => {
      const mode = executable ? 0o777 : 0o666;
      if (path !== "-" && isReplaceable(path)) {
        this.#replaceFile(path, content, mode);
      } else {
        const bytes = collect(content) ?? fail("ENOMEM");
        if (path === "-") writeAll(1, bytes);
        else writeInPlace(path, bytes, mode);
      }
      if (executable) this.moduleSize = content instanceof Uint8Array ? content.length : content.size;
    });
  }

  #replaceFile(path: string, content: FileContent, mode: number): void {
    const temporary = createTemporary(path, mode);
    try {
      writeContent(
        content,
        (bytes, at) => writeAll(temporary.descriptor, bytes, at),
        (size) => this.#memory.forOutput(size),
      );
      closeSync(temporary.descriptor);
      removeOlder(path);
      renameSync(temporary.path, path);
    } catch (error) {
      removeFile(temporary);
      throw error;
    }
  }

  canWrite(path: string): Outcome<void> {
    if (path === "-") return success(undefined);
    return attempt(() => {
      if (isReplaceable(path)) removeFile(createTemporary(path, 0o600));
      else accessSync(path, constants.W_OK);
    });
  }

  exists(path: string): boolean {
    return existsSync(path);
  }

  print(stream: "stdout" | "stderr", text: string): void {
    try {
      writeAll(DESCRIPTOR[stream], this.encodeText(text));
    } catch (error) {
      this.printFailure ??= codeOf(error) === "EPIPE" ? "broken-pipe" : failureOf(error);
    }
  }

  hasColors(): boolean {
    // `process.stderr` brings Node's network and streams with it, 4 ms: asked only where it can be a terminal.
    return showsColors(process.env["TERM"]) && isDevice(DESCRIPTOR.stderr) && process.stderr.isTTY;
  }

  environment(name: string): string | undefined {
    return process.env[name];
  }

  currentDirectory(): string {
    const directory = process.cwd();
    return process.platform === "win32" ? directory.replaceAll("\\", "/") : directory;
  }

  randomBytes(count: number): Uint8Array {
    return crypto.getRandomValues(new Uint8Array(count));
  }

  now(): number {
    return performance.now();
  }

  /** Names of one file are decoded one after the other: the Buffer over its bytes is kept for the next. */
  decodeText(bytes: Uint8Array, start: number, end: number): string {
    return decodeAgain(utf8Slice.call(bytes, start, end), bytes, start, end);
  }

  encodeText(text: string): Uint8Array {
    return encodeAgain(text.length < LONG_TEXT ? this.#encodeShort(text) : new TextEncoder().encode(text), text);
  }

  /** A view of memory that short texts share: memory of its own would be two objects more. */
  #encodeShort(text: string): Uint8Array {
    const most = 3 * text.length;
    if (this.#textEnd + most > this.#texts.length) {
      this.#texts = new Uint8Array(TEXTS_SIZE);
      this.#textEnd = 0;
    }
    const start = this.#textEnd;
    this.#textEnd += utf8Write.call(this.#texts, text, start, most);
    return this.#texts.subarray(start, this.#textEnd);
  }
}

class OpenFile implements LargeFile {
  readonly start: Uint8Array;
  readonly #descriptor: number;
  readonly #status: Stats;
  readonly #memory: FileMemory;
  readonly #closed: () => void;

  /** `closed` is called when it is. */
  constructor(descriptor: number, status: Stats, start: Uint8Array, memory: FileMemory, closed: () => void) {
    this.start = start;
    this.#descriptor = descriptor;
    this.#status = status;
    this.#memory = memory;
    this.#closed = closed;
  }

  get size(): number {
    return this.#status.size;
  }

  memory(size: number): Outcome<Uint8Array> {
    return attempt(() => this.#memory.take(size));
  }

  read(into: Uint8Array, start: number): Outcome<void> {
    return unchanged(attempt(() => fill(this.#descriptor, into, start) === into.length));
  }

  check(): Outcome<void> {
    return unchanged(attempt(() => !this.#hasChanged()));
  }

  close(): void {
    // What has been read is good, whatever is said of it now.
    attempt(() => closeSync(this.#descriptor));
    this.#closed();
  }

  #hasChanged(): boolean {
    const { mtimeMs, size } = fstatSync(this.#descriptor);
    return mtimeMs !== this.#status.mtimeMs || size !== this.#status.size;
  }
}

function unchanged(isSame: Outcome<boolean>): Outcome<void> {
  if (!isSame.ok) return isSame;
  return isSame.value ? success(undefined) : failed("changed");
}

/**
 * How many bytes there are in `place` of a file, up to the length of `into`: fewer only at its end. Undefined for what has no places,
 * such as a pipe, whose end is where nothing comes any more.
 */
function readPlace(descriptor: number, into: Uint8Array, place: number): number | undefined {
  try {
    return readvSync(descriptor, [into], place);
  } catch {
    return undefined;
  }
}

/** Reads from `position` on, or where reading has got to. Returns how many bytes there were. */
export function fill(descriptor: number, into: Uint8Array, position?: number): number {
  let filled = 0;
  while (filled < into.length) {
    const place = position === undefined ? undefined : position + filled;
    const size = readvSync(descriptor, [partOf(into, filled)], place);
    if (size === 0) break;
    filled += size;
  }
  return filled;
}

/** What one call is given of `bytes`, from `at` on. */
function partOf(bytes: Uint8Array, at: number): Uint8Array {
  return at === 0 && bytes.length <= LARGEST_TRANSFER ? bytes : bytes.subarray(at, at + LARGEST_TRANSFER);
}

/** Completes a file in `bytes`, of which `start` is the start; of one that becomes shorter meanwhile, there is what there is. */
function readRest(descriptor: number, start: Uint8Array, bytes: Uint8Array): Uint8Array {
  const isInPlace = bytes.buffer === start.buffer && bytes.byteOffset === start.byteOffset;
  if (!isInPlace) bytes.set(start);
  const rest = bytes.subarray(start.length);
  return bytes.subarray(0, start.length + fill(descriptor, rest, start.length));
}

const FAILURES: Readonly<Record<string, Failure>> = {
  ENOENT: "not-found",
  EACCES: "access",
  EPERM: "access",
  EISDIR: "is-directory",
  ENOTDIR: "not-a-directory",
  ENOSPC: "no-space",
  EDQUOT: "no-space",
  ENAMETOOLONG: "name-too-long",
  EROFS: "read-only",
  EFBIG: "too-large",
  ENOMEM: "no-memory",
  EMFILE: "too-many-files",
  ENFILE: "too-many-files",
  ERR_FS_FILE_TOO_LARGE: "too-large",
};

function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false; // closed
  }
}

/** What the machine throws becomes a failure; anything else thrown passes through. */
function attempt<T>(action: () => T): Outcome<T> {
  try {
    return success(action());
  } catch (error) {
    if (codeOf(error) === "") throw error;
    return failed(failureOf(error));
  }
}

function fail(code: string): never {
  throw Object.assign(new Error(code), { code });
}

function failureOf(error: unknown): Failure {
  return FAILURES[codeOf(error)] ?? "io";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** A regular file, or none yet: what a rename may replace. A device or a pipe is written to, as wasm-ld does. */
function isReplaceable(path: string): boolean {
  if (path === "") fail("ENOENT");
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isDirectory()) fail("EISDIR");
  return status === undefined || status.isFile();
}

/**
 * A file that replaces another is first written to the disk by Linux's ext4, a millisecond for each megabyte; so what is complete
 * takes the place of nothing. Where the older one cannot be removed, renaming says so.
 */
function removeOlder(path: string): void {
  if (existsSync(path)) attempt(() => unlinkSync(path));
}

interface Temporary {
  readonly path: string;
  readonly descriptor: number;
}

/** A new file beside `path`, since a rename works only within one file system. */
function createTemporary(path: string, mode: number): Temporary {
  for (;;) {
    const suffix = Math.floor(Math.random() * 0x1000_0000)
      .toString(16)
      .padStart(7, "0");
    const temporary = `${path}.tmp${suffix}`;
    try {
      return { path: temporary, descriptor: openSync(temporary, "wx", mode) };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
}

function removeFile(temporary: Temporary): void {
  try {
    closeSync(temporary.descriptor);
  } catch {
    // Already closed: the failure came after the last byte.
  }
  unlinkSync(temporary.path);
}

function writeInPlace(path: string, bytes: Uint8Array, mode: number): void {
  const descriptor = openSync(path, "w", mode);
  try {
    writeAll(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes every byte: a call may take fewer than given, or none while a pipe is full. `offset`: in the file; without it, behind what
 * was written last.
 */
function writeAll(descriptor: number, bytes: Uint8Array, offset?: number): void {
  let at = 0;
  while (at < bytes.length) {
    const place = offset === undefined ? undefined : offset + at;
    try {
      at += writevSync(descriptor, [partOf(bytes, at)], place);
    } catch (error) {
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
