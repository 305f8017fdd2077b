/** The linker under test and the one that it is compared with. */
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { nativeText } from "../../src/entry/native-text.ts";
import { linkInMemory } from "../../src/entry/link-in-memory.ts";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { decodeUtf8, encodeUtf8 } from "../../src/host/utf8.ts";
import { wasmLd } from "../support/clang.ts";
import { type Files, newFiles, writeFolder } from "./folder.ts";
import type { LinkOutcome } from "./outcome.ts";
import { readReproduction } from "./reproduction.ts";

/** Both are called so, as diagnostics begin with it. */
const PROGRAM = "wasm-ld";

export interface Reference {
  readonly name: string;
  /** How many links a test may ask for: natively a link takes milliseconds, packaged half a second. */
  readonly isFast: boolean;
  /** Why this linker cannot run these arguments. */
  cannotRun(args: readonly string[]): string | undefined;
  /** Why a difference is the reference's own; `actual` is what tsld said. */
  excuse(actual: LinkOutcome): string | undefined;
  run(args: readonly string[], files: Files): Promise<LinkOutcome>;
}

export function runTsld(args: readonly string[], inputs: Files): LinkOutcome {
  const engine = { text: nativeText(), randomBytes: (count: number) => new Uint8Array(count) };
  // The kernel in JavaScript: the compiled one is put in when the product is bundled.
  const done = linkInMemory(PROGRAM, args, Object.entries(inputs), engine, (table) => new PlainKernel(table));
  const files = comparableFiles(done.files, "/");
  return { status: done.exitCode, stdout: withoutVendor(encodeUtf8(done.stdout)), stderr: done.stderr, files };
}

/** Versions are told by another vendor, and archives of a link have the folder in them that it ran in. */
function comparableFiles(files: ReadonlyMap<string, Uint8Array>, folder: string): Map<string, Uint8Array> {
  return new Map([...files].map(([path, content]) => [path, readReproduction(content, folder)]));
}

function withoutVendor(stdout: Uint8Array): Uint8Array {
  const text = Buffer.from(stdout).toString("latin1");
  return Buffer.from(text.replace(/^(?:\w+ )?(LLD 22\.1\.)\d+(?: \(tsld .*\))?$/m, "$1x"), "latin1");
}

/** LLVM 22's own wasm-ld where one is installed (`LLVM22_HOME`, ~/.cache/llvm22 or the path), otherwise the packaged one. */
export function findReference(): Reference {
  const folders = [
    ...(process.env.LLVM22_HOME === undefined ? [] : [join(process.env.LLVM22_HOME, "bin")]),
    join(homedir(), ".cache/llvm22/bin"),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const program = folders.map((folder) => join(folder, PROGRAM)).find(isVersion22);
  return program === undefined ? PACKAGED : nativeLinker(program);
}

function isVersion22(program: string): boolean {
  if (!fs.existsSync(program)) return false;
  return /LLD 22\./.test(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout ?? "");
}

function nativeLinker(program: string): Reference {
  return {
    name: program,
    isFast: true,
    cannotRun: () => undefined,
    excuse: ({ stderr }) =>
      NO_SUCH_SYMBOL.test(stderr) ? "wasm-ld takes the name of a symbol from beyond its symbols" : undefined,
    run: (args, files) => runNative(program, args, files),
  };
}

/** Long enough for any of these links on a busy machine. */
const TIME_LIMIT = 60_000;

async function runNative(program: string, args: readonly string[], files: Files): Promise<LinkOutcome> {
  const folder = fs.mkdtempSync(join(tmpdir(), "differential-"));
  try {
    writeFolder(folder, files);
    const { status, stdout, stderr } = await runChild(program, args, folder);
    const written = newFiles(folder, files);
    // wasm-ld leaves the file that it was writing when it finds an error then.
    for (const path of written.keys()) if (/\.tmp[0-9a-f]+$/.test(path)) written.delete(path);
    const text = decodeUtf8(stderr, 0, stderr.length);
    return { status, stdout: withoutVendor(stdout), stderr: text, files: comparableFiles(written, folder) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

interface Ended {
  readonly status: number | string;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function runChild(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // A crash is told by the signal; the trace that LLVM would print takes a second to make.
    const env = { ...process.env, LLVM_DISABLE_CRASH_REPORT: "1", LLVM_DISABLE_SYMBOLIZATION: "1" };
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: TIME_LIMIT });
    const parts: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    child.stdout.on("data", (part: Buffer) => parts.stdout.push(part));
    child.stderr.on("data", (part: Buffer) => parts.stderr.push(part));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const { stdout, stderr } = parts;
      resolve({ status: code ?? signal ?? "unknown", stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
  });
}

const PACKAGED: Reference = {
  name: "the packaged wasm-ld",
  isFast: false,
  cannotRun: (args) => (args.includes("--emit-relocs") ? "the packaged wasm-ld asserts on --emit-relocs" : undefined),
  excuse({ stderr }) {
    if (OWN_MESSAGES.test(stderr)) return "the packaged wasm-ld reads through null where a native one crashes";
    // The order of LLVM's hash tables.
    const isUnordered = stderr.split("function signature mismatch:").length > 2;
    return isUnordered ? "the packaged wasm-ld, of 32 bits, has another order of signature mismatches" : undefined;
  },
  async run(args, files) {
    try {
      const { exitCode, stdout, stderr, files: written } = await wasmLd(args, files);
      return {
        status: exitCode,
        stdout: withoutVendor(Buffer.from(stdout)),
        stderr,
        files: comparableFiles(new Map(Object.entries(written)), "/"),
      };
    } catch (error) {
      // An assertion, or an access outside of memory.
      if (!(error instanceof Error) || !error.message.includes("ended early")) throw error;
      return { status: "trap", stdout: new Uint8Array(0), stderr: "", files: new Map() };
    }
  },
};

/** A number where there is no symbol with a name. */
const NO_SUCH_SYMBOL = /: invalid \w+ relocation(?: type index)?: \d+\n/;

/** What tsld says where wasm-ld crashes. */
const OWN_MESSAGES = /undefined function without a signature|needs a reference to __tls_base/;
