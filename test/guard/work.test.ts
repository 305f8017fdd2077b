/**
 * A link does no more work than it did: each count may grow by a tenth above `counts.json`. Where more work is worth it, or
 * less is to be kept: `npm run guard:update`, and say why in the commit.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../src/entry/command.ts";
import { MemoryHost } from "../../src/host/memory.ts";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { archive } from "../support/clang.ts";
import { objectSeries } from "../support/object-series.mjs";
import { type Counts, countWork } from "./count-work.ts";

const GROWTH = 1.1;
const KEPT = fileURLToPath(new URL("counts.json", import.meta.url));
const isUpdate = process.env["TSLD_UPDATE_COUNTS"] !== undefined;

type Files = Readonly<Record<string, Uint8Array>>;

/** Links by name: the arguments for the files of a series of objects, and those files. */
const LINKS: Readonly<Record<string, (objects: Files) => Promise<{ args: readonly string[]; files: Files }>>> = {
  "a program of 40 objects": async (files) => ({ args: [...Object.keys(files), "-o", "out.wasm"], files }),
  "the same, stripped and with everything exported": async (files) => ({
    args: [...Object.keys(files), "--strip-all", "--export-all", "-o", "out.wasm"],
    files,
  }),
  "a relocatable output": async (files) => ({ args: ["-r", ...Object.keys(files), "-o", "out.o"], files }),
  "a program out of an archive": async ({ "start.o": start = new Uint8Array(), ...members }) => ({
    args: ["start.o", "lib.a", "--strip-debug", "--compress-relocations", "-Map=out.map", "-o", "out.wasm"],
    files: { "start.o": start, "lib.a": await archive(members) },
  }),
};

const kept: Record<string, Counts> = JSON.parse(readFileSync(KEPT, "utf8"));
let objects: Files;

beforeAll(async () => {
  objects = await objectSeries(40);
});

async function countLink(name: string): Promise<Counts> {
  const { args, files } = (await LINKS[name]?.(objects)) ?? { args: [], files: {} };
  // Copies, each at the start of its buffer: where bytes lie decides how much room their runs take.
  const host = new MemoryHost(Object.entries(files).map(([path, bytes]) => [path, new Uint8Array(bytes)]));
  return countWork(host, () => {
    const { exitCode } = runCommand(["wasm-ld", ...args], host, (table) => new PlainKernel(table));
    expect(host.printed("stderr")).toBe("");
    expect(exitCode).toBe(0);
  });
}

describe.each(Object.keys(LINKS))("%s", (name) => {
  test("counts the same in every run", async () => {
    expect(await countLink(name)).toEqual(await countLink(name));
  });

  test.skipIf(isUpdate)("takes no more work than before", async () => {
    const grown = Object.entries(await countLink(name)).flatMap(([what, count]) => {
      const before = kept[name]?.[what] ?? 0;
      return count > before * GROWTH ? [`${what}: ${count}, was ${before}`] : [];
    });
    expect(grown).toEqual([]);
  });
});

test.runIf(isUpdate)("keeps the counts", async () => {
  const counts: Record<string, Counts> = {};
  for (const name of Object.keys(LINKS)) counts[name] = await countLink(name);
  writeFileSync(KEPT, `${JSON.stringify(counts, null, 2)}\n`);
});
