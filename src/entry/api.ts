/**
 * tsld as a library: files in, files out, nothing else touched. Works wherever JavaScript does (Node, browsers, workers).
 *
 * ```ts
 * import { link } from "tsld";
 * const { exitCode, module, stderr } = link({ args: ["main.o", "-o", "app.wasm"], files: { "main.o": bytes } });
 * ```
 */
import type { Diagnostic } from "../diag/diagnostics.ts";
import { wellFormed } from "../host/utf8.ts";
import { linkInMemory } from "./link-in-memory.ts";
import { inlineKernel } from "./inline-kernel.ts";
import { NativeKernels } from "./native-kernel.ts";
import { nativeText } from "./native-text.ts";

const kernels = new NativeKernels(inlineKernel);

export interface LinkRequest {
  /** The command line without the program's name: wasm-ld's options, and the paths of `files`. */
  readonly args: readonly string[];
  /** Every file that the command line or a response file may name: objects, archives, response files, by path. */
  readonly files: Readonly<Record<string, Uint8Array>> | Iterable<readonly [string, Uint8Array]>;
  /** What diagnostics begin with; `tsld` when left out. */
  readonly programName?: string;
}

export interface LinkResult {
  /** 0 when the link succeeded; otherwise what the command would end with. */
  readonly exitCode: number;
  /** The linked module (the file of `-o`); absent when the link failed. */
  readonly module?: Uint8Array;
  /** Every file that the link wrote by its path: the module, the map file, ... */
  readonly files: Map<string, Uint8Array>;
  /** What the command prints on standard output (`--version`, `--trace`, `-M`). */
  readonly stdout: string;
  /** The diagnostics as the command prints them. */
  readonly stderr: string;
  /** The diagnostics as values, in the order they were found. */
  readonly diagnostics: readonly LinkDiagnostic[];
}

export interface LinkDiagnostic {
  readonly severity: "error" | "warning";
  /** Stable name of the message, such as `undefined-symbol`. */
  readonly id: string;
  /** The message without program name and severity; later lines of one message begin with `>>> `. */
  readonly text: string;
}

/**
 * Runs the linker over files in memory. Never throws because of the files or the arguments: see `exitCode` and
 * `diagnostics`.
 */
export function link(request: LinkRequest): LinkResult {
  const engine = { text: nativeText(), randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
  const given = entriesOf(request.files);
  const finished = linkInMemory(request.programName ?? "tsld", request.args, given, engine, kernels.create);
  const { exitCode, module, files } = finished;
  const [stdout, stderr] = [wellFormed(finished.stdout), wellFormed(finished.stderr)];
  const show = ({ severity, id, text }: Diagnostic): LinkDiagnostic => ({ severity, id, text: wellFormed(text) });
  const diagnostics = finished.diagnostics.map(show);
  return { exitCode, ...(module === undefined ? {} : { module }), files, stdout, stderr, diagnostics };
}

function entriesOf(files: LinkRequest["files"]): Iterable<readonly [string, Uint8Array]> {
  return isIterable(files) ? files : Object.entries(files);
}

function isIterable(files: LinkRequest["files"]): files is Iterable<readonly [string, Uint8Array]> {
  return Symbol.iterator in files;
}
