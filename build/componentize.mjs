// Makes dist/tsld.wasm: the linker and a JavaScript engine as one WebAssembly component.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { componentize } from "@bytecodealliance/componentize-js";
import { _addPreopen } from "@bytecodealliance/preview2-shim/filesystem";
import { bundle } from "./bundle.mjs";
import { isMain, root } from "./project.mjs";

/** Engine features that nothing here calls; with `http`, a plain `wasmtime run` would refuse the component. */
const UNUSED = ["http", "fetch-event", "random", "clocks"];

export async function componentizeLinker() {
  // The component tools read files through the preview2 shim, which opens no directory by itself since 0.26.
  _addPreopen("/", "/");
  await bundle("src/entry/component.ts", "dist/component.js");
  const { component } = await componentize({
    sourcePath: `${root}/dist/component.js`,
    witPath: `${root}/wit`,
    worldName: "tsld",
    disableFeatures: UNUSED,
  });
  mkdirSync(`${root}/dist`, { recursive: true });
  writeFileSync(`${root}/dist/tsld.wasm`, component);
  rmSync(`${root}/dist/component.js`);
}

if (isMain(import.meta.url)) await componentizeLinker();
