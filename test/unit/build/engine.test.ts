import { expect, test } from "vitest";
import wabtModule from "wabt";
import { runBinaryen } from "../../../build/binaryen.mjs";
import { checkCallers, findLibrary, readCallGraph, withTraps } from "../../../build/engine.mjs";

const wabt = await wabtModule();

/** An engine with a library of C between two functions of its own; `callee`: what the last of these calls. */
function engine(callee: string): Uint8Array {
  const text = `(module
    (import "host" "f" (func $imported))
    (func $_initialize (export "_initialize") (result i32) (i32.const 1))
    (func $EVP_init (result i32) (i32.const 2))
    (func $EVP_md5 (result i32) (call $EVP_init))
    (func $__isspace (result i32) (i32.const 3))
    (func $builtins::web::crypto::digest (export "digest") (result i32) (call $EVP_md5))
    (func $js::run (export "run") (result i32) (call $${callee})))`;
  return wabt.parseWat("engine.wat", text).toBinary({ write_debug_names: true }).buffer;
}

function graphOf(module: Uint8Array) {
  return readCallGraph(runBinaryen("wasm-opt", [module], ([path]) => [path ?? "", "--print-call-graph"]).text);
}

test("a library is what stands around one of its functions, up to code of C++ or an export", () => {
  const graph = graphOf(engine("_initialize"));
  expect(graph.names.slice(0, 4)).toEqual(["_initialize", "EVP_init", "EVP_md5", "__isspace"]);
  expect(findLibrary(graph)).toEqual({ start: 1, end: 4 });
  expect(() => findLibrary({ ...graph, names: ["_initialize"] })).toThrow("the engine has no EVP_md5");
});

test("other code than WebCrypto may not call it", () => {
  const graph = graphOf(engine("_initialize"));
  expect(() => checkCallers(graph, findLibrary(graph))).not.toThrow();
  const called = graphOf(engine("EVP_init"));
  const message = "the engine's js::run calls EVP_init of OpenSSL";
  expect(() => checkCallers(called, findLibrary(called))).toThrow(message);
});

test("a graph without the calls that there have to be proves nothing", () => {
  const graph = graphOf(engine("_initialize"));
  const blind = { ...graph, calls: [] };
  expect(() => checkCallers(blind, findLibrary(blind))).toThrow(
    "nobody calls OpenSSL, not even the engine's WebCrypto",
  );
});

test("a library may be the last thing in an engine", () => {
  const exported = new Set<string>();
  expect(findLibrary({ names: ["js::run", "EVP_md5", "EVP_init"], calls: [], exported })).toEqual({ start: 1, end: 3 });
});

test("its functions trap, the others do what they did", async () => {
  const module = engine("_initialize");
  const { instance } = await WebAssembly.instantiate(withTraps(module, { start: 1, end: 4 }) as BufferSource, {
    host: { f: () => undefined },
  });
  const { digest, run } = instance.exports as Record<string, () => number>;
  expect(run?.()).toBe(1);
  expect(digest).toThrow(/unreachable/);
});
