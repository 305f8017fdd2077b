/**
 * One link through every way there is to run tsld: the command on Node, the library, the component in wasmtime, and the
 * component as JavaScript (its command and its typed export). All run from `dist/`, as users have them.
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildAll } from "../../build/all.mjs";
import { PRECOMPILED, PRECOMPILED_SMALL, precompileLinkers } from "../../build/precompile.mjs";
import { root } from "../../build/project.mjs";
import { findWasmtime, MISSING } from "../../build/wasmtime.mjs";

export interface Link {
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
}

export interface Outcome {
  readonly exitCode: number | null;
  /** Every file that the link wrote, by path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface Way {
  readonly name: string;
  /** Why it cannot run here. */
  readonly missing?: string;
  run(link: Link): Promise<Outcome>;
}

/** Each way is called by this name, which diagnostics begin with: the one that wasm-ld has. */
const PROGRAM = "wasm-ld";

const dist = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const support = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const wasmtime = findWasmtime();

/** Brings `dist/` up to date; fast when it is. */
export async function ensureBuilt(): Promise<void> {
  await buildAll();
  if (wasmtime !== undefined) await precompileLinkers(wasmtime);
}

/** How a command line runs a component in wasmtime, up to the linker's own arguments; undefined without wasmtime. */
export function wasmtimeCommand(program: string, component = PRECOMPILED): readonly string[] | undefined {
  if (wasmtime === undefined) return undefined;
  return [wasmtime.path, "run", "--allow-precompiled", "--dir", ".", "--argv0", program, join(root, component), "--"];
}

export const NODE_COMMAND: Way = {
  name: "the command on Node",
  run: (link) =>
    runInFolder(link, (folder) => {
      // Called through a symbolic link, as a compiler driver that looks for wasm-ld would.
      const program = join(fs.mkdtempSync(`${folder}-bin`), PROGRAM);
      fs.symlinkSync(dist("tsld.js"), program);
      return [program, ...link.args];
    }),
};

export const WASMTIME_COMMAND: Way = {
  name: "tsld.wasm in wasmtime",
  ...(wasmtime === undefined ? { missing: MISSING } : {}),
  run: (link) => runInFolder(link, () => [...(wasmtimeCommand(PROGRAM) ?? []), ...link.args]),
};

export const SMALL_COMMAND: Way = {
  name: "tsld-small.wasm in wasmtime",
  ...(wasmtime === undefined ? { missing: MISSING } : {}),
  run: (link) => runInFolder(link, () => [...(wasmtimeCommand(PROGRAM, PRECOMPILED_SMALL) ?? []), ...link.args]),
};

export const JCO_COMMAND: Way = {
  name: "tsld.wasm as JavaScript, its command",
  run: (link) => runInFolder(link, () => [process.execPath, support("jco-command.mjs"), PROGRAM, ...link.args]),
};

export const SMALL_JCO_COMMAND: Way = {
  name: "tsld-small.wasm as JavaScript, its command",
  run: (link) =>
    runInFolder(link, () => [
      process.execPath,
      support("jco-command.mjs"),
      "--component",
      "small",
      PROGRAM,
      ...link.args,
    ]),
};

export const LIBRARY: Way = { name: "the library", run: (link) => askChild("library", link) };

export const JCO_EXPORT: Way = {
  name: "tsld.wasm as JavaScript, its typed export",
  run: (link) => askChild("typed-export", link),
};

export const WAYS: readonly Way[] = [
  NODE_COMMAND,
  LIBRARY,
  WASMTIME_COMMAND,
  SMALL_COMMAND,
  JCO_COMMAND,
  SMALL_JCO_COMMAND,
  JCO_EXPORT,
];

/** Runs a command in a fresh folder that holds the files of `link`. */
async function runInFolder(link: Link, commandIn: (folder: string) => readonly string[]): Promise<Outcome> {
  const root = fs.mkdtempSync(join(tmpdir(), "tsld-link-"));
  try {
    const folder = join(root, "work");
    writeFiles(folder, link.files);
    const finished = await runCommand(commandIn(folder), folder);
    return { ...finished, files: newFiles(folder, link.files) };
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(folder, path)), { recursive: true });
    fs.writeFileSync(join(folder, path), content);
  }
}

/** Every file below `folder` by its path. */
export function filesIn(folder: string): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[relative(folder, path)] = new Uint8Array(fs.readFileSync(path));
  }
  return found;
}

function newFiles(folder: string, given: Link["files"]): Record<string, Uint8Array> {
  const isNew = ([path, content]: [string, Uint8Array]): boolean => {
    const before = given[path];
    return before === undefined || !Buffer.from(before).equals(content);
  };
  return Object.fromEntries(Object.entries(filesIn(folder)).filter(isNew));
}

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export function runCommand(argv: readonly string[], folder: string): Promise<Finished> {
  const [program = "", ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => stdout.push(part));
    child.stderr.on("data", (part: Buffer) => stderr.push(part));
    child.on("error", reject);
    child.on("close", (exitCode) =>
      resolve({ exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8") }),
    );
  });
}

let child: ChildProcess | undefined;

/** Calls a linker that is a function, in a process of its own: it is loaded as it ships, without the test runner's transforms. */
function askChild(kind: "library" | "typed-export", link: Link): Promise<Outcome> {
  child ??= fork(support("linker-child.mjs"), [], { serialization: "advanced" });
  const { promise, resolve, reject } = withResolvers<Outcome>();
  const asked = child;
  const onExit = (code: number | null): void => reject(new Error(`linker-child.mjs ended with ${code}`));
  asked.once("exit", onExit);
  asked.once("message", (outcome: Outcome) => {
    asked.off("exit", onExit);
    asked.unref();
    asked.channel?.unref();
    resolve({ ...outcome, stdout: Buffer.from(outcome.stdout) });
  });
  asked.ref();
  asked.channel?.ref();
  asked.send({ kind, programName: PROGRAM, args: link.args, files: link.files });
  return promise;
}

function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void } {
  let settle: { resolve(value: T): void; reject(error: Error): void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error("a promise calls its executor at once");
  return { promise, ...settle };
}
