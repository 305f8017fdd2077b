/**
 * What a link needs from the machine it runs on. Synchronous, because WASI 0.2's imports are, and nothing in a link
 * overlaps. Three implementations: `node.ts`, `wasi.ts`, `memory.ts`; one contract test holds them to the same bytes.
 */
export interface Host {
  /** The whole content of a file. The caller does not change the bytes. */
  readFile(path: string): Outcome<Uint8Array>;
  /** The same, or a large file opened, of which less may be wanted than all. Hosts without it are asked for the content. */
  openFile?(path: string): Outcome<Uint8Array | LargeFile>;
  /**
   * Replaces `path` by a file that is complete (temporary name, then rename): a failure before that leaves the older one as
   * it was. `-` is stdout. What making the content throws comes out of here, after the temporary file has gone.
   */
  writeFile(path: string, content: FileContent, executable: boolean): Outcome<void>;
  /** Whether `path` could be created or replaced, found out without leaving a trace. */
  canWrite(path: string): Outcome<void>;
  /** Whether anything (a file or a directory) is at `path`. */
  exists(path: string): boolean;
  print(stream: "stdout" | "stderr", text: string): void;
  /** Whether stderr shows colours (a terminal that is not dumb). */
  hasColors(): boolean;
  environment(name: string): string | undefined;
  /** Absolute path of the working directory, `/`-separated; `/` where the host has none. */
  currentDirectory(): string;
  randomBytes(count: number): Uint8Array;
  /** Milliseconds from any fixed moment. */
  now(): number;
  /**
   * UTF-8 to string; a byte XX that is not UTF-8 becomes U+DCXX, and that byte again (`utf8.ts`). Takes a range so that
   * hosts need not make a view.
   */
  decodeText(bytes: Uint8Array, start: number, end: number): string;
  encodeText(text: string): Uint8Array;
}

/** Bytes, or what makes them while they are written, so that they need not be in memory all at once. */
export type FileContent = Uint8Array | MadeContent;

export interface MadeContent {
  /** Bytes. */
  readonly size: number;
  make(output: Output): void;
}

/** Where the bytes of a file go. Those that are never set are zeros. */
export interface Output {
  /** The bytes `[at, at + length)`, to be set before anything else is asked for; they may hold anything. */
  place(at: number, length: number): Uint8Array;
  put(at: number, bytes: Uint8Array): void;
}

export interface LargeFile {
  readonly size: number;
  /** The first bytes, enough to tell what it is. */
  readonly start: Uint8Array;
  /** For `size` bytes of it. What is never set of them costs nothing, and may be anything. */
  memory(size: number): Outcome<Uint8Array>;
  /** Fills `into` with the bytes from `start` on. */
  read(into: Uint8Array, start: number): Outcome<void>;
  /** Fails where the file is no longer what it was when it was opened: then nothing counts that was read. */
  check(): Outcome<void>;
  /** Nothing more is read. Without it, the file stays open until the process ends. */
  close(): void;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The closed set of reasons that a host gives; `FAILURE_TEXT` has the words. */
export type Failure = keyof typeof FAILURE_TEXT;

/** POSIX's words where it has them (what LLVM's `std::error_code::message()` prints). */
export const FAILURE_TEXT = {
  "not-found": "No such file or directory",
  access: "Permission denied",
  "is-directory": "Is a directory",
  "not-a-directory": "Not a directory",
  "no-space": "No space left on device",
  "name-too-long": "File name too long",
  "read-only": "Read-only file system",
  "not-preopened": "the path is outside the directories given to this program",
  "too-large": "File too large",
  "no-memory": "Cannot allocate memory",
  "too-many-files": "Too many open files",
  changed: "the file was changed during the link",
  io: "Input/output error",
} as const;

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}
