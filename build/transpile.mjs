// Makes dist/jco/: the component as JavaScript and core modules, for Node and for parity tests without wasmtime.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { transpile } from "@bytecodealliance/jco";
import { _addPreopen } from "@bytecodealliance/preview2-shim/filesystem";
import { isMain, root } from "./project.mjs";

export async function transpileComponent() {
  _addPreopen("/", "/"); // see componentize.mjs
  const { files } = await transpile(readFileSync(`${root}/dist/tsld.wasm`), { name: "tsld" });
  rmSync(`${root}/dist/jco`, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(`${root}/dist/jco/${path}`), { recursive: true });
    writeFileSync(`${root}/dist/jco/${path}`, content);
  }
}

if (isMain(import.meta.url)) await transpileComponent();
