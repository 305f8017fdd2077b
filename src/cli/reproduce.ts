import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Host } from "../host/host.ts";
import { absolutePath } from "../host/path.ts";
import type { ArgumentList } from "../options/argument-list.ts";
import { VERSION_LINE } from "../options/help.ts";
import type { Argument } from "../options/parse.ts";
import { TarArchive } from "./tar.ts";

/**
 * `--reproduce` (or `LLD_REPRODUCE`): a tar archive with the command line and every file that the link read, from which
 * the same link can be run on another machine.
 */
export interface Reproduction {
  /** The host of the link; what is read through it goes into the archive. */
  readonly host: Host;
  /** Writes the archive. Wanted after a failed link most of all. */
  finish(): void;
}

/** undefined if none is wanted, or if it cannot be written, which is reported. */
export function startReproduction(args: ArgumentList, host: Host, diagnostics: Diagnostics): Reproduction | undefined {
  const path = args.lastValue("reproduce") ?? host.environment("LLD_REPRODUCE");
  if (path === undefined) return undefined;
  if (path === "" || !host.canWrite(path).ok) {
    diagnostics.report("cannot-reproduce", { path });
    return undefined;
  }
  const directory = host.currentDirectory();
  const archive = new TarArchive(host, stemOf(path));
  archive.append("response.txt", host.encodeText(formatResponseFile(args, directory)));
  archive.append("version.txt", host.encodeText(`${VERSION_LINE}\n`));
  return {
    host: recordingHost(host, (read, bytes) => archive.append(pathFromRoot(read, directory), bytes)),
    finish() {
      if (!host.writeFile(path, archive.toBytes(), false).ok) diagnostics.report("cannot-reproduce", { path });
    },
  };
}

/** `host`, which tells `record` of every file that was read. */
export function recordingHost(host: Host, record: (path: string, bytes: Uint8Array) => void): Host {
  return {
    readFile(path) {
      const content = host.readFile(path);
      if (content.ok) record(path, content.value);
      return content;
    },
    writeFile: (path, content, executable) => host.writeFile(path, content, executable),
    canWrite: (path) => host.canWrite(path),
    exists: (path) => host.exists(path),
    print: (stream, text) => host.print(stream, text),
    hasColors: () => host.hasColors(),
    environment: (name) => host.environment(name),
    currentDirectory: () => host.currentDirectory(),
    randomBytes: (count) => host.randomBytes(count),
    now: () => host.now(),
    decodeText: (bytes, start, end) => host.decodeText(bytes, start, end),
    encodeText: (text) => host.encodeText(text),
  };
}

/** The command line, one argument a line, with paths as they are in the archive. */
export function formatResponseFile(args: ArgumentList, directory: string): string {
  const lines: string[] = [];
  for (const argument of args.all) {
    const value = argument.values[0] ?? "";
    if (argument.option === "reproduce") continue;
    if (argument.option === "input") lines.push(quote(pathFromRoot(value, directory)));
    // The archive has no directory for the output.
    else if (argument.option === "o") lines.push(`-o ${quote(value.slice(value.lastIndexOf("/") + 1))}`);
    else lines.push(formatArgument(argument));
  }
  return lines.map((line) => `${line}\n`).join("");
}

function formatArgument({ spelling, values, joined }: Argument): string {
  if (values.length === 0) return spelling;
  return `${spelling}${joined ? "" : " "}${values.map(quote).join(" ")}`;
}

function quote(word: string): string {
  return word.includes(" ") ? `"${word}"` : word;
}

function pathFromRoot(path: string, directory: string): string {
  return absolutePath(path, directory).slice(1);
}

/** The last part of a path without its last ending. */
function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot < 0 ? name : name.slice(0, dot);
}
