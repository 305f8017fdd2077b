/** The hosts answer the same operations in the same way. `WasiHost` answers from inside a component, as it is used. */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { componentizeEntry } from "../../build/componentize.mjs";
import { componentizeSmall } from "../../build/componentize-qjs.mjs";
import { precompile } from "../../build/precompile.mjs";
import { root } from "../../build/project.mjs";
import { transpileInto } from "../../build/transpile.mjs";
import { findWasmtime, MISSING } from "../../build/wasmtime.mjs";
import { MemoryHost } from "../../src/host/memory.ts";
import { NodeHost } from "../../src/host/node.ts";
import { filesIn, runCommand, writeFiles } from "../support/hosts.ts";
import { type Operation, pattern, perform } from "./operations.ts";

/** Larger than one read and one write of any host. */
const LARGE = 9_000_001;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILES: Readonly<Record<string, Uint8Array>> = {
  "hello.txt": bytes("hello"),
  "empty.bin": new Uint8Array(0),
  "large.bin": pattern(LARGE),
  "folder/inner.txt": bytes("inner"),
};

interface Answers {
  readonly results: readonly string[];
  /** Every file that is there afterwards. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

interface Candidate {
  readonly name: string;
  readonly missing?: string;
  answer(operations: readonly Operation[], folder: string): Promise<Answers>;
}

const COMPONENT = ".cache/host-contract/contract.wasm";
const PRECOMPILED = ".cache/host-contract/contract.cwasm";
const SMALL_COMPONENT = ".cache/host-contract/contract-small.wasm";
const SMALL_PRECOMPILED = ".cache/host-contract/contract-small.cwasm";
const wasmtime = findWasmtime();

const CANDIDATES: readonly Candidate[] = [
  {
    name: "MemoryHost",
    answer: async (operations) => {
      const host = new MemoryHost(Object.entries(FILES), { environment: { TSLD_TEST: "value" } });
      const results = operations.map((operation) => perform(host, operation));
      return { results, files: { ...FILES, ...Object.fromEntries(host.written) } };
    },
  },
  {
    name: "NodeHost",
    answer: async (operations, folder) => {
      const before = process.cwd();
      process.chdir(folder);
      try {
        const host = new NodeHost();
        return { results: operations.map((operation) => perform(host, operation)), files: filesIn(folder) };
      } finally {
        process.chdir(before);
      }
    },
  },
  inWasmtime("WasiHost in wasmtime", PRECOMPILED),
  inWasmtime("WasiHost on QuickJS in wasmtime", SMALL_PRECOMPILED),
  {
    name: "WasiHost as JavaScript by jco",
    answer: (operations, folder) =>
      answerFrom(
        [process.execPath, join(root, "test/support/jco-command.mjs"), "--component", "contract", "contract"],
        operations,
        folder,
      ),
  },
];

function inWasmtime(name: string, component: string): Candidate {
  const command = [wasmtime?.path ?? "", "run", "--allow-precompiled", "--dir", ".", "--env", "TSLD_TEST=value"];
  return {
    name,
    ...(wasmtime === undefined ? { missing: MISSING } : {}),
    answer: (operations, folder) => answerFrom([...command, join(root, component)], operations, folder),
  };
}

async function answerFrom(
  command: readonly string[],
  operations: readonly Operation[],
  folder: string,
): Promise<Answers> {
  const { stdout, stderr } = await runCommand([...command, JSON.stringify(operations)], folder);
  expect(stderr).toBe("");
  return { results: JSON.parse(stdout.toString("utf8")), files: filesIn(folder) };
}

let folder: string;

beforeAll(async () => {
  process.env["TSLD_TEST"] = "value";
  await componentizeEntry("test/host/contract-component.ts", COMPONENT, "tsld");
  await componentizeSmall("test/host/contract-component-small.ts", SMALL_COMPONENT, "tsld");
  if (wasmtime !== undefined) {
    await precompile(wasmtime, COMPONENT, PRECOMPILED);
    await precompile(wasmtime, SMALL_COMPONENT, SMALL_PRECOMPILED);
  }
  await transpileInto(COMPONENT, ".cache/host-contract", "contract");
});

beforeEach(() => {
  folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), "tsld-contract-"));
  writeFiles(folder, FILES);
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Each operation with what every host answers. */
type Expectation = readonly [Operation, string];

const READING: readonly Expectation[] = [
  [{ do: "readFile", path: "hello.txt" }, '"hello"'],
  [{ do: "readFile", path: "./folder/../hello.txt" }, '"hello"'],
  [{ do: "readFile", path: "folder//inner.txt" }, '"inner"'],
  [{ do: "readFile", path: "empty.bin" }, '""'],
  [{ do: "readFile", path: "large.bin" }, `${LARGE} bytes, as expected`],
  [{ do: "readFile", path: "gone.txt" }, "not-found"],
  [{ do: "readFile", path: "gone/gone.txt" }, "not-found"],
  [{ do: "readFile", path: "" }, "not-found"],
  [{ do: "readFile", path: "folder" }, "is-directory"],
  [{ do: "readFile", path: "." }, "is-directory"],
  [{ do: "readFile", path: "hello.txt/inner" }, "not-a-directory"],
];

const EXISTING: readonly Expectation[] = [
  [{ do: "exists", path: "hello.txt" }, "yes"],
  [{ do: "exists", path: "folder" }, "yes"],
  [{ do: "exists", path: "folder/" }, "yes"],
  [{ do: "exists", path: "." }, "yes"],
  [{ do: "exists", path: "gone.txt" }, "no"],
  [{ do: "exists", path: "hello.txt/inner" }, "no"],
  [{ do: "exists", path: "" }, "no"],
];

const WRITING: readonly Expectation[] = [
  [{ do: "writeFile", path: "new.txt", text: "new" }, "written"],
  [{ do: "readFile", path: "new.txt" }, '"new"'],
  [{ do: "writeFile", path: "folder/large.out", size: LARGE }, "written"],
  [{ do: "readFile", path: "folder/large.out" }, `${LARGE} bytes, as expected`],
  [{ do: "writeFile", path: "large.bin", text: "shorter than before" }, "written"],
  [{ do: "readFile", path: "large.bin" }, '"shorter than before"'],
  [{ do: "writeFile", path: "empty.out", text: "" }, "written"],
  [{ do: "exists", path: "empty.out" }, "yes"],
  [{ do: "makeFile", path: "made.out", content: "pieces" }, "written"],
  [{ do: "readFile", path: "made.out" }, "9000001 bytes, as expected"],
  [{ do: "makeFile", path: "made.out", content: "holes" }, "written"],
  [{ do: "readFile", path: "made.out" }, String.raw`"ac\u0000\u0000\u0000\u0000yz\u0000\u0000"`],
  [{ do: "makeFile", path: "made.out", content: "nothing" }, "written"],
  [{ do: "readFile", path: "made.out" }, '""'],
];

const REFUSED: readonly Expectation[] = [
  [{ do: "writeFile", path: "folder", text: "x" }, "is-directory"],
  [{ do: "writeFile", path: ".", text: "x" }, "is-directory"],
  [{ do: "writeFile", path: "hello.txt/x", text: "x" }, "not-a-directory"],
  [{ do: "writeFile", path: "", text: "x" }, "not-found"],
  [{ do: "makeFile", path: "folder", content: "pieces" }, "is-directory"],
  [{ do: "makeFile", path: "hello.txt/x", content: "pieces" }, "not-a-directory"],
  [{ do: "makeFile", path: "hello.txt", content: "failing" }, "thrown: made to fail"],
  [{ do: "makeFile", path: "new.txt", content: "failing" }, "thrown: made to fail"],
  [{ do: "canWrite", path: "folder" }, "is-directory"],
  [{ do: "canWrite", path: "hello.txt/x" }, "not-a-directory"],
  [{ do: "canWrite", path: "" }, "not-found"],
  [{ do: "canWrite", path: "hello.txt" }, "yes"],
  [{ do: "canWrite", path: "new.txt" }, "yes"],
  [{ do: "canWrite", path: "-" }, "yes"],
];

/** What is not UTF-8 is a lone surrogate per byte, as JSON shows it. */
const TEXT: readonly Expectation[] = [
  [{ do: "decodeText", bytes: [] }, '""'],
  [{ do: "decodeText", bytes: [0x5f, 0x5a, 0x33, 0x66, 0x6f, 0x6f] }, '"_Z3foo"'],
  [{ do: "decodeText", bytes: [0xc3, 0xa4, 0xe5, 0xb0, 0xba, 0xf0, 0x9f, 0xa6, 0x80] }, '"ä尺🦀"'],
  [{ do: "decodeText", bytes: [0xef, 0xbb, 0xbf, 0x61] }, '"\ufeffa"'],
  [{ do: "decodeText", bytes: [0x61, 0xff, 0x62] }, '"a\\udcffb"'],
  [{ do: "decodeText", bytes: [0xc0, 0x80] }, '"\\udcc0\\udc80"'],
  [{ do: "decodeText", bytes: [0xe0, 0x9f, 0x80] }, '"\\udce0\\udc9f\\udc80"'],
  [{ do: "decodeText", bytes: [0xed, 0xa0, 0x80] }, '"\\udced\\udca0\\udc80"'],
  [{ do: "decodeText", bytes: [0xf0, 0x9f, 0xa6, 0x61] }, '"\\udcf0\\udc9f\\udca6a"'],
  [{ do: "decodeText", bytes: [0xf4, 0x90, 0x80, 0x80] }, '"\\udcf4\\udc90\\udc80\\udc80"'],
  [{ do: "decodeText", bytes: [0xe5, 0xb0] }, '"\\udce5\\udcb0"'],
  [{ do: "encodeText", text: "aä尺🦀" }, "61 c3 a4 e5 b0 ba f0 9f a6 80"],
  [{ do: "encodeText", text: "a\udcffb\udcc3" }, "61 ff 62 c3"],
  [{ do: "encodeText", text: "\ufeff\ud800x" }, "ef bb bf ef bf bd 78"],
];

const MACHINE: readonly Expectation[] = [
  [{ do: "environment", name: "TSLD_TEST" }, "value"],
  [{ do: "environment", name: "TSLD_NOT_SET" }, "not set"],
  [{ do: "randomBytes", count: 16 }, "16 bytes"],
  [{ do: "now" }, "runs forward"],
  [{ do: "hasColors" }, "no"],
];

const titled = CANDIDATES.map(
  (candidate) =>
    [candidate.missing === undefined ? candidate.name : `${candidate.name} (${candidate.missing})`, candidate] as const,
);

describe.each(titled)("%s", (_title, candidate) => {
  const check = async (expectations: readonly Expectation[]): Promise<Answers> => {
    const operations = expectations.map(([operation]) => operation);
    const answers = await candidate.answer(operations, folder);
    const show = (results: readonly string[]): string[] =>
      results.map((r, i) => `${JSON.stringify(operations[i])}: ${r}`);
    expect(show(answers.results)).toEqual(show(expectations.map(([, expected]) => expected)));
    return answers;
  };
  const here = test.skipIf(candidate.missing !== undefined);

  here("reads whole files, and says why it cannot", async () => {
    await check(READING);
  });

  here("knows what is there", async () => {
    await check(EXISTING);
  });

  here("writes new files and replaces older ones, and leaves nothing else", async () => {
    const { files } = await check(WRITING);
    const written = ["empty.out", "folder/large.out", "large.bin", "made.out", "new.txt"];
    expect(Object.keys(files).sort()).toEqual([...new Set([...Object.keys(FILES), ...written])].sort());
  });

  here("leaves everything as it was where it cannot write, and where it only asks", async () => {
    const { files } = await check(REFUSED);
    expect(Object.keys(files).sort()).toEqual(Object.keys(FILES).sort());
    expect(Buffer.from(files["hello.txt"] ?? []).toString()).toBe("hello");
  });

  here("turns bytes into text and back by the same rules", async () => {
    await check(TEXT);
  });

  here("tells environment, time and random bytes", async () => {
    await check(MACHINE);
  });

  if (candidate.name === "MemoryHost") return; // makes folders as it writes, having none to miss

  here("does not make the folder of an output", async () => {
    await check([
      [{ do: "writeFile", path: "gone/new.txt", text: "x" }, "not-found"],
      [{ do: "canWrite", path: "gone/new.txt" }, "not-found"],
    ]);
  });
});
