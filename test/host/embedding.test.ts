/** The typed export in a host that is not written in JavaScript: `test/embedding`, in Rust on wasmtime. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { root } from "../../build/project.mjs";
import { EMBEDDING, MISSING_EMBEDDING } from "../../build/setup-embedding.mjs";
import { link } from "../../src/entry/api.ts";
import { callOf, start } from "../differential/regression-objects.ts";
import { ensureBuilt } from "../support/hosts.ts";

const isMissing = !existsSync(EMBEDDING);
const note = isMissing ? ` (${MISSING_EMBEDDING})` : "";

const FILES: Readonly<Record<string, Uint8Array>> = {
  "link.rsp": Buffer.from("lib/main.o --allow-undefined"),
  "lib/main.o": callOf("twice"),
};

let folder: string;

beforeAll(async () => {
  if (isMissing) return;
  await ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), "tsld-embedding-"));
  return () => rmSync(folder, { recursive: true });
});

/** Runs the host over `files`; the module is in `out.wasm`. */
function embed(component: string, files: typeof FILES): ReturnType<typeof spawnSync> {
  const input = mkdtempSync(join(folder, "input-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(input, path)), { recursive: true });
    writeFileSync(join(input, path), content);
  }
  return spawnSync(EMBEDDING, [component, input, join(folder, "out.wasm")], { encoding: "utf8" });
}

const COMPONENTS = ["dist/tsld.wasm", "dist/tsld-small.wasm"];

test.skipIf(isMissing).each(COMPONENTS)(`%s links from Rust as in Node${note}`, (component) => {
  const { stdout, stderr, status } = embed(join(root, component), FILES);
  expect([stderr, status]).toEqual(["", 0]);
  expect(JSON.parse(String(stdout))).toHaveLength(20);
  const { module } = link({ args: ["@link.rsp", "-o", "out.wasm"], files: FILES });
  expect(readFileSync(join(folder, "out.wasm"))).toEqual(Buffer.from(module ?? []));
});

test.skipIf(isMissing)(`a link that fails says why in Rust${note}`, () => {
  const { stderr, status } = embed(join(root, "dist/tsld-small.wasm"), {
    ...FILES,
    "lib/main.o": start([], "FUNCTION_INDEX_LEB", {}),
  });
  expect(String(stderr)).toContain("tsld: error: lib/main.o: ");
  expect(status).toBe(1);
});
