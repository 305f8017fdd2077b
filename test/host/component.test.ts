/** The component as a host sees it: what it asks for, what it offers, and the typed export called from wasmtime. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { componentWit } from "@bytecodealliance/jco";
import { beforeAll, describe, expect, test } from "vitest";
import { openFileSystem } from "../../build/open-file-system.mjs";
import { PRECOMPILED, PRECOMPILED_SMALL } from "../../build/precompile.mjs";
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

/** The typed export of a component, called from wasmtime as text. */
async function invoke(component: string, call: string): Promise<string> {
  const [wasmtime = ""] = wasmtimeCommand("tsld") ?? [];
  const command = [wasmtime, "run", "--allow-precompiled", "--invoke", call, join(root, component)];
  const { stdout, stderr } = await runCommand(command, root);
  expect(stderr).toBe("");
  return stdout.toString("utf8").trim();
}

const isMissing = wasmtimeCommand("tsld") === undefined;
const note = isMissing ? ` (${MISSING})` : "";

describe.skipIf(isMissing).each([
  [`tsld.wasm${note}`, PRECOMPILED],
  [`tsld-small.wasm${note}`, PRECOMPILED_SMALL],
])("%s", (_name, component) => {
  test("wasmtime calls the typed export", async () => {
    const answer = await invoke(component, 'link({arguments: ["--version"], files: [], program-name: none})');
    expect(answer).toMatch(
      /^\{exit-status: 0, side-files: \[\], stdout: "LLD 22\.1\.8.*\\n", stderr: "", diagnostics: \[\]\}$/,
    );
  });

  test("a failed link is a response with diagnostics as values", async () => {
    const call = 'link({arguments: ["gone.o", "-o", "a.wasm"], files: [], program-name: some("ld")})';
    const text = "cannot open gone.o: No such file or directory";
    expect(await invoke(component, call)).toBe(
      `{exit-status: 1, side-files: [], stdout: "", stderr: "ld: error: ${text}\\n", ` +
        `diagnostics: [{severity: error, id: "cannot-open", text: "${text}"}]}`,
    );
  });
});
