// Makes dist/tsld.wasm: the linker and a JavaScript engine as one WebAssembly component.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { componentize } from "@bytecodealliance/componentize-js";
import { rollUp, SHORTER } from "./roll-up.mjs";
import { buildEngine, ENGINE } from "./engine.mjs";
import { contentOf, replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { linkKernel } from "./link-kernel.mjs";
import { openFileSystem } from "./open-file-system.mjs";
import { isMain, root } from "./project.mjs";

/**
 * Engine features that nothing here calls; with `http`, a plain `wasmtime run` would refuse the component.
 * @type {("http" | "fetch-event" | "random" | "clocks")[]}
 */
const UNUSED = ["http", "fetch-event", "random", "clocks"];

/** The linker as a component that imports its kernel. */
const WITHOUT_KERNEL = ".cache/build/tsld-without-kernel.wasm";

/**
 * Runs last before the engine's memory becomes part of the component. What its parser has freed still holds syntax trees: 3 MB in
 * the file. New buffers take that memory and clear it; nobody keeps them. The sizes are those of the parser's own blocks.
 */
const CLEARING = `
for (let i = 0; i < 100; i++) new ArrayBuffer(32 * 1024 - 64);
for (let i = 0; i < 200; i++) new ArrayBuffer(4 * 1024 - 64);
`;

/**
 * Makes the component `output` of `input`, both relative to the project.
 * @param {string} input @param {string} output @param {string} world a world of `wit/`
 */
export async function componentizeEntry(input, output, world) {
  const code = (await rollUp(input, SHORTER)) + CLEARING;
  await buildEngine();
  const engine = readFileSync(`${root}/${ENGINE}`);
  const tools = versionOf("@bytecodealliance/componentize-js");
  return await unlessFresh(output, [code, world, engine, tools, UNUSED.join(), ...contentOf("wit")], async () => {
    openFileSystem();
    const folder = mkdtempSync(join(tmpdir(), "tsld-"));
    try {
      const sourcePath = join(folder, "component.js");
      writeFileSync(sourcePath, code);
      const options = {
        sourcePath,
        witPath: `${root}/wit`,
        worldName: world,
        disableFeatures: UNUSED,
        engine: `${root}/${ENGINE}`,
      };
      replaceFile(`${root}/${output}`, (await componentize(options)).component);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/** @returns {Promise<boolean>} whether it was made anew */
export async function componentizeLinker() {
  await componentizeEntry("src/entry/component.ts", WITHOUT_KERNEL, "tsld-without-kernel");
  return await linkKernel("dist/tsld.wasm", WITHOUT_KERNEL);
}

if (isMain(import.meta.url)) await componentizeLinker();
