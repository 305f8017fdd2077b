/**
 * One feature of wasm-ld as a small link: sources, the command line, and what a user sees. Everything that the link writes
 * and says must equal what the packaged wasm-ld writes and says for the same files.
 */
import { describe, expect, test } from "vitest";
import wabt from "wabt";
import { link } from "../../src/entry/api.ts";
import { archive, compile, sysrootFile, type ToolResult, wasmLd } from "../support/clang.ts";
import { encodeText } from "../support/object-builder.ts";
import { LinkedModule } from "./linked-module.ts";
import { describeDifference } from "./section-list.ts";

export interface Source {
  readonly text: string;
  /** For clang, besides `-c` and `-o`. */
  readonly flags: readonly string[];
}

export interface LinkCase {
  /** `a.c`, `b.cc`, `c.s`: become `a.o`, `b.o`, `c.o`. */
  readonly sources?: Readonly<Record<string, string | Source>>;
  /** For clang on all sources that do not say otherwise. Default: `-O1`, nothing for assembly. */
  readonly flags?: readonly string[];
  /** Their members' paths by archive path. */
  readonly archives?: Readonly<Record<string, readonly string[]>>;
  /** Other inputs as they are. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Files of the WASI sysroot that become inputs under their own name: `libc.a`. */
  readonly sysroot?: readonly string[];
  /** The arguments, split at spaces. More than one: each link sees what the ones before it wrote. `-o out.wasm` is added. */
  readonly link: string | readonly string[];
  /** What the last link says. Default: nothing. */
  readonly stderr?: string | RegExp;
  /** Default: nothing. */
  readonly stdout?: string | RegExp;
  /** The last link ends with exit code 1 and writes nothing. */
  readonly fails?: true;
  /** Why wabt does not take the module. */
  readonly wabtRejects?: string;
  /** What users of the module see. */
  readonly check?: (linked: LinkedModule) => void | Promise<void>;
}

export type Files = Record<string, Uint8Array>;

export function describeLinks(feature: string, cases: Readonly<Record<string, LinkCase>>): void {
  describe(feature, () => {
    test.each(Object.keys(cases))("%s", async (name) => {
      const row = cases[name];
      if (row !== undefined) await checkCase(row);
    });
  });
}

async function checkCase(row: LinkCase): Promise<void> {
  const files = await inputsOf(row);
  const commands = typeof row.link === "string" ? [row.link] : row.link;
  for (const command of commands) {
    const isLast = command === commands.at(-1);
    const args = argumentsOf(command);
    const expected = await wasmLd(args, files);
    const actual = linkHere(args, files);
    compareOutcomes(actual, expected);
    expect(actual.exitCode, actual.stderr).toBe(isLast && row.fails ? 1 : 0);
    Object.assign(files, actual.files);
    if (!isLast) {
      delete files["out.wasm"];
      continue;
    }
    checkText(actual.stderr, row.stderr ?? "");
    checkText(actual.stdout, row.stdout ?? "");
    if (row.fails) expect(Object.keys(actual.files)).toEqual([]);
    else await checkModule(row, outputOf(args, actual.files), files);
  }
}

function checkText(actual: string, expected: string | RegExp): void {
  if (typeof expected === "string") expect(actual).toBe(expected);
  else expect(actual).toMatch(expected);
}

async function checkModule(row: LinkCase, module: Uint8Array, files: Files): Promise<void> {
  if (row.wabtRejects === undefined) await validate(module);
  await row.check?.(new LinkedModule(module, files));
}

export async function inputsOf(row: LinkCase): Promise<Files> {
  const files: Files = {};
  for (const [path, content] of Object.entries(row.files ?? {}))
    files[path] = typeof content === "string" ? encodeText(content) : content;
  for (const name of row.sysroot ?? []) files[name] = sysrootFile(sysrootPath(name));
  for (const [path, source] of Object.entries(row.sources ?? {})) {
    const own = typeof source === "string" ? { text: source, flags: row.flags ?? defaultFlags(path) } : source;
    files[objectPath(path)] = await compile(own.text, { name: path, args: own.flags });
  }
  for (const [path, members] of Object.entries(row.archives ?? {})) {
    const contents = members.map((member) => [member, files[member] ?? new Uint8Array()]);
    files[path] = await archive(Object.fromEntries(contents));
    for (const member of members) delete files[member];
  }
  return files;
}

const defaultFlags = (path: string): readonly string[] => (path.endsWith(".s") ? [] : ["-O1"]);

const objectPath = (path: string): string => path.replace(/\.\w+$/, ".o");

function sysrootPath(name: string): string {
  return name === "libclang_rt.builtins.a" ? `lib/wasm32-unknown-wasip1/${name}` : `lib/wasm32-wasip1/${name}`;
}

/** Names its output `out.wasm` unless it says otherwise. */
function argumentsOf(command: string): readonly string[] {
  const words = command.split(" ").filter((word) => word !== "");
  return words.includes("-o") ? words : [...words, "-o", "out.wasm"];
}

/** The library's link by wasm-ld's name, in this process. */
export function linkHere(args: readonly string[], files: Files): ToolResult {
  const { exitCode, files: written, stdout, stderr } = link({ args, files, programName: "wasm-ld" });
  return { exitCode, files: Object.fromEntries(written), stdout, stderr };
}

/** Text first: a message tells more than a byte. */
export function compareOutcomes(actual: ToolResult, expected: ToolResult): void {
  const told = ({ exitCode, stdout, stderr, files }: ToolResult): object => {
    return { exitCode, stdout, stderr, files: Object.keys(files).sort() };
  };
  expect(told(actual)).toEqual(told(expected));
  for (const [path, content] of Object.entries(expected.files)) {
    expect(describeDifference(path, actual.files[path] ?? new Uint8Array(), content)).toBe("");
  }
}

function outputOf(args: readonly string[], files: Files): Uint8Array {
  const path = args[args.indexOf("-o") + 1] ?? "";
  const module = files[path];
  if (module === undefined) throw new Error(`no ${path} among ${Object.keys(files).join(", ")}`);
  return module;
}

const WABT_FEATURES = {
  exceptions: true,
  threads: true,
  simd: true,
  tail_call: true,
  reference_types: true,
  bulk_memory: true,
  multi_value: true,
  memory64: true,
  extended_const: true,
  mutable_globals: true,
  sat_float_to_int: true,
  sign_extension: true,
  gc: true,
  function_references: true,
} as const;

/** @throws with wabt's words when the module is not valid. */
export async function validate(module: Uint8Array): Promise<void> {
  const tools = await wabt();
  const read = tools.readWasm(module, { ...WABT_FEATURES });
  try {
    (read as { validate(features: object): void }).validate(WABT_FEATURES);
  } finally {
    read.destroy();
  }
}
