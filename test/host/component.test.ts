/** The component as a host sees it: what it asks for, what it offers, and the typed export called from wasmtime. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { componentWit } from "@bytecodealliance/jco";
import { beforeAll, expect, test } from "vitest";
import { openFileSystem } from "../../build/open-file-system.mjs";
import { root } from "../../build/project.mjs";
import { MISSING } from "../../build/wasmtime.mjs";
import { ensureBuilt, runCommand, wasmtimeCommand } from "../support/hosts.ts";

let wit: string;

beforeAll(async () => {
  await ensureBuilt();
  openFileSystem();
  wit = await componentWit(readFileSync(join(root, "dist/tsld.wasm")));
});

/** Interfaces of the component's own world, with their direction. */
function interfacesOf(direction: "import" | "export"): string[] {
  const world = /world root \{([^}]*)\}/.exec(wit)?.[1] ?? "";
  return [...world.matchAll(/(import|export) ([^;@]+)@/g)].flatMap(([, found, name = ""]) =>
    found === direction ? [name] : [],
  );
}

test("imports only command line, files, wall clock and random numbers", () => {
  const asked = interfacesOf("import");
  expect(asked).toContain("wasi:filesystem/types");
  const packages = new Set(asked.map((name) => name.split("/")[0]));
  expect([...packages].sort()).toEqual(["wasi:cli", "wasi:clocks", "wasi:filesystem", "wasi:io", "wasi:random"]);
});

test("exports the command and the linker as a function", () => {
  expect(interfacesOf("export")).toEqual(["wasi:cli/run", "tsld:linker/linker"]);
});

const [wasmtime, , , , , , , precompiled] = wasmtimeCommand("tsld") ?? [];

async function invoke(call: string): Promise<string> {
  const command = [wasmtime ?? "", "run", "--allow-precompiled", "--invoke", call, precompiled ?? ""];
  const { stdout, stderr } = await runCommand(command, root);
  expect(stderr).toBe("");
  return stdout.toString("utf8").trim();
}

const inWasmtime = test.skipIf(wasmtime === undefined);
const note = wasmtime === undefined ? ` (${MISSING})` : "";

inWasmtime(`wasmtime calls the typed export${note}`, async () => {
  const answer = await invoke('link({arguments: ["--version"], files: [], program-name: none})');
  expect(answer).toMatch(
    /^\{exit-status: 0, side-files: \[\], stdout: "LLD 22\.1\.8.*\\n", stderr: "", diagnostics: \[\]\}$/,
  );
});

inWasmtime(`a failed link is a response with diagnostics as values${note}`, async () => {
  const answer = await invoke('link({arguments: ["gone.o", "-o", "a.wasm"], files: [], program-name: some("ld")})');
  const text = "cannot open gone.o: No such file or directory";
  expect(answer).toBe(
    `{exit-status: 1, side-files: [], stdout: "", stderr: "ld: error: ${text}\\n", ` +
      `diagnostics: [{severity: error, id: "cannot-open", text: "${text}"}]}`,
  );
});
