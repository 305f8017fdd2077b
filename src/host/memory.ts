/**
 * A host without a machine: files come in a map, and what the link writes stays in another. Plain ECMAScript, so that
 * it works in every engine; one that has TextDecoder passes a faster coding in. A directory is there as soon as a file
 * in it is, and writing makes the directories of the path.
 */
import { type FileContent, failed, type Host, type Outcome, success } from "./host.ts";
import { collect } from "./output.ts";
import { absolutePath, parentOf } from "./path.ts";
import { PORTABLE_TEXT, type TextCoding } from "./utf8.ts";

export interface MemoryHostOptions {
  readonly text?: TextCoding;
  /** Default: no variable is set. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: `/`. */
  readonly currentDirectory?: string;
  /** Default: from `Math.random`, enough for `--build-id=uuid`. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /** Default: time stands still. */
  readonly now?: () => number;
}

export class MemoryHost implements Host {
  /** Every file written, by the path as the link gave it. `-` holds what was written to stdout as a file. */
  readonly written = new Map<string, Uint8Array>();
  /** The one that was written as an executable. */
  executable: Uint8Array | undefined;
  readonly #files = new Map<string, Uint8Array>();
  readonly #directories = new Set<string>(["/"]);
  readonly #options: MemoryHostOptions;
  readonly #text: TextCoding;
  readonly #printed = { stdout: "", stderr: "" };
  readonly #stdout: (string | Uint8Array)[] = [];

  /** @param files content by path; paths are looked up with `.` and `..` resolved. */
  constructor(files: Iterable<readonly [string, Uint8Array]>, options: MemoryHostOptions = {}) {
    this.#options = options;
    this.#text = options.text ?? PORTABLE_TEXT;
    this.#addDirectories(`${this.currentDirectory()}/.`);
    for (const [path, bytes] of files) this.#store(this.#resolve(path), bytes);
  }

  /** All text printed to `stream` so far. */
  printed(stream: "stdout" | "stderr"): string {
    return this.#printed[stream];
  }

  /** What a terminal would have got, in order: texts printed, and files written to `-`. */
  get standardOutput(): readonly (string | Uint8Array)[] {
    return this.#stdout;
  }

  readFile(path: string): Outcome<Uint8Array> {
    if (path === "") return failed("not-found");
    const resolved = this.#resolve(path);
    const bytes = this.#files.get(resolved);
    if (bytes !== undefined && !path.endsWith("/")) return success(bytes);
    if (this.#directories.has(resolved)) return failed("is-directory");
    return failed(this.#hasFileAbove(path) ? "not-a-directory" : "not-found");
  }

  writeFile(path: string, content: FileContent, executable: boolean): Outcome<void> {
    const possible = this.canWrite(path);
    if (!possible.ok) return possible;
    const bytes = collect(content);
    if (bytes === undefined) return failed("no-memory");
    if (executable) this.executable = bytes;
    this.written.set(path, path === "-" ? joined(this.written.get(path), bytes) : bytes);
    if (path === "-") this.#stdout.push(bytes);
    else this.#store(this.#resolve(path), bytes);
    return success(undefined);
  }

  canWrite(path: string): Outcome<void> {
    if (path === "-") return success(undefined);
    if (path === "") return failed("not-found");
    if (path.endsWith("/") || this.#directories.has(this.#resolve(path))) return failed("is-directory");
    return this.#hasFileAbove(path) ? failed("not-a-directory") : success(undefined);
  }

  exists(path: string): boolean {
    const resolved = this.#resolve(path);
    return path !== "" && (this.#files.has(resolved) || this.#directories.has(resolved));
  }

  print(stream: "stdout" | "stderr", text: string): void {
    this.#printed[stream] += text;
    if (stream === "stdout") this.#stdout.push(text);
  }

  hasColors(): boolean {
    return false;
  }

  environment(name: string): string | undefined {
    return this.#options.environment?.[name];
  }

  currentDirectory(): string {
    return this.#options.currentDirectory ?? "/";
  }

  randomBytes(count: number): Uint8Array {
    return this.#options.randomBytes?.(count) ?? Uint8Array.from({ length: count }, () => Math.random() * 256);
  }

  now(): number {
    return this.#options.now?.() ?? 0;
  }

  decodeText(bytes: Uint8Array, start: number, end: number): string {
    return this.#text.decode(bytes, start, end);
  }

  encodeText(text: string): Uint8Array {
    return this.#text.encode(text);
  }

  #resolve(path: string): string {
    return absolutePath(path, this.currentDirectory());
  }

  #store(resolved: string, bytes: Uint8Array): void {
    this.#files.set(resolved, bytes);
    this.#addDirectories(resolved);
  }

  #addDirectories(resolved: string): void {
    for (let at = parentOf(resolved); !this.#directories.has(at); at = parentOf(at)) this.#directories.add(at);
  }

  /** Whether the path goes through something that is a file. */
  #hasFileAbove(path: string): boolean {
    const resolved = this.#resolve(path);
    if (path.endsWith("/") && this.#files.has(resolved)) return true;
    for (let at = parentOf(resolved); at !== "/"; at = parentOf(at)) if (this.#files.has(at)) return true;
    return false;
  }
}

function joined(first: Uint8Array | undefined, second: Uint8Array): Uint8Array {
  if (first === undefined) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
