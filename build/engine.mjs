// Makes .cache/build/engine.wasm: the JavaScript engine of componentize-js without OpenSSL, a fifth of its code, which only its
// WebCrypto calls. Nothing here does, and whoever runs the component for the first time waits for all code to be compiled.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DROP_UNUSED, runBinaryen } from "./binaryen.mjs";
import { replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { isMain, root } from "./project.mjs";
import { sectionOf, withSection } from "./wasm-modules.mjs";
import { readLeb, uleb } from "./wasm-sections.mjs";

export const ENGINE = ".cache/build/engine.wasm";
const PACKAGE = "@bytecodealliance/componentize-js";
/** The engine as it was linked, with the names of its functions. */
const NAMED_ENGINE = join(root, "node_modules", PACKAGE, "lib/starlingmonkey_embedding.debug.wasm");

const CODE_SECTION = 10;
/** A function of OpenSSL. The others stand beside it: objects of a library follow each other in what a linker makes of them. */
const MEMBER = "EVP_md5";
/** Of C++ and Rust, or what their compilers make; OpenSSL is written in C. */
const FOREIGN = /::|^__cxx_|^_GLOBAL_/;
const CALLER = /^builtins::web::crypto::/;
/** No locals; `unreachable`; `end`: what a function that nobody calls is replaced by, so that all others keep their index. */
const TRAP = [3, 0, 0x00, 0x0b];

/** @typedef {{ names: string[], calls: [caller: string, callee: string][], exported: Set<string> }} CallGraph `names`: in order */

/** @returns {Promise<boolean>} whether it was made anew */
export async function buildEngine() {
  const sources = ["engine", "binaryen", "wasm-modules", "wasm-sections"].map((name) =>
    readFileSync(`${root}/build/${name}.mjs`),
  );
  const ingredients = [versionOf(PACKAGE), versionOf("binaryen"), ...sources];
  return await unlessFresh(ENGINE, ingredients, async () => {
    const engine = readFileSync(NAMED_ENGINE);
    const graph = readCallGraph(runBinaryen("wasm-opt", [engine], ([path]) => [path, "--print-call-graph"]).text);
    const library = findLibrary(graph);
    checkCallers(graph, library);
    const passes = ["--strip-debug", ...DROP_UNUSED];
    const { module } = runBinaryen("wasm-opt", [withTraps(engine, library)], ([path]) => [path, ...passes]);
    replaceFile(`${root}/${ENGINE}`, module);
  });
}

/** @param {string} text in the language of Graphviz @returns {CallGraph} */
export function readCallGraph(text) {
  /** @type {CallGraph} */
  const graph = { names: [], calls: [], exported: new Set() };
  for (const line of text.split("\n")) {
    const [, name, color] = /^ {2}"(.*)" \[style="filled", fillcolor="(white|gray)"\];$/.exec(line) ?? [];
    const [, caller, callee] = /^ {2}"(.*)" -> "(.*)"; \/\/ call$/.exec(line) ?? [];
    if (color === "white") graph.names.push(name);
    if (color === "gray") graph.exported.add(name);
    if (caller !== undefined) graph.calls.push([caller, callee]);
  }
  return graph;
}

/**
 * The functions around `MEMBER`, `[start, end)` of those that the module defines.
 * @param {CallGraph} graph @throws if it is not there
 */
export function findLibrary({ names, exported }) {
  const isOutside = (/** @type {string} */ name) => FOREIGN.test(name) || exported.has(name);
  const at = names.indexOf(MEMBER);
  if (at === -1) throw new Error(`the engine has no ${MEMBER}: build/engine.mjs has to find OpenSSL in another way`);
  const start = names.findLastIndex((name, i) => i < at && isOutside(name)) + 1;
  const next = names.findIndex((name, i) => i > at && isOutside(name));
  return { start, end: next === -1 ? names.length : next };
}

/**
 * A library that no other code calls has nothing to run, and nobody has the addresses of its functions but its own tables.
 * @param {CallGraph} graph @param {{ start: number, end: number }} library
 * @throws if other code than WebCrypto calls it, or nobody does: then the graph is not what it is taken for
 */
export function checkCallers({ names, calls }, { start, end }) {
  const members = new Set(names.slice(start, end));
  const intoIt = calls.filter(([caller, callee]) => members.has(callee) && !members.has(caller));
  if (intoIt.length === 0) throw new Error("nobody calls OpenSSL, not even the engine's WebCrypto");
  const stranger = intoIt.find(([caller]) => !CALLER.test(caller));
  if (stranger !== undefined) throw new Error(`the engine's ${stranger[0]} calls ${stranger[1]} of OpenSSL`);
}

/** @param {Uint8Array} module @param {{ start: number, end: number }} range of the functions that trap @returns {Uint8Array} */
export function withTraps(module, { start, end }) {
  const content = sectionOf(module, CODE_SECTION);
  const cursor = { at: 0 };
  const count = readLeb(content, cursor);
  const bodies = Array.from({ length: count }, (_, i) => {
    const from = cursor.at;
    const size = readLeb(content, cursor);
    cursor.at += size;
    return start <= i && i < end ? Uint8Array.from(TRAP) : content.subarray(from, cursor.at);
  });
  return withSection(module, CODE_SECTION, Buffer.concat([Uint8Array.from(uleb(count)), ...bodies]));
}

if (isMain(import.meta.url)) await buildEngine();
