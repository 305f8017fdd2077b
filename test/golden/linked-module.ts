/** What a user of a linked module sees: its imports and exports, its sections, and what it does when it runs. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";
import { ByteReader } from "../../src/binary/reader.ts";
import { decodeText } from "../support/object-builder.ts";
import { listSections } from "./section-list.ts";

export type Imports = Record<string, Record<string, WebAssembly.ImportValue>>;

/** An export of a running module. It is a function, a memory, a global or a table; each has some of these. */
export interface Export {
  (...args: readonly (number | bigint)[]): number;
  readonly buffer: ArrayBuffer;
  readonly value: number;
  get(index: number): () => number;
  grow(delta: number): number;
}

export type Running = Readonly<Record<string, Export>>;

export class LinkedModule {
  readonly bytes: Uint8Array;
  /** Every file there is after the link, by path. */
  readonly files: Readonly<Record<string, Uint8Array>>;

  constructor(bytes: Uint8Array, files: Readonly<Record<string, Uint8Array>>) {
    this.bytes = bytes;
    this.files = files;
  }

  compile(): WebAssembly.Module {
    return new WebAssembly.Module(Uint8Array.from(this.bytes));
  }

  /** `name: kind`, in the order of the module. */
  get exports(): readonly string[] {
    return WebAssembly.Module.exports(this.compile()).map(({ name, kind }) => `${name}: ${kind}`);
  }

  /** `module.name: kind`, in the order of the module. */
  get imports(): readonly string[] {
    return WebAssembly.Module.imports(this.compile()).map(({ module, name, kind }) => `${module}.${name}: ${kind}`);
  }

  get sections(): readonly string[] {
    return listSections(this.bytes).map(({ name }) => name);
  }

  /** Body of the first section of that name. */
  section(name: string): Buffer {
    const section = listSections(this.bytes).find((row) => row.name === name);
    if (section === undefined) throw new Error(`no section ${name}`);
    return Buffer.from(this.bytes.subarray(section.bodyStart, section.end));
  }

  /** Names of functions from the name section. */
  get functionNames(): readonly string[] {
    const body = this.section("name");
    const reader = new ByteReader(body, 0, body.length);
    while (!reader.isAtEnd) {
      const kind = reader.u8();
      const end = reader.uleb32() + reader.at;
      if (kind === 1) return readNames(reader);
      reader.at = end;
    }
    return [];
  }

  /** Text of a file beside the module. */
  text(path: string): string {
    const content = this.files[path];
    if (content === undefined) throw new Error(`no file ${path}`);
    return Buffer.from(content).toString("utf8");
  }

  start(imports: Imports = {}): Running {
    return new WebAssembly.Instance(this.compile(), imports).exports as unknown as Running;
  }

  /** Calls one exported function of a fresh instance. */
  call(name: string, ...args: (number | bigint)[]): number {
    const running = this.start();
    return running[name](...args);
  }

  /** Runs a WASI command. */
  run(...args: string[]): { exitCode: number; stdout: string } {
    return runCommand(this.compile(), args);
  }
}

function readNames(reader: ByteReader): readonly string[] {
  const names: string[] = [];
  for (let left = reader.uleb32(); left > 0; left--) {
    reader.uleb32();
    names.push(reader.text(decodeText));
  }
  return names;
}

export function runCommand(module: WebAssembly.Module, args: readonly string[]): { exitCode: number; stdout: string } {
  const folder = mkdtempSync(join(tmpdir(), "tsld-run-"));
  const path = join(folder, "stdout");
  const stdout = openSync(path, "w");
  try {
    const wasi = new WASI({ version: "preview1", args: ["program", ...args], stdout, returnOnExit: true });
    const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport });
    const exitCode = wasi.start(instance);
    return { exitCode, stdout: readFileSync(path, "utf8") };
  } finally {
    closeSync(stdout);
    rmSync(folder, { recursive: true });
  }
}
