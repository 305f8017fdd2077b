/** What only a real file system shows: modes, symbolic links, devices, pipes, and a write that fails half-way. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MISSING } from "../../build/wasmtime.mjs";
import { compile } from "../support/clang.ts";
import { ensureBuilt, wasmtimeCommand } from "../support/hosts.ts";

const command = fileURLToPath(new URL("../../dist/tsld.js", import.meta.url));

let folder: string;
let object: Uint8Array;
let large: Uint8Array;

beforeAll(async () => {
  await ensureBuilt();
  object = await compile(`char table[100000] = { 1 }; char *get(void) { return table; }`);
  large = await compile(`char table[30000000] = { 1 }; char *get(void) { return table; }`);
});

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "tsld-files-"));
  fs.writeFileSync(join(folder, "get.o"), object);
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Runs a shell script in the folder; `$LINK` links `get.o`, and takes further arguments. */
function shell(script: string, link = `'${process.execPath}' '${command}'`): { status: number | null; said: string } {
  const withLink = script.replaceAll("$LINK", `${link} get.o --no-entry --export=get`);
  const { status, stdout, stderr } = spawnSync("bash", ["-c", withLink], { cwd: folder, encoding: "latin1" });
  return { status, said: stdout + stderr };
}

const linkedSize = (): number => fs.statSync(join(folder, "out.wasm")).size;

test.each([
  ["022", 0o755],
  ["077", 0o700],
  ["002", 0o775],
])("under umask %s the module gets mode %o", (umask, mode) => {
  expect(shell(`umask ${umask}; $LINK -o out.wasm`)).toEqual({ status: 0, said: "" });
  expect(fs.statSync(join(folder, "out.wasm")).mode & 0o777).toBe(mode);
});

test("a symbolic link at the output is replaced, not followed", () => {
  fs.writeFileSync(join(folder, "target"), "kept");
  fs.symlinkSync("target", join(folder, "out.wasm"));
  expect(shell("$LINK -o out.wasm").status).toBe(0);
  expect(fs.lstatSync(join(folder, "out.wasm")).isSymbolicLink()).toBe(false);
  expect(fs.readFileSync(join(folder, "target"), "utf8")).toBe("kept");
});

test("/dev/null stays a device", () => {
  expect(shell("$LINK -o /dev/null")).toEqual({ status: 0, said: "" });
  expect(fs.statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("a pipe is written into", () => {
  const { status, said } = shell("mkfifo out.wasm; cat out.wasm | wc -c & $LINK -o out.wasm; wait");
  expect(status).toBe(0);
  expect(Number(said)).toBeGreaterThan(100_000);
});

test("a reader of stdout that goes early ends the command as SIGPIPE would", () => {
  // --help is printed while nobody reads: the left side waits until `true` has ended.
  const { said } = shell("(sleep 0.3; $LINK --help; echo status $? >&2) | true");
  expect(said).toBe("status 141\n");
});

test("output that cannot be printed is an error", () => {
  const { status, said } = shell("$LINK --version > /dev/full");
  expect(status).toBe(1);
  expect(said).toContain("No space left on device");
});

const inWasmtime = wasmtimeCommand("tsld");
const WAYS = [
  ["the command on Node", `'${process.execPath}' '${command}'`, undefined],
  ["tsld.wasm in wasmtime", inWasmtime?.map((word) => `'${word}'`).join(" "), inWasmtime ? undefined : MISSING],
] as const;

describe.each(WAYS.map(([name, link, missing]) => [missing ? `${name} (${missing})` : name, link, missing] as const))(
  "%s",
  (_name, link, missing) => {
    const here = test.skipIf(missing !== undefined);

    here("a write that fails half-way leaves the older file and no temporary one", () => {
      fs.writeFileSync(join(folder, "out.wasm"), "older");
      // The limit on a file's size (in KiB) stands in for a full disk; below 16 MiB, wasmtime itself would not start.
      fs.writeFileSync(join(folder, "get.o"), large);
      const { status, said } = shell("trap '' XFSZ; ulimit -f 24000; $LINK -o out.wasm", link);
      expect(said).toBe("tsld: error: failed to write output 'out.wasm': File too large\n");
      expect(status).toBe(1);
      expect(fs.readFileSync(join(folder, "out.wasm"), "utf8")).toBe("older");
      expect(fs.readdirSync(folder).sort()).toEqual(["get.o", "out.wasm"]);
    });

    here("a failed link leaves the older file", () => {
      fs.writeFileSync(join(folder, "out.wasm"), "older");
      expect(shell("$LINK gone.o -o out.wasm", link).status).toBe(1);
      expect(fs.readFileSync(join(folder, "out.wasm"), "utf8")).toBe("older");
      expect(fs.readdirSync(folder).sort()).toEqual(["get.o", "out.wasm"]);
    });

    here("an older and longer file is replaced as a whole", () => {
      fs.writeFileSync(join(folder, "out.wasm"), new Uint8Array(1_000_000));
      expect(shell("$LINK -o out.wasm", link)).toEqual({ status: 0, said: "" });
      expect(linkedSize()).toBeLessThan(200_000);
    });
  },
);
